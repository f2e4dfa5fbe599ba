import { backends } from '#lib/cli/backends.ts';
import { hints } from '#lib/cli/hints.ts';
import { start } from '#lib/cli/start.ts';
import { why } from '#lib/cli/why.ts';

/** Each answers in one text; 1 and 2 as exit codes are for findings and for what could not be answered. */
const SUBCOMMANDS: Readonly<Record<string, (args: readonly string[]) => Promise<string>>> = { backends, hints, why };

/** `zonescope [SUBCOMMAND] [OPTIONS]`; without a subcommand it starts the page. */
const args = process.argv.slice(2);
const [first = ''] = args;

try {
  const subcommand = Object.hasOwn(SUBCOMMANDS, first) ? SUBCOMMANDS[first] : undefined;
  if (subcommand !== undefined) console.log(await subcommand(args.slice(1)));
  else if (first === '' || first.startsWith('-')) await start(args);
  else {
    const known = Object.keys(SUBCOMMANDS).join(', ');
    throw new Error(`Cannot run "${first}": the subcommands are ${known}; without one the page is started`);
  }
} catch (error) {
  console.error(`zonescope: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(2);
}
