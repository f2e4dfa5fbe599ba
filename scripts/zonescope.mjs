#!/usr/bin/env node
// zonescope, as the installed package runs it: the emitted lib/cli/zonescope.js under the pinned Node.
import { join } from 'node:path';
import { ROOT, runNode, SERVER_FLAGS } from './runtime.mjs';

try {
  process.exitCode = await runNode([...SERVER_FLAGS, join(ROOT, 'lib/cli/zonescope.js'), ...process.argv.slice(2)]);
} catch (error) {
  console.error(`zonescope: ${error.message}`);
  process.exitCode = 2;
}
