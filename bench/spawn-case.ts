import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { isRecord, optionalNumber, optionalText, text } from '#lib/to-model/json.ts';
import type { BenchRow } from './measure.ts';

export interface CaseOptions {
  readonly quick: boolean;
  /** Without the peer. */
  readonly alone?: boolean;
  /** A command and its arguments that start the process, such as taskset. */
  readonly under?: readonly string[];
}

/** The row of one case, measured in a process of its own. @throws Error with what that process wrote. */
export function spawnCase(name: string, { quick, alone = false, under = [] }: CaseOptions): BenchRow {
  const script = join(import.meta.dirname, 'run-case.ts');
  const args = [process.execPath, script, name, ...(quick ? ['--quick'] : []), ...(alone ? ['--alone'] : [])];
  const row = runForJson([...under, ...args]);
  return {
    case: text(row['case']),
    ours_ns: optionalNumber(row['ours_ns']) ?? Number.NaN,
    peer: optionalText(row['peer']) ?? null,
    peer_ns: optionalNumber(row['peer_ns']) ?? null,
    ratio: optionalNumber(row['ratio']) ?? null,
    equal: typeof row['equal'] === 'boolean' ? row['equal'] : null,
  };
}

/** What a command prints, one JSON object. @throws Error with the end of what it wrote to standard error. */
export function runForJson([command = '', ...args]: readonly string[]): Readonly<Record<string, unknown>> {
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 1 << 24 });
  const answer: unknown = status === 0 ? JSON.parse(stdout) : undefined;
  if (isRecord(answer)) return answer;
  throw new Error(`Cannot measure: ${command} ended with ${status ?? error?.message}: ${stderr?.slice(-500)}`);
}
