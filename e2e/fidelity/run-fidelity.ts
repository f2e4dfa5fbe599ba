import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runSituation, type SituationResult, startTopology } from './fidelity-run.ts';
import { fidelityTable, isEqual } from './fidelity-table.ts';
import { NEWEST, RELEASES } from './releases.ts';
import { situationOf } from './situation.ts';
import { TOPOLOGIES } from './topologies.ts';

/*
 * `run-fidelity [--kubernetes 1.21] [--seeds N] [--from SEED] [--write]`: holds Zonescope against real kube-proxies in N seeded situations and
 * prints the table; with --write it takes the table's place in docs/FIDELITY.md. Exit code 1 where anything differs.
 */

const { values } = parseArgs({
  options: {
    seeds: { type: 'string' },
    from: { type: 'string' },
    kubernetes: { type: 'string' },
    write: { type: 'boolean' },
  },
});
const DOCUMENT = join(import.meta.dirname, '..', '..', 'docs', 'FIDELITY.md');
const release = RELEASES.find(({ name }) => name === (values.kubernetes ?? NEWEST.name));
if (release === undefined) throw new Error(`Cannot run: there is no control plane of Kubernetes ${values.kubernetes}`);
const TABLE = new RegExp(`(<!-- fidelity ${release.name}: begin -->)[^]*?(<!-- fidelity ${release.name}: end -->)`);

const from = Number(values.from ?? 0);
const seeds = Array.from({ length: Number(values.seeds ?? 45) }, (_, index) => from + index);
const results: SituationResult[] = [];
for (const topology of TOPOLOGIES) {
  const situations = seeds
    .map((seed) => situationOf(seed, release))
    .filter((situation) => situation.topology === topology);
  if (situations.length === 0) continue;
  const cluster = await startTopology(topology, release);
  try {
    for (const situation of situations) {
      const result = await runSituation(cluster, situation, release);
      results.push(result);
      report(result);
    }
  } finally {
    await cluster.stop();
  }
}

const inOrder = results.toSorted((left, right) => left.situation.seed - right.situation.seed);
const failed = inOrder.filter((result) => !isEqual(result)).length;
console.log(`\n${fidelityTable(inOrder)}\n`);
if (values.write === true) {
  const document = readFileSync(DOCUMENT, 'utf8');
  writeFileSync(
    DOCUMENT,
    document.replace(TABLE, (_, begin: string, end: string) => `${begin}\n${fidelityTable(inOrder)}\n${end}`),
  );
}
console.log(`${inOrder.length - failed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;

function report(result: SituationResult): void {
  const { situation, checks, changes, seconds } = result;
  const nodes = new Set(checks.map(({ node }) => node)).size;
  const about = `seed ${situation.seed}, ${situation.topology.name}, ${nodes} nodes, ${seconds.toFixed(1)} s`;
  console.log(
    `${isEqual(result) ? 'equal  ' : 'DIFFERS'} ${about}${changes > 0 ? `, looked at ${changes + 1} times` : ''}`,
  );
  for (const { node, mode, differences, restarts = 0 } of checks) {
    if (restarts > 0 && differences.length === 0)
      console.log(`  ${node} ${mode}: kube-proxy was not at rest ${restarts} times`);
    for (const difference of differences.slice(0, 20)) console.log(`  ${node} ${mode}: ${difference}`);
  }
}
