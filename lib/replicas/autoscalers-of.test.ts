import { describe, expect, it } from 'vitest';
import type { HorizontalPodAutoscaler } from '#lib/model/horizontal-pod-autoscaler.ts';
import { autoscalersOf } from '#lib/replicas/autoscalers-of.ts';
import { testPod } from '#lib/replicas/cluster.test-support.ts';

const DEPLOYED = testPod('a', {
  owner: { kind: 'ReplicaSet', name: 'web-h1', uid: 'rs' },
  labels: { app: 'web', 'pod-template-hash': 'h1' },
});
const owned = (kind: string) => testPod('a', { owner: { kind, name: 'web', uid: 'o' } });

function autoscaler(
  kind: string,
  more: Partial<HorizontalPodAutoscaler> = {},
  group = 'apps',
): HorizontalPodAutoscaler {
  return {
    kind: 'HorizontalPodAutoscaler',
    name: 'web',
    namespace: DEPLOYED.namespace,
    uid: 'u',
    target: { group, kind, name: 'web' },
    minReplicas: 1,
    maxReplicas: 3,
    ...more,
  };
}

const namesOf = (found: readonly HorizontalPodAutoscaler[]) => found.map(({ name }) => name);

describe('the autoscalers of what owns the pods', () => {
  it('are those that name their Deployment, sorted by name', () => {
    const all = ['m', 'z', 'b'].map((name) => autoscaler('Deployment', { name }));
    expect(namesOf(autoscalersOf([DEPLOYED], all))).toEqual(['b', 'm', 'z']);
    expect(namesOf(all)).toEqual(['m', 'z', 'b']);
  });

  it.each([
    ['StatefulSet', 'apps'],
    ['ReplicaSet', 'apps'],
    ['ReplicationController', ''],
  ])('may name a %s', (kind, group) => {
    expect(autoscalersOf([owned(kind)], [autoscaler(kind, {}, group)])).toHaveLength(1);
  });

  it.each([
    ['of another namespace', autoscaler('Deployment', { namespace: 'elsewhere' })],
    ['of another name', autoscaler('Deployment', { target: { group: 'apps', kind: 'Deployment', name: 'api' } })],
    [
      'of the ReplicaSet below',
      autoscaler('ReplicaSet', { target: { group: 'apps', kind: 'ReplicaSet', name: 'web-h1' } }),
    ],
    ['of another kind with that name', autoscaler('StatefulSet')],
    ['of a kind of another group', autoscaler('Deployment', {}, 'example.com')],
  ])('are none %s', (_name, other) => {
    expect(autoscalersOf([DEPLOYED], [other])).toEqual([]);
  });

  it('are none where no number scales the pods', () => {
    expect(autoscalersOf([DEPLOYED, testPod('bare')], [autoscaler('Deployment')])).toEqual([]);
    expect(autoscalersOf([], [autoscaler('Deployment')])).toEqual([]);
  });
});
