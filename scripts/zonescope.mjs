#!/usr/bin/env node
// zonescope, as the installed package runs it: the emitted lib/cli/zonescope.js under the pinned Node.
import { join } from 'node:path';
import { ROOT, runNode, serverFlags } from './runtime.mjs';

try {
  const args = process.argv.slice(2);
  process.exitCode = await runNode([...serverFlags(args), join(ROOT, 'lib/cli/zonescope.js'), ...args]);
} catch (error) {
  console.error(`zonescope: ${error.message}`);
  process.exitCode = 2;
}
