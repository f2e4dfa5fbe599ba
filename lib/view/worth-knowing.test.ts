import { describe, expect, it } from 'vitest';
import { analyse } from '#lib/diagnose/analyse.ts';
import type { Node } from '#lib/model/node.ts';
import type { Service } from '#lib/model/service.ts';
import { contextOf, testNode, tutorial } from '#lib/scenario/tutorial.test-support.ts';
import { selectedPort } from '#lib/view/selected-port.ts';
import { worthKnowing } from '#lib/view/worth-knowing.ts';

function known(change: Partial<ReturnType<typeof tutorial>> = {}, service: Partial<Service> = {}) {
  const given = { ...tutorial(), ...change };
  const analysis = analyse({ ...given, service: { ...given.service, ...service } });
  return worthKnowing({ analysis, assumptions: [], refused: [] }, selectedPort(analysis, {})).map(({ key }) => key);
}

describe('worthKnowing', () => {
  it('says of a plain Service only that it is computed', () => {
    expect(known()).toEqual(['know.computed']);
  });

  it('names lent endpoints, whose traffic crosses', () => {
    const { slices } = tutorial();
    const lent = slices.map((slice) => ({
      ...slice,
      endpoints: slice.endpoints.map((endpoint, index) =>
        index === 0 ? { ...endpoint, hints: { forZones: ['b'] } } : endpoint,
      ),
    }));
    expect(known({ slices: lent })).toContain('know.lent');
  });

  it('sets the hints that the controller would write beside those that stand', () => {
    const given = tutorial();
    const slices = given.slices.map((slice) => ({
      ...slice,
      endpoints: slice.endpoints.map(({ hints: _, ...endpoint }) => endpoint),
    }));
    const analysis = analyse({ ...given, slices });
    expect(worthKnowing({ analysis, assumptions: [], refused: [] }, selectedPort(analysis, {}))).toContainEqual({
      key: 'know.hints-expected',
      values: { expected: 'a 2, b 2', actual: '– 4' },
    });
  });

  it('names what keeps or sends traffic elsewhere', () => {
    expect(known({}, { sessionAffinity: 'ClientIP' })).toContain('know.affinity');
    expect(known({}, { externalTrafficPolicy: 'Local' })).toContain('know.external-local');
  });

  it('names nodes without a zone and Windows nodes', () => {
    const nodes = [...tutorial().nodes, { ...testNode({ name: 'win' }), operatingSystem: 'windows' }];
    const keys = known({ nodes, context: contextOf(nodes, 'v1.21.10') });
    expect(keys).toContain('know.no-zone');
    expect(keys).toContain('know.windows');
  });

  it('names what may route in place of kube-proxy, and how it was found', () => {
    const nodes = tutorial().nodes.map((node) => ({ ...node, dataPlaneSigns: ['NetworkUnavailable: CiliumIsUp'] }));
    const analysis = analyse({ ...tutorial(), nodes, context: contextOf(nodes, 'v1.21.10') });
    const texts = worthKnowing({ analysis, assumptions: [], refused: [] }, selectedPort(analysis, {}));
    expect(texts.filter(({ key }) => key.startsWith('know.data-plane'))).toMatchObject([
      { key: 'know.data-plane.cilium', values: { sign: 'NetworkUnavailable: CiliumIsUp', nodes: 4 } },
    ]);
  });

  it('names only the reasons for which nodes are not counted in the CPU shares', () => {
    const notCounted = (nodes: readonly Node[]) => {
      const analysis = analyse({ ...tutorial(), nodes, context: contextOf(nodes, 'v1.30.0') });
      return worthKnowing({ analysis, assumptions: [], refused: [] }, selectedPort(analysis, {}))
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
