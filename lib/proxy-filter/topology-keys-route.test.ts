import { describe, expect, it } from 'vitest';
import type { Endpoint } from '#lib/model/endpoint-slice.ts';
import { HOSTNAME_LABEL, ZONE_LABEL } from '#lib/model/well-known.ts';
import { anEndpoint, NODES, numbers, routeNode } from '#lib/proxy-filter/routing.test-support.ts';

const REGION_LABEL = 'topology.kubernetes.io/region';
const nodes = NODES.map((node) => ({
  ...node,
  labels: { ...node.labels, [HOSTNAME_LABEL]: `${node.name}.example`, [REGION_LABEL]: 'r' },
}));

/** Written by hand: an endpoint's node is matched with a node's hostname label, not with its name. */
const ENDPOINTS: readonly Endpoint[] = [
  { ...anEndpoint(1, { on: 'a1.example' }), zone: 'a' },
  { ...anEndpoint(2, { on: 'a2.example', state: 'unready' }), zone: 'a' },
  { ...anEndpoint(3, { on: 'b1.example', state: 'unready' }), zone: 'b' },
  anEndpoint(4),
];

interface Case {
  readonly name: string;
  readonly keys: readonly string[];
  readonly on: string;
  readonly want: readonly number[];
  readonly gate?: boolean;
}

const CASES: readonly Case[] = [
  { name: 'without keys every ready endpoint', keys: [], on: 'a1', want: [1, 4] },
  { name: 'with "*" alone every ready endpoint', keys: ['*'], on: 'a1', want: [1, 4] },
  { name: 'the ready ones in the zone', keys: [ZONE_LABEL], on: 'a2', want: [1] },
  { name: 'the ones on the node', keys: [HOSTNAME_LABEL], on: 'a1', want: [1] },
  { name: 'the first key that matches', keys: [HOSTNAME_LABEL, ZONE_LABEL], on: 'a1', want: [1] },
  {
    name: 'nothing where those that match are not ready, whatever else is',
    keys: [HOSTNAME_LABEL, '*'],
    on: 'b1',
    want: [],
  },
  {
    name: 'nothing in a zone where none is ready, though the next key would do',
    keys: [ZONE_LABEL, '*'],
    on: 'b1',
    want: [],
  },
  { name: 'the next key where the node has no label of the first', keys: [ZONE_LABEL, '*'], on: 'none', want: [1, 4] },
  { name: 'nothing where no key matches', keys: [ZONE_LABEL], on: 'none', want: [] },
  { name: 'nothing by a key that endpoints do not carry', keys: [REGION_LABEL], on: 'a1', want: [] },
  { name: 'all of them once the keys behind it do', keys: [REGION_LABEL, '*'], on: 'a1', want: [1, 4] },
  { name: 'every ready endpoint from "*" on, whatever follows', keys: ['*', ZONE_LABEL], on: 'a1', want: [1, 4] },
  {
    name: 'those in the zone, before the node is asked',
    keys: [REGION_LABEL, ZONE_LABEL, HOSTNAME_LABEL],
    on: 'a2',
    want: [1],
  },
  { name: 'every ready endpoint without the gate', keys: [ZONE_LABEL], on: 'a1', want: [1, 4], gate: false },
];

describe('spec.topologyKeys leaves', () => {
  it.each(CASES)('$name', ({ keys, on, want, gate = true }) => {
    const gates = { ServiceTopology: gate };
    const { cluster } = routeNode(
      { minor: 21, gates, service: { topologyKeys: keys }, endpoints: ENDPOINTS, nodes },
      on,
    );
    expect(numbers(cluster)).toEqual(want);
  });

  it('every endpoint, or nothing, where none is in the zone', () => {
    const [, , elsewhere] = ENDPOINTS.map((endpoint) => ({ ...endpoint, conditions: {} }));
    const listWith = (topologyKeys: readonly string[]) =>
      numbers(
        routeNode(
          {
            minor: 21,
            gates: { ServiceTopology: true },
            service: { topologyKeys },
            endpoints: elsewhere === undefined ? [] : [elsewhere],
            nodes,
          },
          'a1',
        ).cluster,
      );
    expect(listWith([ZONE_LABEL, '*'])).toEqual([3]);
    expect(listWith([ZONE_LABEL])).toEqual([]);
  });

  it('nobody of a class of its own where no key is the hostname', () => {
    const { routeClass } = routeNode(
      {
        minor: 21,
        gates: { ServiceTopology: true },
        service: { topologyKeys: [ZONE_LABEL] },
        endpoints: ENDPOINTS,
        nodes,
      },
      'a1',
    );
    expect([routeClass.node, routeClass.nodeCount, routeClass.mode]).toEqual([undefined, 2, 'PreferSameZone']);
  });

  it('internalTrafficPolicy unread, and gives way to an external policy Local', () => {
    const gates = { ServiceTopology: true, ServiceInternalTrafficPolicy: true };
    const outside = { type: 'NodePort', externalTrafficPolicy: 'Local' };
    const cluster = (service: object) =>
      numbers(
        routeNode(
          { minor: 21, gates, service: { topologyKeys: [ZONE_LABEL], ...service }, endpoints: ENDPOINTS, nodes },
          'a1',
        ).cluster,
      );
    expect(cluster({ internalTrafficPolicy: 'Local' })).toEqual([1]);
    expect(cluster(outside)).toEqual([1, 4]);
  });
});
