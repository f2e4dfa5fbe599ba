import { expect, it } from 'vitest';
import { readinessOf } from '#lib/diagnose/endpoint-readiness.ts';

it.each([
  ['nothing is said', {}, 'ready'],
  ['it is ready while it ends', { ready: true, terminating: true }, 'ready'],
  ['it ends and is not ready', { ready: false, terminating: true }, 'terminating'],
  ['it is not ready', { ready: false, terminating: false }, 'not-ready'],
] as const)('where %s, %o is %s to kube-proxy', (_, conditions, want) => {
  expect(readinessOf(conditions)).toBe(want);
});
