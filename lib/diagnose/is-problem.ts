import type { Verdict, VerdictState } from '#lib/model/verdict.ts';

/** Reasons of a Service that nobody asked to route by zone: it is off and that is no problem. */
const NOT_ASKED: ReadonlySet<string> = new Set(['not-opted-in', 'service-is-external-name']);
const PROBLEM_STATES: ReadonlySet<VerdictState> = new Set(['blackhole', 'partly', 'off', 'ignored']);

/** Zone routing (or a Local policy) was asked for, and it is not in effect on every node, or some node dials nothing. */
export function isProblem({ state, reason }: Pick<Verdict, 'state' | 'reason'>): boolean {
  if (state === 'off') return !NOT_ASKED.has(reason);
  return PROBLEM_STATES.has(state);
}
