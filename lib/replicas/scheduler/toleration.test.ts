import { expect, it } from 'vitest';
import { keepsPodsAway, toleratesAll } from '#lib/replicas/scheduler/toleration.ts';

const taint = (key: string, effect = 'NoSchedule') => ({ key, value: '', effect });
const toleration = (key: string) => ({ key, operator: 'Exists', value: '', effect: '' });

it.each([
  ['NoSchedule', true],
  ['NoExecute', true],
  ['PreferNoSchedule', false],
])('%s keeps pods away: %s', (effect, want) => {
  expect(keepsPodsAway(taint('k', effect))).toBe(want);
});

it('every taint needs a toleration of its own', () => {
  expect(toleratesAll([], [])).toBe(true);
  expect(toleratesAll([toleration('a')], [taint('a'), taint('b')])).toBe(false);
  expect(toleratesAll([toleration('a'), toleration('b')], [taint('a'), taint('b')])).toBe(true);
});
