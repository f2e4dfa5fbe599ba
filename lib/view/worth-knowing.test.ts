import { describe, expect, it } from 'vitest';
import { analyse } from '#lib/diagnose/analyse.ts';
import type { Node } from '#lib/model/node.ts';
import { contextOf, testNode, tutorial } from '#lib/scenario/tutorial.test-support.ts';
import { worthKnowing } from '#lib/view/worth-knowing.ts';

function known(): readonly string[] {
  return worthKnowing({ analysis: analyse(tutorial()), assumptions: [], refused: [] }).map(({ key }) => key);
}

describe('worthKnowing', () => {
  it('says of a plain Service only that it is computed', () => {
    expect(known()).toEqual(['know.computed']);
  });

  it('names what may route in place of kube-proxy, and how it was found', () => {
    const nodes = tutorial().nodes.map((node) => ({ ...node, dataPlaneSigns: ['NetworkUnavailable: CiliumIsUp'] }));
    const analysis = analyse({ ...tutorial(), nodes, context: contextOf(nodes, 'v1.21.10') });
    const texts = worthKnowing({ analysis, assumptions: [], refused: [] });
    expect(texts.filter(({ key }) => key.startsWith('know.data-plane'))).toMatchObject([
      { key: 'know.data-plane.cilium', values: { sign: 'NetworkUnavailable: CiliumIsUp', nodes: 4 } },
    ]);
  });

  it('names only the reasons for which nodes are not counted in the CPU shares', () => {
    const notCounted = (nodes: readonly Node[]) => {
      const analysis = analyse({ ...tutorial(), nodes, context: contextOf(nodes, 'v1.30.0') });
      return worthKnowing({ analysis, assumptions: [], refused: [] })
        .filter(({ key }) => key.startsWith('know.not-counted'))
        .map(({ key, values }) => [key, values?.['nodes']]);
    };
    expect(notCounted(tutorial({ labelled: false }).nodes.slice(1))).toEqual([['know.not-counted-no-zone', 3]]);
    expect(
      notCounted([
        testNode({ name: 'good', zone: 'a' }),
        testNode({ name: 'control', zone: 'a', controlPlane: true }),
        testNode({ name: 'down', zone: 'a', ready: false }),
        testNode({ name: 'lost', zone: 'b', ready: false }),
        testNode({ name: 'small', zone: 'b', cpu: 0 }),
      ]),
    ).toEqual([
      ['know.not-counted-control-plane', 1],
      ['know.not-counted-not-ready', 2],
      ['know.not-counted-no-cpu', 1],
    ]);
  });
});
