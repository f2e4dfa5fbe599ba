import { expect, test } from 'vitest';
import { countsEndpoint } from '#lib/hints/counts-endpoint.ts';
import { endpointOf } from '#lib/hints/fixtures/small-cluster.ts';
import { controllerRulesOf } from '#lib/kube-version/controller-rules.ts';

const UNREADY = endpointOf('10.0.0.1', { conditions: { ready: false } });

test.each([
  [22, true],
  [23, false],
])('an unready endpoint counts in minor %i: %s', (minor, counted) => {
  const counts = countsEndpoint(controllerRulesOf({ major: 1, minor, patch: 0 }, {}));
  expect(counts(UNREADY)).toBe(counted);
  expect(counts(endpointOf('10.0.0.2'))).toBe(true);
});
