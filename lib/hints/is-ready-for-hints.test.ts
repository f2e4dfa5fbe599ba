import { expect, test } from 'vitest';
import { isReadyForHints } from '#lib/hints/is-ready-for-hints.ts';

test.each([
  [{ ready: true }, true],
  [{ ready: false }, false],
  [{}, false],
  [{ ready: false, serving: true }, false],
])('conditions %j are ready to the hint controller: %s', (conditions, ready) => {
  expect(isReadyForHints({ addresses: ['10.0.0.1'], conditions })).toBe(ready);
});
