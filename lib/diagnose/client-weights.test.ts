import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clientWeights } from '#lib/diagnose/client-weights.ts';
import type { ClientMix } from '#lib/model/client-mix.ts';
import type { EndpointSlice } from '#lib/model/endpoint-slice.ts';
import { clientSourceOf, DEFAULT_CLIENTS } from '#lib/scenario/client-source.ts';
import { testNode, tutorial } from '#lib/scenario/tutorial.test-support.ts';

const NODES = [
  testNode({ name: 'cp', zone: 'a', controlPlane: true }),
  testNode({ name: 'w1', zone: 'b', cpu: 8 }),
  testNode({ name: 'w2', zone: 'b', ready: false }),
  testNode({ name: 'w3', cpu: 4 }),
];

describe('clientWeights', () => {
  it('is by default the allocatable CPU of Ready nodes, control-plane nodes included', () => {
    expect([...clientWeights(NODES, DEFAULT_CLIENTS)]).toEqual([0.25, 0.5, 0, 0.25]);
  });

  it('takes Ready nodes as equal where none tells its CPU', () => {
    const bare = NODES.map((node) => ({ ...node, allocatable: {} }));
    expect([...clientWeights(bare, DEFAULT_CLIENTS)]).toEqual([1 / 3, 1 / 3, 0, 1 / 3]);
  });

  it('is nothing where no node is Ready', () => {
    expect([...clientWeights([testNode({ name: 'w', ready: false })], DEFAULT_CLIENTS)]).toEqual([0]);
  });

  it('by node takes each Ready node as the same', () => {
    expect([...clientWeights(NODES, { mix: { kind: 'nodes' } })]).toEqual([1 / 3, 1 / 3, 0, 1 / 3]);
  });

  it('by zone follows the typed parts, and CPU within a zone', () => {
    const nodes = [...NODES, testNode({ name: 'w4', zone: 'b', cpu: 2 })];
    const parts = [
      { zone: 'a', part: 30 },
      { zone: 'b', part: 60 },
      { zone: '', part: 30 },
      { zone: 'nowhere', part: 80 },
    ];
    expect([...clientWeights(nodes, { mix: { kind: 'zones', parts } })]).toEqual([0.25, 0.4, 0, 0.25, 0.1]);
  });

  it("by another Service is its ready endpoints' nodes, a pod of two families once", () => {
    const { nodes, slices } = tutorial();
    const v6 = slices.map((slice): EndpointSlice => ({ ...slice, name: 'v6', addressType: 'IPv6' }));
    const gone = slices.map((slice) => ({
      ...slice,
      endpoints: slice.endpoints.map((endpoint) =>
        endpoint.nodeName === 'kind-worker' ? { ...endpoint, conditions: { ready: false } } : endpoint,
      ),
    }));
    const mix: ClientMix = { kind: 'service', key: 'kube-system/kube-dns' };
    expect([...clientWeights(nodes, clientSourceOf(mix, [...slices, ...v6]))]).toEqual([0.25, 0.25, 0.25, 0.25]);
    expect([...clientWeights(nodes, clientSourceOf(mix, gone))]).toEqual([1 / 3, 0, 1 / 3, 1 / 3]);
  });

  it('is nothing while the Service that it names is not known', () => {
    expect([...clientWeights(NODES, clientSourceOf({ kind: 'service', key: 'a/b' }, undefined))]).toEqual([0, 0, 0, 0]);
  });

  it('adds up to 1, or to 0 where nobody sends', () => {
    const node = fc.record({
      name: fc.constant('n'),
      zone: fc.constantFrom('a', 'b', 'c'),
      cpu: fc.integer({ min: 0, max: 64 }),
      ready: fc.boolean(),
    });
    const mix: fc.Arbitrary<ClientMix> = fc.oneof(
      fc.constantFrom<ClientMix>({ kind: 'cpu' }, { kind: 'nodes' }),
      fc
        .uniqueArray(fc.record({ zone: fc.constantFrom('a', 'b'), part: fc.nat(9) }), { selector: ({ zone }) => zone })
        .map((parts): ClientMix => ({ kind: 'zones', parts })),
    );
    fc.assert(
      fc.property(fc.array(node, { maxLength: 12 }), mix, (options, chosen) => {
        const weights = [...clientWeights(options.map(testNode), { mix: chosen })];
        const sum = weights.reduce((total, weight) => total + weight, 0);
        expect(weights.every((weight) => weight >= 0)).toBe(true);
        expect(sum === 0 || Math.abs(sum - 1) < 1e-9).toBe(true);
      }),
    );
  });
});
