import { join } from 'node:path';
import { ensureBuild } from '#lib/cli/ensure-build.ts';
import { PROJECT_ROOT } from '#lib/cli/project-root.ts';
import { makeRootfs, sizesOf } from './make-rootfs.ts';

/** `npm run image:rootfs`: the image's contents in .zonescope/rootfs, and their sizes. */
const to = join(PROJECT_ROOT, '.zonescope', 'rootfs');
try {
  await ensureBuild({ root: PROJECT_ROOT, say: (line) => console.log(line) });
  await makeRootfs({ root: PROJECT_ROOT, to, node: process.execPath });
  const { unpacked, compressed } = sizesOf(to);
  console.log(`.zonescope/rootfs: ${megabytes(unpacked)} MB unpacked, ${megabytes(compressed)} MB compressed (gzip).`);
} catch (error) {
  console.error(`zonescope: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}
