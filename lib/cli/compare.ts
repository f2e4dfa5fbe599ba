import { answerQuery, anyFails } from '#lib/cli/answer-query.ts';
import type { CommandAnswer } from '#lib/cli/command-answer.ts';
import { printTable } from '#lib/cli/print-table.ts';
import { parseQueryOptions, SHARED_USAGE } from '#lib/cli/query-options.ts';
import { inputName, readInput } from '#lib/cli/read-input.ts';
import { translate } from '#lib/messages/translate.ts';
import type { Text } from '#lib/model/text.ts';
import { compareDump } from '#lib/view/compare-dump.ts';
import { type DumpRowView, type DumpView, dumpView, refusalText } from '#lib/view/dump-view.ts';

export const COMPARE_USAGE = `Usage: zonescope compare --node NAME --dump FILE [--service NAMESPACE/NAME] [options]

  Holds what a node shows (ipvsadm -ln, iptables-save, nft list ruleset) against what is predicted for it. Exit code 0
  where all is equal, 1 where something differs (or --fail-on finds something), 2 where it cannot be told.

  --dump FILE              what the node printed ("-" for standard input)
  -o, --output FORMAT      table or json
${SHARED_USAGE}`;

/** `zonescope compare`. @throws Error in one sentence. */
export async function compare(args: readonly string[]): Promise<CommandAnswer> {
  const options = parseQueryOptions(args, ['table', 'json'], ['node', 'dump']);
  if (options.help) return { text: COMPARE_USAGE, isFinding: false };
  const { node, dump } = options;
  if (node === undefined || dump === undefined) {
    throw new Error('Cannot compare: compare needs --node NAME and --dump FILE; --help lists the options');
  }
  if (dump === '-' && options.file === '-') {
    throw new Error('Cannot compare: only one of --dump and -f can be standard input');
  }
  const text = readInput(dump);
  const { answered, hasAllServices, assumptions, notes } = await answerQuery(options);
  const analyses = answered.map(({ answer }) => answer.analysis);
  const comparison = compareDump({ analyses, node, text, hasAllServices });
  if (typeof comparison === 'string')
    throw new Error(`Cannot compare ${inputName(dump)}: ${say(refusalText(comparison))}`);
  const view = dumpView(comparison, node);
  if (comparison.ports.length === 0) throw new Error(`Cannot compare ${inputName(dump)}: ${say(view.heading)}`);
  const isFinding = !view.isEqual || anyFails(answered, options);
  const isJson = options.output === 'json';
  return {
    text: isJson ? JSON.stringify(toJson(view), null, 2) : linesOf(view),
    isFinding,
    notes: [...notes, ...assumptions],
  };
}

function say(text: Text): string {
  return translate(text, 'en');
}

function toJson(view: DumpView) {
  const row = ({ causes, ...rest }: DumpRowView) => ({ ...rest, causes: causes.map(say) });
  return {
    equal: view.isEqual,
    summary: say(view.heading),
    likely: view.likely.map(say),
    differing: view.differing.map(row),
    equalAddresses: view.equal.map(({ title }) => title),
    notes: view.notes.map(say),
    unknownLines: view.unknownLines,
  };
}

function linesOf(view: DumpView): string {
  const rows = view.differing.map(({ service = '<none>', title, status, missing, extra, causes }) => [
    service,
    title,
    say({ key: `dump-status.${status}` }),
    missing.join(',') || '-',
    extra.join(',') || '-',
    causes.map(say)[0] ?? '',
  ]);
  return [
    say(view.heading),
    ...(rows.length === 0
      ? []
      : [
          'Likely:',
          ...view.likely.map((text) => `  ${say(text)}`),
          printTable(['SERVICE', 'ADDRESS', 'STATUS', 'MISSING', 'EXTRA', 'LIKELY'], rows),
        ]),
    ...view.notes.map(say),
  ].join('\n');
}
