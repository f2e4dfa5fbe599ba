import { describe, expect, it } from 'vitest';
import type { NodeFacts } from '#lib/diagnose/node-facts.ts';
import type { TutorialOptions } from '#lib/scenario/tutorial.test-support.ts';
import { ask } from '#lib/view/answer.test-support.ts';
import { badgesOf, classOf } from '#lib/view/graph-marks.ts';
import { graphView } from '#lib/view/graph-view.ts';
import { selectedPort } from '#lib/view/selected-port.ts';

const PLAIN: NodeFacts = {
  name: 'n',
  zone: 'a',
  ready: true,
  cordoned: false,
  windows: false,
  dataPlane: { kind: 'kube-proxy', finding: 'no-sign' },
  controlPlane: false,
  skewed: false,
  cpuMilli: 4000,
  weight: 0.25,
};

describe('badgesOf', () => {
  it('tell of a data plane that does not follow hints, or may not', () => {
    expect(badgesOf({ ...PLAIN, dataPlane: { kind: 'ovn-kubernetes', finding: 'ovn-kubernetes' } })).toEqual([
      'ignores-hints',
    ]);
    expect(badgesOf({ ...PLAIN, dataPlane: { kind: 'unknown', finding: 'cilium' } })).toEqual(['data-plane-unknown']);
    expect(badgesOf({ ...PLAIN, windows: true, dataPlane: { kind: 'windows', finding: 'windows' } })).toEqual([
      'windows',
    ]);
  });

  it('are none for a plain node', () => {
    expect(badgesOf(PLAIN)).toEqual([]);
  });

  it('name all that sets a node apart', () => {
    const { zone: _, ...bare } = PLAIN;
    const odd: NodeFacts = {
      ...bare,
      ready: false,
      cordoned: true,
      windows: true,
      controlPlane: true,
      skewed: true,
      notCounted: 'not-ready',
    };
    expect(badgesOf(odd)).toEqual([
      'not-ready',
      'cordoned',
      'no-zone',
      'version-skew',
      'windows',
      'control-plane',
      'not-counted',
    ]);
  });
});

describe('classOf', () => {
  it('finds the class of a node, and none of one that is not there', () => {
    const { analysis } = ask().answer;
    const port = selectedPort(analysis, {});
    expect(classOf('kind-worker', port)?.zone).toBe('a');
    expect(classOf('nobody', port)).toBeUndefined();
    expect(classOf('kind-worker', undefined)).toBeUndefined();
  });
});

describe('the marks of nodes and endpoints', () => {
  const draw = (options: TutorialOptions) => {
    const { answer, url } = ask(options);
    return graphView(answer, url, { width: 796, height: 600 });
  };

  it('tell what a node has and dials', () => {
    const [node] = draw({ pods: ['hfbmj', 'hswkq'] }).nodes;
    expect(node?.lines).toEqual([
      { key: 'card.cpu', values: { cpu: 4 } },
      { key: 'card.dials-in-zone', values: { dials: 1, endpoints: 2, share: 1 } },
    ]);
    expect(node?.label.values).toEqual({ node: 'kind-control-plane', zone: 'a', dials: 1, endpoints: 2 });
  });

  it('tell of a node that dials nothing', () => {
    expect(draw({ pods: [] }).nodes[0]?.lines[1]).toEqual({ key: 'card.dials-nothing', values: {} });
  });

  it('tell the hints of an endpoint, its share and its load', () => {
    const endpoint = draw({}).endpoints.find(({ name }) => name.endsWith('hswkq'));
    expect(endpoint).toMatchObject({
      address: '10.244.1.2',
      hints: [{ zone: 'b', colorIndex: 1 }],
      lent: false,
      colorIndex: 1,
      share: 0.25,
      load: 1,
    });
  });

  it('tell an endpoint that is lent to another zone', () => {
    // Three endpoints, two of them in zone a: with a third of the CPU it lends one to zone b.
    const { endpoints } = draw({ version: 'v1.37.2', pods: ['pxphb', 'hfbmj', 'hswkq'] });
    expect(endpoints.filter(({ lent }) => lent).map(({ colorIndex, hints }) => [colorIndex, hints[0]?.zone])).toEqual([
      [0, 'b'],
    ]);
  });
});
