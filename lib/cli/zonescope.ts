import { backends } from '#lib/cli/backends.ts';
import { type Command, EXIT_CODE, exitCodeOf } from '#lib/cli/command-answer.ts';
import { compare } from '#lib/cli/compare.ts';
import { hints } from '#lib/cli/hints.ts';
import { lint } from '#lib/cli/lint.ts';
import { sweep } from '#lib/cli/sweep.ts';
import { why } from '#lib/cli/why.ts';

const SUBCOMMANDS: Readonly<Record<string, Command>> = { backends, compare, hints, lint, sweep, why };

const USAGE = `Usage: zonescope [options]              watches a cluster, or shows a file, in the browser
       zonescope COMMAND [options]      answers on the command line

  backends     what a node dials for a Service, or for every Service
  compare      a node's own dump of its rules against what is predicted for it
  hints        the hints that a Service's endpoints carry, and those that the controller would write
  lint         what is worth a change in Services and nodes
  sweep        all Services, the worst first
  why          whether zone routing is in effect for a Service, and if not, why

zonescope help COMMAND tells the options of one, zonescope --help those of the page.`;

/** `zonescope [SUBCOMMAND] [OPTIONS]`; without a subcommand it starts the page. */
const args = process.argv.slice(2);
const [first = '', second] = args;

async function run(name: string, options: readonly string[]): Promise<void> {
  const subcommand = Object.hasOwn(SUBCOMMANDS, name) ? SUBCOMMANDS[name] : undefined;
  if (subcommand === undefined) {
    const known = Object.keys(SUBCOMMANDS).join(', ');
    throw new Error(`Cannot run "${name}": the subcommands are ${known}; without one the page is started`);
  }
  const answer = await subcommand(options);
  console.log(answer.text);
  for (const note of answer.notes ?? []) console.error(note);
  process.exitCode = exitCodeOf(answer);
}

try {
  if (first === '' || first.startsWith('-')) {
    // The server is many times what a question needs.
    const { start } = await import('#lib/cli/start.ts');
    await start(args);
  } else if (first !== 'help') {
    await run(first, args.slice(1));
  } else if (second === undefined) {
    console.log(USAGE);
  } else {
    await run(second, ['--help']);
  }
} catch (error) {
  console.error(`zonescope: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(EXIT_CODE.unanswered);
}
