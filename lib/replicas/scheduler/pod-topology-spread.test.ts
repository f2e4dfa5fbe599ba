import { describe, expect, it } from 'vitest';
import { ZONE_LABEL } from '#lib/model/well-known.ts';
import { testContext, testNode, testPod, WEB_SELECTOR, WEB_SERVICE } from '#lib/replicas/cluster.test-support.ts';
import { podTopologySpread } from '#lib/replicas/scheduler/pod-topology-spread.ts';

const NODES = [testNode('n1', 'a'), testNode('n2', 'b')];
const constraint = { maxSkew: 1, topologyKey: ZONE_LABEL, labelSelector: WEB_SELECTOR, matchLabelKeys: [] };
const plugin = (...effects: string[]) =>
  podTopologySpread(
    testContext({
      nodes: NODES,
      services: [WEB_SERVICE],
      pod: testPod('p', {
        topologySpreadConstraints: effects.map((whenUnsatisfiable) => ({ ...constraint, whenUnsatisfiable })),
      }),
    }),
  );

describe('podTopologySpread', () => {
  it('filters by hard constraints and is not rated then: they switch the soft defaults off', () => {
    const hard = plugin('DoNotSchedule');
    expect(hard.scores).toBeUndefined();
    expect(hard.after?.(0).filter?.(0)).toBe('topology-spread');
  });

  it('rates by soft constraints and filters nothing', () => {
    const soft = plugin('ScheduleAnyway');
    expect(soft.filter).toBeUndefined();
    expect(soft.after?.(0).scores?.([0, 1])).toEqual([0, 100]);
  });

  it('rates by the defaults where the pod has no constraint', () => {
    expect(plugin().after?.(0).scores?.([0, 1])).toEqual([66, 100]);
  });

  it('does both for a pod with both', () => {
    const both = plugin('DoNotSchedule', 'ScheduleAnyway').after?.(1);
    expect(both?.filter?.(1)).toBe('topology-spread');
    expect(both?.scores?.([0, 1])).toEqual([100, 0]);
  });

  it('has nothing to say about a pod that nothing selects', () => {
    const { filter, scores, after } = podTopologySpread(testContext({ nodes: NODES }));
    expect([filter, scores, after]).toEqual([undefined, undefined, undefined]);
  });
});
