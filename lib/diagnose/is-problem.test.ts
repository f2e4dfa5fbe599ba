import { describe, expect, it } from 'vitest';
import { isProblem } from '#lib/diagnose/is-problem.ts';

describe('isProblem', () => {
  const cases = [
    {
      name: 'a node that dials nothing',
      state: 'blackhole',
      reason: 'internal-policy-local-without-endpoint',
      is: true,
    },
    { name: 'hints that some nodes do not follow', state: 'partly', reason: 'node-without-zone', is: true },
    { name: 'hints that the data plane passes over', state: 'ignored', reason: 'gate-off', is: true },
    { name: 'off though it was asked for', state: 'off', reason: 'fewer-endpoints-than-zones', is: true },
    { name: 'off since nobody asked', state: 'off', reason: 'not-opted-in', is: false },
    { name: 'off since nobody writes hints', state: 'off', reason: 'service-without-selector', is: true },
    { name: 'zone routing in effect', state: 'zone-routed', reason: 'same-zone', is: false },
    { name: 'what cannot be known', state: 'unknown', reason: 'no-endpoint', is: false },
    { name: 'what kube-proxy does not serve', state: 'not-proxied', reason: 'headless', is: false },
  ] as const;
  for (const { name, state, reason, is } of cases) {
    it(`${is ? 'counts' : 'does not count'} ${name}`, () => expect(isProblem({ state, reason })).toBe(is));
  }
});
