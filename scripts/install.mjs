// Installs what the lockfile names when node_modules does not hold it.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './runtime.mjs';

function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages ?? {};
  } catch {
    return undefined;
  }
}

/** npm writes what it installed to node_modules/.package-lock.json; other platforms' packages are rightly absent. */
function isInstalled() {
  const wanted = packagesOf(join(ROOT, 'package-lock.json'));
  const present = packagesOf(join(ROOT, 'node_modules', '.package-lock.json'));
  if (wanted === undefined || present === undefined) return false;
  return Object.entries(wanted).every(
    ([path, entry]) => path === '' || present[path]?.version === entry.version || (entry.optional && !present[path]),
  );
}

/** @throws Error in one sentence when npm fails. */
export function install() {
  if (isInstalled()) return;
  const started = performance.now();
  console.log('Installing the packages that package-lock.json names (npm ci --ignore-scripts) ...');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const result = spawnSync(npm, ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: ROOT,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (result.error || result.status !== 0) {
    const said = result.error ? result.error.message : `npm ended with ${result.status}`;
    throw new Error(
      `Cannot install packages: ${said}; see what it printed above, and whether a registry can be reached`,
    );
  }
  console.log(`Installed in ${((performance.now() - started) / 1000).toFixed(1)} s.`);
}
