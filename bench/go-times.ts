import { spawnSync } from 'node:child_process';
import { list, optionalNumber, record } from '#lib/to-model/json.ts';
import { type BenchRow, median } from './measure.ts';
import { runForJson, spawnCase } from './spawn-case.ts';

/** Our case, and the case of the Go functions at the same size. */
export const GO_CASES: Readonly<Record<string, string>> = {
  'all-nodes/4x12': 'categorize/small/hints',
  'all-nodes/100x1000': 'categorize/medium/hints',
  'all-nodes/5000x5000': 'categorize/large/hints',
  'hint-allocation/4x12': 'addHints/small',
  'hint-allocation/100x1000': 'addHints/medium',
  'hint-allocation/5000x5000': 'addHints/large',
};
/** How often each side has its turn. */
const TURNS = 3;

/**
 * A row against the real Go functions, which the command that REALCLUSTER names times: both have their turns on the
 * same core where the machine lets a process be bound to one. `equal` is null: that their answers are ours is what the
 * recorded cases prove.
 */
export function goRow(name: string, command: string, { quick }: { readonly quick: boolean }): BenchRow | undefined {
  const goCase = GO_CASES[name];
  if (goCase === undefined) return undefined;
  const under = boundToOneCore();
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let turn = 0; turn < (quick ? 1 : TURNS); turn++) {
    ours.push(spawnCase(name, { quick, alone: true, under }).ours_ns);
    theirs.push(goTime(goCase, [...under, command]));
  }
  const ours_ns = median(ours);
  const peer_ns = median(theirs);
  return { case: name, ours_ns, peer: 'go', peer_ns, ratio: peer_ns / ours_ns, equal: null };
}

function goTime(goCase: string, command: readonly string[]): number {
  const report = runForJson([...command, 'bench', '--only', goCase]);
  const result = list(report['results'])
    .map(record)
    .find((entry) => entry['case'] === goCase);
  const time = optionalNumber(result?.['nsPerOp']);
  if (time === undefined) throw new Error(`Cannot time the Go functions: they have no case ${goCase}`);
  return time;
}

function boundToOneCore(): readonly string[] {
  const bind = ['taskset', '-c', '0'];
  return spawnSync('taskset', ['-c', '0', 'true']).status === 0 ? bind : [];
}
