import { describe, expect, it } from 'vitest';
import type { TopologySpreadConstraint } from '#lib/model/pod.ts';
import { HOSTNAME_LABEL, ZONE_LABEL } from '#lib/model/well-known.ts';
import {
  NEWEST_SCHEDULER,
  NOW,
  testContext,
  testNode,
  testPod,
  WEB_SELECTOR,
  WEB_SERVICE,
} from '#lib/replicas/cluster.test-support.ts';
import { softSpreadOf } from '#lib/replicas/scheduler/soft-spread.ts';

const NODES = [testNode('n1', 'a'), testNode('n2', 'a'), testNode('n3', 'b')];
/** Their places in the list order, which takes the zones in turn. */
const [N1, N2, N3] = [0, 2, 1] as const;
const on = (nodeName: string, fields = {}) => testPod(`on-${nodeName}`, { nodeName, ...fields });
const byDefault = (fields: Parameters<typeof testContext>[0] = {}) =>
  softSpreadOf(testContext({ nodes: NODES, services: [WEB_SERVICE], ...fields }));
const byZone = (fields: Parameters<typeof testContext>[0] = {}, change: Partial<TopologySpreadConstraint> = {}) => {
  const own = { maxSkew: 1, topologyKey: ZONE_LABEL, whenUnsatisfiable: 'ScheduleAnyway', matchLabelKeys: [] };
  const topologySpreadConstraints = [{ ...own, labelSelector: WEB_SELECTOR, ...change }];
  return softSpreadOf(testContext({ nodes: NODES, pod: testPod('p', { topologySpreadConstraints }), ...fields }));
};

describe('softSpreadOf', () => {
  it('rates the zone and the node with fewer replicas higher', () => {
    // raw: n1 = ln 5 + 2 + ln 4 + 4 = 9, n2 = 2 + ln 4 + 4 = 7, n3 = 6
    expect(byDefault({ pods: [on('n1')] })?.scores([N1, N2, N3])).toEqual([66, 88, 100]);
  });

  it('rates all alike while nobody is there', () => {
    expect(byDefault()?.scores([N1, N2, N3])).toEqual([100, 100, 100]);
    expect(byZone()?.scores([N1, N3])).toEqual([100, 100]);
  });

  it('counts pods on nodes that are not feasible too', () => {
    expect(byZone({ pods: [on('n2'), on('n2'), on('n2')] })?.scores([N1, N3])).toEqual([0, 100]);
  });

  it('takes a pod that is being deleted for gone', () => {
    expect(byZone({ pods: [on('n1', { deletionTime: NOW })] })?.scores([N1, N3])).toEqual([100, 100]);
  });

  it('prefers a node without zone under the defaults, since it lacks the zone’s allowance', () => {
    const nodes = [testNode('n1', 'a'), testNode('n2', undefined)];
    // raw: n1 = 2 + 4, n2 = 2
    expect(byDefault({ nodes })?.scores([0, 1])).toEqual([33, 100]);
  });

  it('gives nothing to a node without one of the keys of an own constraint', () => {
    const nodes = [testNode('n1', 'a'), testNode('n2', undefined)];
    expect(byZone({ nodes })?.scores([0, 1])).toEqual([100, 0]);
  });

  it('takes nodes that lack a key out of the number of domains, which is what a count weighs', () => {
    const nodes = [testNode('n1', 'a'), testNode('n2', undefined), testNode('n3', 'b')];
    const pods = [on('n1'), on('n1'), on('n1'), on('n3')];
    // raw: zone a 3 ln 4 = 4.16, zone b ln 4 = 1.39
    expect(byZone({ nodes, pods })?.scores([0, 1, 2])).toEqual([25, 0, 100]);
  });

  it('counts no pod on a node that lacks a key, though it is in the domain', () => {
    const racks = [testNode('n1', 'a'), testNode('n2', 'a'), testNode('n3', 'b')].map((node) => ({
      ...node,
      labels: node.name === 'n2' ? node.labels : { ...node.labels, rack: node.name },
    }));
    const own = { maxSkew: 1, whenUnsatisfiable: 'ScheduleAnyway', labelSelector: WEB_SELECTOR, matchLabelKeys: [] };
    const topologySpreadConstraints = [ZONE_LABEL, 'rack'].map((topologyKey) => ({ ...own, topologyKey }));
    const scoresWith = (nodeName: string) => {
      const pod = testPod('p', { topologySpreadConstraints });
      return softSpreadOf(testContext({ nodes: racks, pod, pods: [on(nodeName)] }))?.scores([N1, N3]);
    };
    expect(scoresWith('n1')).toEqual([0, 100]);
    expect(scoresWith('n2')).toEqual([100, 100]);
  });

  it('takes a missing zone and an empty one for the same domain under the defaults', () => {
    const nodes = [testNode('n1', ''), testNode('n2', undefined), testNode('n3', 'b')];
    const pods = [on('n2'), on('n2'), on('n2')];
    // raw: n1 = 2 + 3 ln 4 + 4 = 10, n2 = 3 ln 5 + 2 = 7, n3 = 2 + 4
    expect(byDefault({ nodes, pods })?.scores([N1, N2, N3])).toEqual([60, 90, 100]);
  });

  describe('of a node whose taint the pod does not tolerate and the constraint honors', () => {
    const taints = [{ key: 'k', value: '', effect: 'NoSchedule' }];
    const nodes = [testNode('n1', 'a'), testNode('n2', 'a', { taints }), testNode('n3', 'b')];
    const pods = [on('n2'), on('n2')];
    const honor = { nodeTaintsPolicy: 'Honor' };

    it('counts no pod in its zone', () => {
      expect(byZone({ nodes, pods })?.scores([N1, N3])).toEqual([0, 100]);
      expect(byZone({ nodes, pods }, honor)?.scores([N1, N3])).toEqual([100, 100]);
      expect(byZone({ nodes }, honor)?.after(N2).scores([N1, N3])).toEqual([100, 100]);
    });

    it('counts its pods under the hostname key all the same', () => {
      const constraint = { topologyKey: HOSTNAME_LABEL, ...honor };
      expect(byZone({ nodes, pods }, constraint)?.scores([N1, N2, N3])).toEqual([100, 0, 100]);
    });
  });

  it('counts replicas by node under the hostname key, whatever the label says', () => {
    const constraint = { topologyKey: HOSTNAME_LABEL };
    const nodes = NODES.map((node) => ({ ...node, labels: { ...node.labels, [HOSTNAME_LABEL]: 'same' } }));
    expect(byZone({ nodes, pods: [on('n1'), on('n1')] }, constraint)?.scores([N1, N2, N3])).toEqual([0, 100, 100]);
  });

  it('rounds the raw score where the version does so, and cuts it off where not', () => {
    const pods = [on('n1'), on('n1'), on('n1'), on('n1'), on('n3')];
    // raw: zone a 4 ln 4 = 5.55, zone b ln 4 = 1.39
    const rules = { ...NEWEST_SCHEDULER, roundsSpreading: false };
    expect(byZone({ pods })?.scores([N1, N3])).toEqual([16, 100]);
    expect(byZone({ pods, rules })?.scores([N1, N3])).toEqual([20, 100]);
  });

  it('counts the replicas that have landed', () => {
    const start = byDefault();
    expect(start?.after(0).scores([N1, N2, N3])).toEqual(byDefault({ pods: [on('n1')] })?.scores([N1, N2, N3]));
    expect(start?.scores([N1, N2, N3])).toEqual([100, 100, 100]);
  });

  it('does not count a replica that its own selector does not mean', () => {
    const labelSelector = { matchLabels: { app: 'api' }, matchExpressions: [] };
    expect(byZone({}, { labelSelector })?.after(0).scores([N1, N3])).toEqual([100, 100]);
  });

  it('is absent where nothing selects the pod', () => {
    expect(softSpreadOf(testContext({ nodes: NODES }))).toBeUndefined();
  });
});
