import { checkAnyService, checkNamed, checkPredicted } from '#lib/cli/check-query.ts';
import { type CommandAnswer, isFinding } from '#lib/cli/command-answer.ts';
import { printTable } from '#lib/cli/print-table.ts';
import { gateNotes, refusedNotes } from '#lib/cli/query-notes.ts';
import { parseQueryOptions, SHARED_USAGE } from '#lib/cli/query-options.ts';
import { readCluster } from '#lib/cli/read-cluster.ts';
import { runSteps } from '#lib/diagnose/run-steps.ts';
import { sweepCluster } from '#lib/diagnose/sweep-cluster.ts';
import { formatNumber, formatPercent } from '#lib/messages/format-number.ts';
import { translate } from '#lib/messages/translate.ts';
import { DEFAULT_MIX } from '#lib/model/client-mix.ts';
import type { Text } from '#lib/model/text.ts';
import { NOT_IN_FILE } from '#lib/model/verdict.ts';
import { DEFAULT_URL_STATE } from '#lib/view/parse-url-state.ts';
import { servicesOrder } from '#lib/view/services-view.ts';
import { type SweepRecord, sweepCsv, sweepRecord } from '#lib/view/sweep-records.ts';

export const SWEEP_USAGE = `Usage: zonescope sweep [options]

  All Services, the worst first: whether zone routing is in effect, what stays in its zone, idle endpoints, the largest
  load, how far a Service in mode Auto is from a flip, and which could opt in safely. Changes of a mode or of replicas
  are made to every Service, or to the one that --service names.

  -o, --output FORMAT      table, json or csv
  --mix MIX                who the clients are: cpu, nodes, service:NAMESPACE/NAME or parts by zone such as a=60,b=40
${SHARED_USAGE}`;

/** `zonescope sweep`. @throws Error in one sentence. */
export async function sweep(args: readonly string[]): Promise<CommandAnswer> {
  const options = parseQueryOptions(args, ['table', 'json', 'csv'], ['mix']);
  if (options.help) return { text: SWEEP_USAGE, isFinding: false };
  const read = await readCluster(options);
  const { cluster, whatIf } = read;
  checkAnyService(cluster);
  checkNamed(cluster, options);
  const { service, dataPlanes = [], mix = DEFAULT_MIX } = options;
  const scenario = { whatIf, gates: [], dataPlanes, mix, ...(service !== undefined && { service }) };
  const { rows, refused, standIns } = runSteps(sweepCluster(cluster, scenario));
  const asked = rows.filter(({ key, verdict }) => verdict.reason !== NOT_IN_FILE && (service ?? key) === key);
  checkPredicted(refused, asked.length, options);
  const sorted = rows.toSorted(servicesOrder(DEFAULT_URL_STATE.sort));
  const records = sorted.map((row) => sweepRecord(row, say));
  return {
    text: textOf(records, options.output).trimEnd(),
    isFinding: isFinding(
      rows.map(({ verdict }) => verdict),
      options.failOn,
    ),
    notes: [
      ...gateNotes(read, options),
      ...refusedNotes(refused),
      ...(standIns === 0 ? [] : [say({ key: 'sweep-stand-ins', values: { services: standIns } })]),
    ],
  };
}

function textOf(records: readonly SweepRecord[], output: 'table' | 'json' | 'csv'): string {
  if (output === 'json') return JSON.stringify(records, null, 2);
  return output === 'csv' ? sweepCsv(records) : tableOf(records);
}

function tableOf(records: readonly SweepRecord[]): string {
  return printTable(
    ['SERVICE', 'VERDICT', 'MODE', 'NODES', 'IN-ZONE', 'LOAD', 'IDLE', 'ENDPOINTS', 'FLIPS-AT', 'COULD', 'CAUSE'],
    records.map((record) => [
      record.service,
      record.verdict,
      record.mode,
      `${record.nodesInEffect}/${record.nodes}`,
      record.inZoneShare === undefined ? '-' : formatPercent(record.inZoneShare, 'en').replaceAll('\u00a0', ' '),
      record.largestLoad === undefined ? '-' : formatNumber(record.largestLoad, 'en'),
      String(record.idleEndpoints),
      String(record.endpoints),
      [record.flipsBelow, record.flipsAbove].filter((count) => count !== undefined).join(',') || '-',
      record.couldOptIn ?? '-',
      record.cause,
    ]),
  );
}

function say(text: Text): string {
  return translate(text, 'en');
}
