import { backends } from '#lib/cli/backends.ts';
import { type Command, EXIT_CODE, exitCodeOf } from '#lib/cli/command-answer.ts';
import { compare } from '#lib/cli/compare.ts';
import { hints } from '#lib/cli/hints.ts';
import { lint } from '#lib/cli/lint.ts';
import { sweep } from '#lib/cli/sweep.ts';
import { why } from '#lib/cli/why.ts';

const SUBCOMMANDS: Readonly<Record<string, Command>> = { backends, compare, hints, lint, sweep, why };

/** `zonescope [SUBCOMMAND] [OPTIONS]`; without a subcommand it starts the page. */
const args = process.argv.slice(2);
const [first = ''] = args;

try {
  const subcommand = Object.hasOwn(SUBCOMMANDS, first) ? SUBCOMMANDS[first] : undefined;
  if (subcommand !== undefined) {
    const answer = await subcommand(args.slice(1));
    console.log(answer.text);
    for (const note of answer.notes ?? []) console.error(note);
    process.exitCode = exitCodeOf(answer);
  } else if (first === '' || first.startsWith('-')) {
    // The server is many times what a question needs.
    const { start } = await import('#lib/cli/start.ts');
    await start(args);
  } else {
    const known = Object.keys(SUBCOMMANDS).join(', ');
    throw new Error(`Cannot run "${first}": the subcommands are ${known}; without one the page is started`);
  }
} catch (error) {
  console.error(`zonescope: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(EXIT_CODE.unanswered);
}
