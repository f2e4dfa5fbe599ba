import { answerQuery } from '#lib/cli/answer-query.ts';
import { printTable } from '#lib/cli/print-table.ts';
import { parseQueryOptions } from '#lib/cli/query-options.ts';
import type { Analysis } from '#lib/diagnose/analysis.ts';
import { predictHints } from '#lib/hints/predict-hints.ts';
import { translate } from '#lib/messages/translate.ts';

export const HINTS_USAGE = `Usage: zonescope hints --service NAMESPACE/NAME [options]

  The hints that a Service's endpoints carry, those that the EndpointSlice controller would write, and why.

  -f, --file FILE          a cluster in a file ("-" for standard input) instead of the kubeconfig's
  --what-if CHANGES        predicted after these changes, such as replicas:2 or mode:PreferSameZone
  -o, --output FORMAT      table or json
  --kubernetes-version V   rules of this version   --feature-gates G=BOOL,...   --kubeconfig FILE   --context NAME`;

interface HintRow {
  readonly address: string;
  readonly pod: string;
  readonly node: string;
  readonly zone: string;
  readonly ready: boolean;
  readonly hints: readonly string[];
  readonly expected: readonly string[];
}

/** `zonescope hints`. @throws Error in one sentence. */
export async function hints(args: readonly string[]): Promise<string> {
  const options = parseQueryOptions(args, ['table', 'json']);
  if (options.help) return HINTS_USAGE;
  if (options.service === undefined) throw new Error('Cannot answer: hints needs --service NAMESPACE/NAME');
  const [answered] = await answerQuery(options);
  if (answered === undefined) throw new Error(`Cannot answer: there is no Service ${options.service}`);
  const { analysis } = answered.answer;
  const rows = hintRows(analysis);
  const decisions = [...analysis.hintsByFamily].map(([family, { decision, differs }]) => ({
    family,
    reason: decision.reason,
    text: translate({ key: decision.reason, values: decision.values }, 'en'),
    differs,
  }));
  if (options.output === 'json') return JSON.stringify({ service: answered.key, decisions, endpoints: rows }, null, 2);
  const table = printTable(
    ['ADDRESS', 'POD', 'NODE', 'ZONE', 'READY', 'HINTS', 'EXPECTED'],
    rows.map((row) => [
      row.address,
      row.pod,
      row.node,
      row.zone || '<none>',
      String(row.ready),
      row.hints.join(',') || '<none>',
      row.expected.join(',') || '<none>',
    ]),
  );
  const words = decisions.map(
    ({ family, text, differs }) => `${family}: ${text}${differs ? '; the hints that are there are others' : ''}`,
  );
  return [...words, table].join('\n');
}

/** Which endpoint is hinted where is one possible answer among several; the counts per zone are what is promised. */
function hintRows({ input, ratios }: Analysis): readonly HintRow[] {
  const { service, slices, nodes, context } = input;
  const predicted = predictHints(service, slices, { nodes, rules: context.controllerRules, ratios });
  return slices.flatMap((slice, sliceIndex) =>
    slice.endpoints.map((endpoint, index) => ({
      address: endpoint.addresses[0] ?? '',
      pod: endpoint.targetRef?.name ?? '',
      node: endpoint.nodeName ?? '',
      zone: endpoint.zone ?? '',
      ready: endpoint.conditions.ready === true,
      hints: endpoint.hints?.forZones ?? [],
      expected: predicted.slices[sliceIndex]?.endpoints[index]?.hints?.forZones ?? [],
    })),
  );
}
