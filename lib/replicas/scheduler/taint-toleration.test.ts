import { describe, expect, it } from 'vitest';
import { testContext, testNode, testPod } from '#lib/replicas/cluster.test-support.ts';
import { taintToleration } from '#lib/replicas/scheduler/taint-toleration.ts';

const tainted = (name: string, ...effects: string[]) =>
  testNode(name, 'a', { taints: effects.map((effect, index) => ({ key: `k${index}`, value: '', effect })) });

describe('taintToleration', () => {
  it('keeps a pod from taints that it does not tolerate, but not from mild ones', () => {
    const nodes = [tainted('n1', 'NoSchedule'), tainted('n2', 'NoExecute'), tainted('n3', 'PreferNoSchedule')];
    const { filter } = taintToleration(testContext({ nodes }));
    expect([0, 1, 2].map((node) => filter?.(node))).toEqual(['untolerated-taint', 'untolerated-taint', undefined]);
  });

  it('does not look at the Ready condition itself', () => {
    const nodes = [testNode('n1', 'a', { ready: { status: 'False' } })];
    expect(taintToleration(testContext({ nodes })).filter?.(0)).toBeUndefined();
  });

  it('rates nodes by mild taints, the fewer the better', () => {
    const mild = 'PreferNoSchedule';
    const nodes = [tainted('n1'), tainted('n2', mild), tainted('n3', mild, mild, mild)];
    expect(taintToleration(testContext({ nodes })).scores?.([0, 1, 2])).toEqual([100, 67, 0]);
    expect(taintToleration(testContext({ nodes })).scores?.([0])).toEqual([100]);
  });

  it('does not mind a hard taint that is tolerated', () => {
    const tolerations = [{ key: 'k0', operator: 'Exists', value: '', effect: 'NoSchedule' }];
    const context = testContext({
      nodes: [tainted('n1', 'NoSchedule'), tainted('n2')],
      pod: testPod('p', { tolerations }),
    });
    expect(taintToleration(context).scores?.([0, 1])).toEqual([100, 100]);
  });

  it('counts a mild taint as tolerated only by a toleration that covers it', () => {
    const nodes = [tainted('n1', 'PreferNoSchedule'), tainted('n2')];
    const scores = (effect: string) => {
      const tolerations = [{ key: 'k0', operator: 'Exists', value: '', effect }];
      return taintToleration(testContext({ nodes, pod: testPod('p', { tolerations }) })).scores?.([0, 1]);
    };
    expect(scores('PreferNoSchedule')).toEqual([100, 100]);
    expect(scores('')).toEqual([100, 100]);
    expect(scores('NoSchedule')).toEqual([0, 100]);
  });
});
