import { expect, it } from 'vitest';
import { nodeLifecycleRulesOf } from '#lib/kube-version/node-lifecycle-rules.ts';

it.each([
  [21, 40_000],
  [31, 40_000],
  [32, 50_000],
  [37, 50_000],
])('minor %d waits %d ms before it calls a silent node NotReady', (minor, gracePeriod) => {
  expect(nodeLifecycleRulesOf({ major: 1, minor, patch: 0 }).gracePeriod).toBe(gracePeriod);
});
