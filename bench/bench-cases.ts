import { ALL_NODES_CASES } from './all-nodes.ts';
import { CHANGE_CASES } from './change-cases.ts';
import { CONVERSION_CASES } from './conversion-cases.ts';
import { HINT_CASES } from './hint-cases.ts';
import type { BenchCase } from './measure.ts';

export const BENCH_CASES: readonly BenchCase[] = [
  ...ALL_NODES_CASES,
  ...HINT_CASES,
  ...CONVERSION_CASES,
  ...CHANGE_CASES,
];
