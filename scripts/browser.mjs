// Finds a Chromium for the browser tests, or gets one.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { commandPath, installDebianPackages, isExecutable } from './debian.mjs';
import { childEnvironment, nodePath, ROOT } from './runtime.mjs';

const COMMANDS = ['google-chrome-stable', 'google-chrome', 'chromium', 'chromium-browser'];
const FIXED_PATHS = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];
const DOWNLOAD_MILLIS = 180_000;

function installedBrowser() {
  const found = COMMANDS.map(commandPath).find((path) => path !== undefined);
  return found ?? FIXED_PATHS.find(isExecutable);
}

function playwrightBrowser() {
  const path = createRequire(join(ROOT, 'package.json'))('playwright-core').chromium.executablePath();
  return path && existsSync(path) ? path : undefined;
}

function downloadPlaywrightBrowser() {
  const cli = join(ROOT, 'node_modules', 'playwright', 'cli.js');
  const options = { cwd: ROOT, env: childEnvironment(), stdio: 'ignore', timeout: DOWNLOAD_MILLIS };
  return spawnSync(nodePath(), [cli, 'install', 'chromium'], options).status === 0 ? playwrightBrowser() : undefined;
}

function installDebianBrowser() {
  return installDebianPackages(['chromium', 'fonts-noto-cjk', 'fonts-dejavu-core']) ? installedBrowser() : undefined;
}

/**
 * The executable of a Chromium: what is there first, so that nothing is downloaded without need.
 * @returns {string}
 * @throws Error in one sentence when none can be had.
 */
export function browserPath() {
  const given = process.env['ZONESCOPE_BROWSER'];
  if (given) return given;
  const present = playwrightBrowser() ?? installedBrowser();
  if (present) return present;
  console.log('No Chromium is installed; getting one ...');
  const path = downloadPlaywrightBrowser() ?? installDebianBrowser();
  if (path) return path;
  throw new Error(
    'Cannot run the browser tests: no Chromium was found and none could be downloaded; install Chrome or Chromium, or name its executable in ZONESCOPE_BROWSER',
  );
}
