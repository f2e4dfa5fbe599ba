import { ensureBuild } from '#lib/cli/ensure-build.ts';
import { PROJECT_ROOT } from '#lib/cli/project-root.ts';

try {
  await ensureBuild({ root: PROJECT_ROOT, say: (line) => console.log(line) });
} catch (error) {
  console.error(`zonescope: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
