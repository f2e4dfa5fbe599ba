// npm start: installs what is missing, then hands over to lib/cli/zonescope.ts under the project's own Node.
import { join } from 'node:path';
import { install } from './install.mjs';
import { ROOT, runNode, SERVER_FLAGS } from './runtime.mjs';

try {
  install();
  process.exitCode = await runNode([...SERVER_FLAGS, join(ROOT, 'lib/cli/zonescope.ts'), ...process.argv.slice(2)]);
} catch (error) {
  console.error(`zonescope: ${error.message}`);
  process.exitCode = 2;
}
