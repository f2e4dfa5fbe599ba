// Runs a file of this project under its own Node: node scripts/node.mjs FILE [ARGUMENT...]
import { runNode } from './runtime.mjs';

process.exitCode = await runNode(process.argv.slice(2)).catch((error) => {
  console.error(`zonescope: ${error.message}`);
  return 2;
});
