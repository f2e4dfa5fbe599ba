import { join, relative } from 'node:path';
import { ensureBuild } from '#lib/cli/ensure-build.ts';
import { PROJECT_ROOT } from '#lib/cli/project-root.ts';
import { stagePackage } from './stage-package.ts';

/** `npm run stage [-- FOLDER]`: lays out in .zonescope/package, or there, what `npm pack` packs. */
const to = process.argv[2] ?? join(PROJECT_ROOT, '.zonescope', 'package');
try {
  await ensureBuild({ root: PROJECT_ROOT, say: (line) => console.log(line) });
  stagePackage(PROJECT_ROOT, to);
  const folder = `./${relative(PROJECT_ROOT, to)}`;
  console.log(`Staged in ${folder}; npm pack ${folder} packs it.`);
} catch (error) {
  console.error(`zonescope: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
