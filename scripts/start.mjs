// npm start: installs what is missing, then hands over to lib/cli/zonescope.ts under the project's own Node.
import { join } from 'node:path';
import { install } from './install.mjs';
import { ROOT, runNode, serverFlags } from './runtime.mjs';

try {
  install();
  const args = process.argv.slice(2);
  process.exitCode = await runNode([...serverFlags(args), join(ROOT, 'lib/cli/zonescope.ts'), ...args]);
} catch (error) {
  console.error(`zonescope: ${error.message}`);
  process.exitCode = 2;
}
