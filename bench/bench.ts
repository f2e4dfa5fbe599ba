import { allNodes } from './all-nodes.ts';
import { goRows } from './go-times.ts';
import { hintCases } from './hint-cases.ts';
import type { BenchRow } from './measure.ts';

/** `npm run -s bench [-- --json]`: the rules' times, and against their peers; see docs/FIDELITY.md on what they are. */
const rows = [...allNodes(), ...hintCases()];
const all = [...rows, ...goRows(rows, process.env['REALCLUSTER'])];
if (process.argv.includes('--json')) console.log(JSON.stringify(all));
else for (const row of all) console.log(lineOf(row));

function lineOf({ case: name, ours_ns, peer, peer_ns, ratio }: BenchRow): string {
  const ours = `${name.padEnd(34)} ${microseconds(ours_ns)}`;
  return peer_ns === null || ratio === null
    ? ours
    : `${ours}   ${peer} ${microseconds(peer_ns)}   ${ratio.toPrecision(3)}x`;
}

function microseconds(nanoseconds: number): string {
  return `${(nanoseconds / 1000).toFixed(1).padStart(10)} us`;
}
