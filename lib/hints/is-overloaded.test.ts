import { expect, test } from 'vitest';
import { cpuRatios } from '#lib/hints/cpu-ratios.ts';
import { nodesIn } from '#lib/hints/fixtures/small-cluster.ts';
import { isOverloaded } from '#lib/hints/is-overloaded.ts';
import { controllerRulesOf } from '#lib/kube-version/controller-rules.ts';

const RULES = controllerRulesOf({ major: 1, minor: 37, patch: 2 }, {});

test.each([
  { what: 'nothing remembered', hints: undefined, zones: 'a b', overloaded: false },
  { what: 'nothing remembered, no shares', hints: undefined, zones: 'a', overloaded: false },
  { what: 'no hint remembered', hints: {}, zones: 'a b', overloaded: false },
  { what: 'no shares any more', hints: { a: 2, b: 2 }, zones: 'a', overloaded: true },
  { what: 'even shares, even hints', hints: { a: 2, b: 2 }, zones: 'a b', overloaded: false },
  { what: 'a zone came', hints: { a: 2, b: 2 }, zones: 'a b c', overloaded: true },
  { what: 'a zone went, and the others have enough', hints: { a: 3, b: 3, c: 1 }, zones: 'a b', overloaded: false },
  { what: 'a zone went, and its endpoints are missed', hints: { a: 2, b: 2, c: 2 }, zones: 'a b', overloaded: true },
  { what: 'a zone is remembered with none', hints: { a: 4, b: 0 }, zones: 'a b', overloaded: true },
  { what: 'exactly the fewest allowed', hints: { a: 5, b: 7 }, zones: 'a b', overloaded: false },
  { what: 'one fewer', hints: { a: 4, b: 8 }, zones: 'a b', overloaded: true },
])('$what: hints $hints, zones $zones', ({ hints, zones, overloaded }) => {
  const remembered = hints && new Map(Object.entries(hints).map(([zone, count]) => [zone, count ?? 0]));
  expect(isOverloaded(remembered, cpuRatios(nodesIn(zones), RULES))).toBe(overloaded);
});
