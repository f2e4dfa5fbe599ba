import { describe, expect, it } from 'vitest';
import { nodeLifecycleRulesOf } from '#lib/kube-version/node-lifecycle-rules.ts';
import { outage } from '#lib/node-lifecycle/outage.ts';
import { NEWEST, NOW, OLDEST, SECOND, testNode, testPod } from '#lib/replicas/cluster.test-support.ts';

const NODES = [testNode('a1', 'a'), testNode('a2', 'a'), testNode('b1', 'b')];
const tolerating = (tolerationSeconds?: number) => ({
  tolerations: [
    {
      key: 'node.kubernetes.io/unreachable',
      operator: 'Exists',
      value: '',
      effect: 'NoExecute',
      ...(tolerationSeconds !== undefined && { tolerationSeconds }),
    },
  ],
});
const PODS = [
  testPod('on-a1', { nodeName: 'a1', ...tolerating(300) }),
  testPod('on-a2', { nodeName: 'a2', ...tolerating(300) }),
  testPod('on-b1', { nodeName: 'b1', ...tolerating(300) }),
];
const lose = (lost: readonly string[], pods = PODS, version = NEWEST) =>
  outage({ nodes: NODES, pods, lost: new Set(lost), silentSince: NOW, rules: nodeLifecycleRulesOf(version) });

describe('outage', () => {
  it.each([
    [NEWEST, 50],
    [OLDEST, 40],
  ])('is noticed after the grace period of the minor: %o, %d s', (version, seconds) => {
    const lost = lose(['a1', 'a2'], PODS, version);
    expect(lost.noticedAt).toBe(NOW + seconds * SECOND);
    expect(lost.at(lost.noticedAt - 1)).toEqual({ nodes: NODES, pods: PODS });
  });

  it('leaves nodes and pods of the lost part alone not ready once it is noticed', () => {
    const lost = lose(['a1', 'a2']);
    const { nodes, pods } = lost.at(lost.noticedAt);
    expect(nodes.map(({ ready }) => ready?.status)).toEqual(['Unknown', 'Unknown', 'True']);
    expect(pods.map(({ ready }) => ready?.status)).toEqual(['False', 'False', 'True']);
    expect(pods.every(({ deletionTime }) => deletionTime === undefined)).toBe(true);
  });

  it('evicts node after node, each pod when its toleration has run out', () => {
    const lost = lose(['a1', 'a2']);
    expect(lost.evictedFrom).toBe(NOW + 350 * SECOND);
    expect(lost.evictedUntil).toBe(NOW + 360 * SECOND);
    const gone = (moment: number) =>
      lost.at(moment).pods.filter(({ deletionTime }) => deletionTime !== undefined).length;
    expect([349, 350, 360].map((seconds) => gone(NOW + seconds * SECOND))).toEqual([0, 1, 2]);
  });

  it('evicts nothing when no node of the cluster answers', () => {
    const lost = lose(['a1', 'a2', 'b1']);
    expect(lost).toMatchObject({ isStopped: true });
    expect(lost.evictedUntil).toBeUndefined();
  });

  it('evicts no pod that tolerates the taint without end', () => {
    const lost = lose(['a1'], [testPod('daemon', { nodeName: 'a1', ...tolerating() })]);
    expect(lost).toMatchObject({ isStopped: false });
    expect(lost.evictedUntil).toBeUndefined();
  });
});
