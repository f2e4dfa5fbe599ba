import { answerQuery, anyFails } from '#lib/cli/answer-query.ts';
import type { CommandAnswer } from '#lib/cli/command-answer.ts';
import { printTable } from '#lib/cli/print-table.ts';
import { parseQueryOptions, SHARED_USAGE } from '#lib/cli/query-options.ts';
import type { Analysis } from '#lib/diagnose/analysis.ts';
import { ownSlices } from '#lib/diagnose/hint-decision.ts';
import { predictHints } from '#lib/hints/predict-hints.ts';
import { translate } from '#lib/messages/translate.ts';

export const HINTS_USAGE = `Usage: zonescope hints --service NAMESPACE/NAME [options]

  The hints that a Service's endpoints carry, those that the EndpointSlice controller would write, and why. Exit code 1
  where they differ.

  -o, --output FORMAT      table or json
${SHARED_USAGE}`;

interface HintRow {
  readonly address: string;
  readonly pod: string;
  readonly node: string;
  readonly zone: string;
  readonly ready: boolean;
  /** Zones that it is hinted to. */
  readonly hints: readonly string[];
  readonly expected: readonly string[];
  /** Nodes that it is hinted to; absent where it is to none and is expected to be to none. */
  readonly nodeHints?: readonly string[];
  readonly expectedNodes?: readonly string[];
}

/** `zonescope hints`. @throws Error in one sentence. */
export async function hints(args: readonly string[]): Promise<CommandAnswer> {
  const options = parseQueryOptions(args, ['table', 'json']);
  if (options.help) return { text: HINTS_USAGE, isFinding: false };
  if (options.service === undefined) {
    throw new Error('Cannot answer: hints needs --service NAMESPACE/NAME; --help lists the options');
  }
  const { answered, assumptions, notes: passedOver } = await answerQuery(options);
  const [one] = answered;
  if (one === undefined) throw new Error(`Cannot answer: there is no Service ${options.service}`);
  const { analysis } = one.answer;
  const rows = hintRows(analysis);
  const decisions = [...analysis.hintsByFamily].map(([family, { decision, differs }]) => ({
    family,
    reason: decision.reason,
    text: translate({ key: decision.reason, values: decision.values }, 'en'),
    differs,
  }));
  const notes = [...passedOver, ...assumptions];
  const isFinding = anyFails(answered, options) || decisions.some(({ differs }) => differs);
  if (options.output === 'json') {
    return { text: JSON.stringify({ service: one.key, decisions, endpoints: rows }, null, 2), isFinding, notes };
  }
  const table = printTable(
    ['ADDRESS', 'POD', 'NODE', 'ZONE', 'READY', 'HINTS', 'EXPECTED'],
    rows.map((row) => [
      row.address,
      row.pod,
      row.node,
      row.zone || '<none>',
      String(row.ready),
      inWords(row.hints, row.nodeHints),
      inWords(row.expected, row.expectedNodes),
    ]),
  );
  const words = decisions.map(
    ({ family, text, differs }) => `${family}: ${text}${differs ? '; the hints that are there are others' : ''}`,
  );
  return { text: [...words, table].join('\n'), isFinding, notes };
}

/** `a,node/n1`: hinted to zone a and to node n1. */
function inWords(zones: readonly string[], nodes: readonly string[] = []): string {
  return [...zones, ...nodes.map((node) => `node/${node}`)].join(',') || '<none>';
}

/** Which endpoint is hinted where is one possible answer among several; the counts per zone are what is promised. */
function hintRows({ input, ratios }: Analysis): readonly HintRow[] {
  const { service, slices, nodes, context } = input;
  const own = ownSlices(slices);
  const predicted = predictHints(service, own, { nodes, rules: context.controllerRules, ratios });
  // Slices of somebody else get no hints from the controller, nor does it take any away.
  const expectedBySlice = new Map(own.map((slice, index) => [slice, predicted.slices[index]]));
  return slices.flatMap((slice) =>
    slice.endpoints.map((endpoint, index) => {
      const expected = (expectedBySlice.get(slice) ?? slice).endpoints[index]?.hints;
      const nodeHints = endpoint.hints?.forNodes ?? [];
      const expectedNodes = expected?.forNodes ?? [];
      return {
        address: endpoint.addresses[0] ?? '',
        pod: endpoint.targetRef?.name ?? '',
        node: endpoint.nodeName ?? '',
        zone: endpoint.zone ?? '',
        ready: endpoint.conditions.ready === true,
        hints: endpoint.hints?.forZones ?? [],
        expected: expected?.forZones ?? [],
        ...((nodeHints.length > 0 || expectedNodes.length > 0) && { nodeHints, expectedNodes }),
      };
    }),
  );
}
