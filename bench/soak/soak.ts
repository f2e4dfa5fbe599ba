import type { ChildProcess } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type ClusterShape, FULL_SHAPE } from './cluster-shape.ts';
import { differencesOf, type ReadersReport, type Truth } from './differences.ts';
import type { ServerReport } from './server.ts';
import { slopePerHour } from './slope.ts';
import { message, startSoaked, wait } from './soaked-zonescope.ts';

/**
 * `npm run -s soak -- [--minutes M] [--json] [--nodes N --services N --endpoints N --changes N --clients N]`:
 * Zonescope as it is started, against a scripted API server, with clients that read; all in processes of their own.
 * `--reports FILE` writes what the server said of itself each second, as lines of JSON; `--server-flags=--cpu-prof` gives
 * Node flags to the server beside its own.
 */
const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    json: { type: 'boolean', default: false },
    nodes: { type: 'string' },
    services: { type: 'string' },
    endpoints: { type: 'string' },
    changes: { type: 'string' },
    clients: { type: 'string' },
    reports: { type: 'string' },
    'server-flags': { type: 'string', default: '' },
  },
});
const shape: ClusterShape = {
  nodes: Number(values.nodes ?? FULL_SHAPE.nodes),
  services: Number(values.services ?? FULL_SHAPE.services),
  endpoints: Number(values.endpoints ?? FULL_SHAPE.endpoints),
  changes: Number(values.changes ?? FULL_SHAPE.changes),
  clients: Number(values.clients ?? FULL_SHAPE.clients),
};
const minutes = Number(values.minutes);
/** How long what is still on its way when the changes end may take, on a machine with other things to do. */
const SETTLE_MILLIS = 60_000;
const LOOK_MILLIS = 2_000;
/** Of a soak, how much is left out of the slope: caches fill and code is compiled. */
const WARM_UP_SHARE = 0.25;
/** From here on it should stand: what is bounded has filled, at 100 changes a second after some eight minutes. */
const FILLED_SHARE = 2 / 3;
/** Of what differs at the end, so much is told one by one. */
const LOST_TOLD = 20;

async function soak(): Promise<Readonly<Record<string, unknown>>> {
  const reports: (ServerReport & { readonly at: number })[] = [];
  const soaked = await startSoaked({
    shape,
    serverFlags: values['server-flags'].split(' ').filter((flag) => flag !== ''),
    onReport(said) {
      const report = { ...said, at: performance.now() };
      reports.push(report);
      if (values.reports !== undefined) appendFileSync(values.reports, `${JSON.stringify(report)}\n`);
    },
  });
  try {
    const { api, url, syncedMillis } = soaked;
    const readers = soaked.startBeside('readers.ts', [JSON.stringify({ url, shape })]);
    await message(readers, 'ready');
    // The next report is of the second in which they were still reading.
    const begun = reports.length + 1;
    api.send('begin');
    readers.send('begin');
    await wait(minutes * 60_000);
    const truth = message<{ kind: 'truth'; truth: Truth }>(api, 'truth');
    api.send('end');
    const { truth: told } = await truth;
    const [before, during] = [reports.slice(0, begun), reports.slice(begun)];
    return summary({ syncedMillis, before, during, told, read: await settled(readers, told) });
  } finally {
    soaked.stop();
  }
}

/** What readers hold once nothing is on its way any more, or at last. */
async function settled(readers: ChildProcess, told: Truth): Promise<ReadersReport> {
  const last = performance.now() + SETTLE_MILLIS;
  for (;;) {
    await wait(LOOK_MILLIS);
    const report = message<{ kind: 'report'; report: ReadersReport }>(readers, 'report');
    readers.send('end');
    const { report: read } = await report;
    if (differencesOf(told, read).length === 0 || performance.now() > last) return read;
  }
}

interface Outcome {
  readonly syncedMillis: number;
  /** Until all clients have read everything once, and from then on. */
  readonly before: readonly (ServerReport & { readonly at: number })[];
  readonly during: readonly (ServerReport & { readonly at: number })[];
  readonly told: Truth;
  readonly read: ReadersReport;
}

function summary({ syncedMillis, before, during, told, read }: Outcome): Readonly<Record<string, unknown>> {
  const settled = during.slice(Math.floor(during.length * WARM_UP_SHARE));
  const [first, last] = [during[0], during.at(-1)];
  const cpuMicros = (last?.cpuMicros ?? 0) - (first?.cpuMicros ?? 0);
  const seconds = ((last?.at ?? 0) - (first?.at ?? 0)) / 1_000;
  const lost = differencesOf(told, read);
  for (const difference of lost.slice(0, LOST_TOLD)) console.error(difference);
  return {
    ...shape,
    minutes,
    synced_s: round(syncedMillis / 1_000, 2),
    rss_mb: round(Math.max(...during.map(({ rssBytes }) => rssBytes)) / 2 ** 20, 1),
    rss_last_mb: round((last?.rssBytes ?? 0) / 2 ** 20, 1),
    heap_used_mb: round(Math.min(...settled.map(({ heapUsedBytes }) => heapUsedBytes)) / 2 ** 20, 1),
    heap_total_mb: round((last?.heapTotalBytes ?? 0) / 2 ** 20, 1),
    external_mb: round((last?.externalBytes ?? 0) / 2 ** 20, 1),
    slope_mb_per_hour: slopeAfter(during, WARM_UP_SHARE),
    slope_at_end_mb_per_hour: slopeAfter(during, FILLED_SHARE),
    p50_ms: rounded(read.p50Millis),
    p99_ms: rounded(read.p99Millis),
    max_ms: rounded(read.maxMillis),
    measured: read.measured,
    lost: lost.length,
    healed: last?.healed ?? 0,
    rereads: last?.rereads ?? {},
    out_of_order: read.gaps,
    streams_ended: read.ended,
    loop_lag_p99_ms: round(Math.max(...during.map(({ lagP99Millis }) => lagP99Millis)), 1),
    loop_lag_start_max_ms: round(Math.max(...before.map(({ lagMaxMillis }) => lagMaxMillis)), 1),
    loop_lag_max_ms: round(Math.max(...during.map(({ lagMaxMillis }) => lagMaxMillis)), 1),
    cpu_share: round(cpuMicros / 1e6 / seconds, 3),
    changes_made: told.changes,
    kb_per_second_per_client: round(read.bytes / 1_024 / seconds / shape.clients, 1),
    frames_per_second_per_client: round(read.frames / seconds / shape.clients, 2),
  };
}

function slopeAfter(reports: Outcome['during'], share: number): number {
  const points = reports
    .slice(Math.floor(reports.length * share))
    .map(({ at, rssBytes }) => [at, rssBytes / 2 ** 20] as const);
  return round(slopePerHour(points), 1);
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}

function rounded(value: number | null): number | null {
  return value === null ? null : round(value, 1);
}

const figures = await soak();
if (values.json) console.log(JSON.stringify(figures));
else
  for (const [name, value] of Object.entries(figures))
    console.log(`${name.padEnd(30)} ${typeof value === 'object' ? JSON.stringify(value) : value}`);
