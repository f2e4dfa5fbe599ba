import { expect, test } from 'vitest';
import {
  isShifted,
  isZoneDown,
  modeOf,
  withMode,
  withNodeChange,
  withoutNodeChange,
  withPhase,
  withReplicas,
  withRollout,
  withShiftToggled,
  withZoneToggled,
} from '#components/what-if/what-if-changes.ts';
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

test('an outage goes through its phases in its place, and stops at either end', () => {
  const changes = [...withZoneToggled([], 'a'), cordon];
  const phaseOf = (steps: number) => withPhase(changes, 'a', steps)[0];
  expect([-2, -1, 0, 1, 2, 3].map(phaseOf)).toEqual(
    ['at-once', 'at-once', 'notready', 'evicted', 'rescheduled', 'rescheduled'].map((phase) => ({
      kind: 'zone-down',
      zone: 'a',
      phase,
    })),
  );
  expect(withPhase(changes, 'b', 1)).toEqual(changes);
});

test('traffic is shifted away from a zone and back', () => {
  const shifted = withShiftToggled([cordon], 'b');
  expect(isShifted(shifted, 'b')).toBe(true);
  expect(withShiftToggled(shifted, 'b')).toEqual([cordon]);
});

test('a node has one change of a kind, and others beside it', () => {
  const changes = withNodeChange([cordon], { kind: 'cpu', node: 'kind-worker', cpu: '2' });
  expect(withNodeChange(changes, { kind: 'cpu', node: 'kind-worker', cpu: '8' })).toEqual([
    cordon,
    { kind: 'cpu', node: 'kind-worker', cpu: '8' },
  ]);
  expect(withoutNodeChange(changes, { kind: 'cordon', node: 'other' })).toEqual(changes);
  expect(withoutNodeChange(changes, { kind: 'cordon', node: 'kind-worker' })).toHaveLength(1);
});

test('there is one rollout at most, and it keeps its place', () => {
  const changes = withRollout([], { surge: 1, unavailable: 0, step: 1 });
  expect(withRollout([...changes, cordon], { surge: 1, unavailable: 0, step: 2 })).toEqual([
    { kind: 'rollout', surge: 1, unavailable: 0, step: 2 },
    cordon,
  ]);
});

test('the changes handed in are not touched', () => {
  const changes = Object.freeze([cordon]);
  withZoneToggled(changes, 'a');
  withReplicas(changes, 2, 4);
  expect(changes).toEqual([cordon]);
});
