import { describe, expect, it } from 'vitest';
import { MINUTE, NOW, testPod } from '#lib/replicas/cluster.test-support.ts';
import { ordinalOf, statefulScaleDown, withOrdinalLabels } from '#lib/replicas/stateful-set.ts';

describe('statefulScaleDown', () => {
  const pods = [
    testPod('db-2'),
    testPod('db-10', { age: 90 * MINUTE }),
    testPod('db-1', { phase: 'Pending' }),
    testPod('db-11', { deletionTime: NOW }),
  ];

  it('deletes the highest ordinals, by number, whatever their age or state', () => {
    const { victims, sure, deterministic, reasonByPod } = statefulScaleDown(pods, 2);
    expect(victims.map(({ name }) => name)).toEqual(['db-10', 'db-2']);
    expect(sure).toBe(victims);
    expect(deterministic).toBe(true);
    expect(reasonByPod.get('db-10')).toBe('highest-ordinal');
  });
});

it.each([
  ['db-0', 0],
  ['db-12', 12],
  ['db-1-3', 3],
  ['db', -1],
  ['db-x', -1],
])('ordinalOf %s is %d', (name, want) => {
  expect(ordinalOf(testPod(name))).toBe(want);
});

it('withOrdinalLabels names the pod after itself, where its pattern is labelled', () => {
  const labels = { app: 'db', 'statefulset.kubernetes.io/pod-name': 'db-0', 'apps.kubernetes.io/pod-index': '0' };
  expect(withOrdinalLabels(testPod('db-3', { labels }))).toMatchObject({
    hostname: 'db-3',
    labels: { app: 'db', 'statefulset.kubernetes.io/pod-name': 'db-3', 'apps.kubernetes.io/pod-index': '3' },
  });
});
