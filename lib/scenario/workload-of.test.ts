import { describe, expect, it } from 'vitest';
import type { Pod } from '#lib/model/pod.ts';
import { TUTORIAL_PODS } from '#lib/scenario/tutorial.test-support.ts';
import { workloadOf } from '#lib/scenario/workload-of.ts';

const [first, ...others] = TUTORIAL_PODS;

function ownedBy(kind: string, name: string): readonly Pod[] {
  return TUTORIAL_PODS.map((pod) => ({ ...pod, owner: { kind, name, uid: name } }));
}

describe('workloadOf', () => {
  it('tells the Deployment from its ReplicaSet and the hash of its template', () => {
    expect(workloadOf(TUTORIAL_PODS)).toMatchObject({ kind: 'Deployment', name: 'coredns', replicas: 4 });
  });

  it('takes a ReplicaSet without that hash for one that stands alone', () => {
    expect(workloadOf(ownedBy('ReplicaSet', 'web'))).toMatchObject({ kind: 'ReplicaSet', name: 'web' });
  });

  it('knows a StatefulSet', () => {
    expect(workloadOf(ownedBy('StatefulSet', 'db'))).toMatchObject({ kind: 'StatefulSet', name: 'db' });
  });

  it('does not count pods that are going or have ended', () => {
    const pods = TUTORIAL_PODS.map((pod, index) =>
      index === 0 ? { ...pod, deletionTime: 1 } : index === 1 ? { ...pod, phase: 'Failed' } : pod,
    );
    expect(workloadOf(pods)).toMatchObject({ replicas: 2 });
  });

  const { owner: _, ...bare } = first ?? TUTORIAL_PODS[1] ?? ({} as Pod);
  const rolling: readonly Pod[] = [
    ...others,
    {
      ...bare,
      labels: { ...bare.labels, 'pod-template-hash': 'new' },
      owner: { kind: 'ReplicaSet', name: 'coredns-new', uid: 'rs-2' },
    },
  ];
  const NO_SLIDER: readonly (readonly [string, readonly Pod[], string])[] = [
    ['there are no pods', [], 'no-slider.no-pods'],
    ['a pod has no controller', [bare, ...others], 'no-slider.bare-pods'],
    ['a DaemonSet owns them', ownedBy('DaemonSet', 'proxy'), 'no-slider.kind'],
    ['two ReplicaSets of one Deployment share them', rolling, 'no-slider.rollout'],
    ['two workloads share them', [...ownedBy('StatefulSet', 'db'), ...others], 'no-slider.several'],
  ];
  for (const [name, pods, key] of NO_SLIDER) {
    it(`has no slider where ${name}`, () => {
      const found = workloadOf(pods);
      expect('why' in found && found.why.key).toBe(key);
    });
  }
});
