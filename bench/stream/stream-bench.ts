import { parseArgs } from 'node:util';
import { STREAM_CASES, type StreamRow, streamContest } from './stream-contest.ts';

/** `npm run -s bench -- stream [--json] [--clients N --rate N]`: our stream against the plain shape of a route handler. */
export async function streamBench(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: { json: { type: 'boolean', default: false }, clients: { type: 'string' }, rate: { type: 'string' } },
  });
  const { clients, rate } = values;
  const cases = clients === undefined ? STREAM_CASES : [{ clients: Number(clients), perSecond: Number(rate ?? 1_000) }];
  const rows: StreamRow[] = [];
  for (const each of cases) rows.push(await streamContest(each));
  if (values.json) console.log(JSON.stringify(rows));
  else for (const row of rows) for (const line of linesOf(row)) console.log(line);
}

function linesOf(row: StreamRow): readonly string[] {
  const head = `${row.case}: ${row.changes} changes${row.shortened ? ' (shortened)' : ''}, ${row.event_bytes} B an event`;
  const runs = (['ours', 'plain'] as const).map((kind) => {
    const run = row[kind];
    return `  ${kind.padEnd(6)} ${run.cpu_s} s CPU, ${run.bytes_per_change} B a change, ${run.rss_per_connection_kb} KB RSS a connection, p50 ${run.p50_ms} ms, p99 ${run.p99_ms} ms`;
  });
  return [head, ...runs, `  ratio  ${row.cpu_ratio}x CPU, ${row.bytes_ratio}x bytes`];
}
