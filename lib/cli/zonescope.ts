import { start } from '#lib/cli/start.ts';

/** `zonescope [SUBCOMMAND] [OPTIONS]`; without a subcommand it starts the page. */
const [first, ...rest] = process.argv.slice(2);

try {
  if (first === undefined || first.startsWith('-')) await start(process.argv.slice(2));
  else throw new Error(`Cannot run "${first}": there is no such subcommand; --help lists what there is (${rest.length} arguments ignored)`);
} catch (error) {
  console.error(`zonescope: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(2);
}
