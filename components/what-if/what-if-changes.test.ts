import { expect, test } from 'vitest';
import { isZoneDown, modeOf, withMode, withReplicas, withZoneToggled } from '#components/what-if/what-if-changes.ts';
import type { Change } from '#lib/model/scenario.ts';

const cordon: Change = { kind: 'cordon', node: 'kind-worker' };

test('a count replaces the count before it and leaves other changes', () => {
  const changes = withReplicas([cordon, { kind: 'replicas', replicas: 3 }], 2, 4);
  expect(changes).toEqual([cordon, { kind: 'replicas', replicas: 2 }]);
});

test('going back to the live count is no what-if', () => {
  expect(withReplicas([{ kind: 'replicas', replicas: 3 }], 4, 4)).toEqual([]);
});

test('a mode is chosen and taken back', () => {
  const changes = withMode([cordon], 'PreferSameZone', 'Auto');
  expect(modeOf(changes, 'Auto')).toBe('PreferSameZone');
  expect(withMode(changes, 'Auto', 'Auto')).toEqual([cordon]);
  expect(modeOf([], 'Auto')).toBe('Auto');
});

test('a zone goes down and comes back without touching another', () => {
  const a = withZoneToggled([], 'a');
  const both = withZoneToggled(a, 'b');
  expect(isZoneDown(both, 'a') && isZoneDown(both, 'b')).toBe(true);
  expect(withZoneToggled(both, 'a')).toEqual([{ kind: 'zone-down', zone: 'b', phase: 'notready' }]);
});

test('the changes handed in are not touched', () => {
  const changes = Object.freeze([cordon]);
  withZoneToggled(changes, 'a');
  withReplicas(changes, 2, 4);
  expect(changes).toEqual([cordon]);
});
