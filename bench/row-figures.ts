import { join } from 'node:path';
import { isRecord, optionalNumber } from '#lib/to-model/json.ts';
import { runForJson } from './spawn-case.ts';

/** The rows of a large cluster: milliseconds by the clock and of CPU, medians of several processes. */
export interface RowFigures {
  readonly case: string;
  readonly limit_ms: number;
  readonly ms: number;
  readonly cpu_ms: number;
  readonly runs: number;
}

const RUNS = 5;
const SIZES = ['10000', '10', '1000'];
const QUICK_SIZES = ['500', '10', '100'];

/** "From cold" is a process that has computed no row before: each run is one of its own. */
export function rowFigures(quick: boolean): readonly RowFigures[] {
  const runs = quick ? 1 : RUNS;
  const script = join(import.meta.dirname, 'service-rows.ts');
  const sizes = quick ? QUICK_SIZES : SIZES;
  const found = Array.from({ length: runs }, () => runForJson([process.execPath, '--expose-gc', script, ...sizes]));
  const of = (part: 'cold' | 'change') => ({
    ms: median(found.map((run) => numberAt(run[part], 'millis'))),
    cpu_ms: median(found.map((run) => numberAt(run[part], 'cpuMillis'))),
    runs,
  });
  const [services, each] = sizes.map(Number);
  const endpoints = (services ?? 0) * (each ?? 0);
  return [
    { case: `rows of ${services} Services, ${endpoints} endpoints, cold`, limit_ms: 300, ...of('cold') },
    { case: 'the row of a change in one of them', limit_ms: 2, ...of('change') },
  ];
}

function numberAt(value: unknown, key: string): number {
  return (isRecord(value) ? optionalNumber(value[key]) : undefined) ?? Number.NaN;
}

function median(values: readonly number[]): number {
  return values.toSorted((left, right) => left - right)[values.length >> 1] ?? Number.NaN;
}
