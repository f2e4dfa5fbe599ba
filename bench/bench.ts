import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { BENCH_CASES } from './bench-cases.ts';
import { clientsBench } from './clients/clients-bench.ts';
import { goRow } from './go-times.ts';
import type { BenchRow } from './measure.ts';
import { pageBench } from './page/page-bench.ts';
import { rowFigures } from './row-figures.ts';
import { runForJson, spawnCase } from './spawn-case.ts';
import { streamBench } from './stream/stream-bench.ts';

/**
 * `npm run -s bench [-- --json] [--only TEXT] [--quick]`: the rules' times, and against their peers; docs/FIDELITY.md
 * says what they are. `--quick` only shows that every case runs and that the answers are equal.
 * `npm run -s bench -- --rows [--json] [--quick]`: the rows of a cluster of 10,000 Services and 100,000 endpoints, from cold and
 * after a change in one of them.
 * `npm run -s bench -- stream [--json]`: what the stream costs, beside the plain shape of a route handler.
 * `npm run -s bench -- clients [--json]`: what a server takes on a real control plane of 200 nodes (REALCLUSTER).
 * `npm run -s bench -- page [--json]`: what a page takes in a browser on the largest cluster, while it changes.
 * `npm run -s bench -- --memory [--json]`: what the results for 5,000 nodes and 5,000 endpoints hold over their inputs.
 */
if (process.argv[2] === 'stream') {
  await streamBench(process.argv.slice(3));
  process.exit();
}
if (process.argv[2] === 'clients') {
  await clientsBench(process.argv.slice(3));
  process.exit();
}
if (process.argv[2] === 'page') {
  await pageBench(process.argv.slice(3));
  process.exit();
}
const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
    quick: { type: 'boolean', default: false },
    memory: { type: 'boolean', default: false },
    rows: { type: 'boolean', default: false },
  },
});
if (values.memory) printMemory();
else if (values.rows) printRows();
else printTimes();

function printTimes(): void {
  const command = process.env['REALCLUSTER'];
  const names = BENCH_CASES.map(({ name }) => name).filter((name) => name.includes(values.only));
  const rows = names.flatMap((name) => {
    const ours = spawnCase(name, values);
    const go = command === undefined ? undefined : goRow(name, command, values);
    const found = go === undefined ? [ours] : [ours, go];
    if (!values.json) for (const row of found) console.log(lineOf(row));
    return found;
  });
  if (values.json) console.log(JSON.stringify(rows));
}

function printRows(): void {
  const figures = rowFigures(values.quick);
  if (values.json) console.log(JSON.stringify(figures));
  else {
    for (const { case: name, ms, cpu_ms, limit_ms } of figures) {
      console.log(`${name.padEnd(52)} ${ms.toFixed(2)} ms (${cpu_ms.toFixed(2)} ms of CPU, wanted: ${limit_ms} ms)`);
    }
  }
}

function printMemory(): void {
  const row = runForJson([process.execPath, '--expose-gc', join(import.meta.dirname, 'memory.ts')]);
  console.log(
    values.json
      ? JSON.stringify(row)
      : `${row['case']}   ${(Number(row['bytes']) / 1e6).toFixed(1)} MB over the inputs`,
  );
}

function lineOf({ case: name, ours_ns, peer, peer_ns, ratio }: BenchRow): string {
  const ours = `${name.padEnd(34)} ${microseconds(ours_ns)}`;
  return peer_ns === null || ratio === null
    ? ours
    : `${ours}   ${peer} ${microseconds(peer_ns)}   ${ratio.toPrecision(3)}x`;
}

function microseconds(nanoseconds: number): string {
  return `${(nanoseconds / 1000).toFixed(1).padStart(10)} us`;
}
