import { describe, expect, it } from 'vitest';
import { changeReplicas } from '#lib/scenario/change-replicas.ts';
import type { Draft } from '#lib/scenario/draft.ts';
import { NOW, type TutorialOptions, tutorial } from '#lib/scenario/tutorial.test-support.ts';

function draftOf(options: TutorialOptions = {}): Draft {
  return { ...tutorial(options), outcome: { goes: [], comes: [] }, assumptions: [], refused: [] };
}

describe('changeReplicas', () => {
  it('leaves everything as it is at the number of now', () => {
    const draft = draftOf();
    expect(changeReplicas(draft, 4)).toBe(draft);
  });

  it('lets new pods run, Ready from now on, with an address that no other has', () => {
    const { pods, outcome } = changeReplicas(draftOf(), 300);
    expect(outcome.comes).toHaveLength(296);
    expect(new Set(pods.map(({ uid }) => uid)).size).toBe(300);
    const running = pods.filter(({ podIPs }) => podIPs.length > 0);
    expect(new Set(running.flatMap(({ podIPs }) => podIPs)).size).toBe(running.length);
    expect(pods.at(4)?.ready).toEqual({ status: 'True', since: NOW });
  });

  it('leaves Pending what no node can take', () => {
    const draft = draftOf();
    const nodes = draft.nodes.map((node) => ({ ...node, unschedulable: true }));
    const { pods, outcome } = changeReplicas({ ...draft, nodes }, 5);
    expect(outcome.comes).toMatchObject([{ nodeName: '' }]);
    expect(pods.at(-1)).toMatchObject({ phase: 'Pending', podIPs: [], nodeName: '' });
  });

  it('gives a dual-stack workload an address of each family', () => {
    const draft = draftOf();
    const pods = draft.pods.map((pod, index) => ({ ...pod, podIPs: [...pod.podIPs, `fd00::${index}`] }));
    const added = changeReplicas({ ...draft, pods }, 5).pods.at(-1);
    expect(added?.podIPs).toEqual(['240.0.0.1', '2001:db8::2']);
  });

  it('goes on numbering a StatefulSet', () => {
    const draft = draftOf({ pods: ['hfbmj'] });
    const pods = draft.pods.map((pod) => ({
      ...pod,
      name: 'db-0',
      owner: { kind: 'StatefulSet', name: 'db', uid: 's' },
    }));
    expect(changeReplicas({ ...draft, pods }, 3).outcome.comes.map(({ name }) => name)).toEqual(['db-1', 'db-2']);
  });

  it('scales a ReplicationController by its ranks', () => {
    const draft = draftOf();
    const pods = draft.pods.map((pod) => ({ ...pod, owner: { kind: 'ReplicationController', name: 'dns', uid: 'r' } }));
    const { outcome, refused } = changeReplicas({ ...draft, pods }, 3);
    expect(refused).toEqual([]);
    expect(outcome.goes).toMatchObject([{ name: 'coredns-558bd4d5db-pxphb', sure: true }]);
  });

  it('takes no pod on a node that is NotReady for one that runs', () => {
    const draft = draftOf();
    const nodes = draft.nodes.map((node) => ({ ...node, ready: { status: 'Unknown' as const, since: NOW } }));
    const { pods, outcome } = changeReplicas({ ...draft, nodes }, 5);
    expect(outcome.comes[0]?.nodeName).not.toBe('');
    expect(pods.at(-1)).toMatchObject({ phase: 'Pending', podIPs: [], nodeName: outcome.comes[0]?.nodeName });
    expect(pods.at(-1)).not.toHaveProperty('ready');
  });

  it('gives pods of a second change other names and addresses than those of the first', () => {
    const { pods } = changeReplicas(changeReplicas(draftOf(), 6), 8);
    expect(new Set(pods.map(({ uid }) => uid)).size).toBe(8);
    expect(new Set(pods.flatMap(({ podIPs }) => podIPs)).size).toBe(8);
  });

  it('says what it takes for granted, each once', () => {
    expect(changeReplicas(draftOf(), 3).assumptions.map(({ key }) => key)).toEqual(['assumption.this-moment']);
    const keys = changeReplicas(changeReplicas(draftOf(), 6), 8).assumptions.map(({ key }) => key);
    expect(keys).toContain('assumption.ready-at-once');
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('is refused by the name of the reason where nothing can be scaled', () => {
    const draft = draftOf();
    const pods = draft.pods.map(({ owner: _, ...pod }) => pod);
    const { refused, pods: after } = changeReplicas({ ...draft, pods }, 2);
    expect(refused.map(({ key }) => key)).toEqual(['no-slider.bare-pods']);
    expect(after).toBe(pods);
  });
});
