import { join } from 'node:path';
import { ensureBuild } from '#lib/cli/ensure-build.ts';
import { PROJECT_ROOT } from '#lib/cli/project-root.ts';
import { stagePackage } from './stage-package.ts';

/** `npm run stage`: lays out in .zonescope/package what `npm pack` packs there. */
const to = join(PROJECT_ROOT, '.zonescope', 'package');
try {
  await ensureBuild({ root: PROJECT_ROOT, say: (line) => console.log(line) });
  stagePackage(PROJECT_ROOT, to);
  console.log(`Staged in .zonescope/package; npm pack ./.zonescope/package packs it.`);
} catch (error) {
  console.error(`zonescope: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
