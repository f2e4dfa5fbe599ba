import { spawnSync } from 'node:child_process';
import { isRecord, list, optionalNumber, record, text } from '#lib/to-model/json.ts';
import type { BenchRow } from './measure.ts';

/** Our case, and the case of the Go functions at the same size. */
const GO_CASES: Readonly<Record<string, string>> = {
  'all-nodes/4x12': 'categorize/small/hints',
  'all-nodes/100x1000': 'categorize/medium/hints',
  'all-nodes/5000x5000': 'categorize/large/hints',
  'hint-allocation/4x12': 'addHints/small',
  'hint-allocation/100x1000': 'addHints/medium',
  'hint-allocation/5000x5000': 'addHints/large',
};

/**
 * Rows against the real Go functions, as the command that REALCLUSTER names times them on this machine right after
 * ours; no rows where there is no such command. Their answers are compared by the recorded cases, not here.
 */
export function goRows(rows: readonly BenchRow[], command: string | undefined): readonly BenchRow[] {
  if (command === undefined) return [];
  const result = spawnSync(command, ['bench'], { encoding: 'utf8', maxBuffer: 1 << 24 });
  if (result.status !== 0)
    throw new Error(`Cannot time the Go functions: ${command} bench ended with ${result.status}`);
  const report: unknown = JSON.parse(result.stdout);
  const timeByCase = new Map(
    list(isRecord(report) ? report['results'] : []).map((entry) => {
      const { case: name, nsPerOp } = record(entry);
      return [text(name), optionalNumber(nsPerOp)] as const;
    }),
  );
  return rows.flatMap((row) => {
    const peerTime = timeByCase.get(GO_CASES[row.case] ?? '');
    if (peerTime === undefined) return [];
    return [{ ...row, peer: 'go', peer_ns: peerTime, ratio: peerTime / row.ours_ns, equal: null, peer_runs: 3 }];
  });
}
