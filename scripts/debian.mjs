// Debian's packages, where this is Debian and we are root.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { machinePath } from './machine-path.mjs';

const ADMIN_FOLDERS = ['/usr/sbin', '/sbin'];

/** The path of a command on PATH or among the administrator's, or undefined. */
export function commandPath(command) {
  const folders = [...machinePath().split(delimiter), ...ADMIN_FOLDERS];
  return folders.map((folder) => join(folder, command)).find(isExecutable);
}

export function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Installs packages and answers whether that could be tried; whether it helped is for the caller to look. */
export function installDebianPackages(packages) {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return false;
  const options = { stdio: 'ignore', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
  spawnSync('apt-get', ['update'], options);
  spawnSync('apt-get', ['install', '-y', '--no-install-recommends', ...packages], options);
  return true;
}
