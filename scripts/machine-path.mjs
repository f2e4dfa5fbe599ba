// The machine's own commands: npm puts those of packages first on PATH, and one of them is called nft as well.
import { delimiter, join } from 'node:path';

const OF_PACKAGES = join('node_modules', '.bin');

/** PATH without the folders that npm adds. */
export function machinePath(path = process.env['PATH'] ?? '') {
  return path
    .split(delimiter)
    .filter((folder) => !folder.endsWith(OF_PACKAGES))
    .join(delimiter);
}
