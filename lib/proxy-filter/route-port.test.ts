import { describe, expect, it } from 'vitest';
import {
  aNode,
  anEndpoint,
  aSlice,
  NODES,
  numbers,
  type RouteFields,
  routeNode,
  routeOne,
} from '#lib/proxy-filter/routing.test-support.ts';

describe('routePort()', () => {
  it('makes one class per zone, however many nodes there are', () => {
    const nodes = Array.from({ length: 300 }, (_, index) => aNode(`node-${index}`, `zone-${index % 3}`));
    const endpoints = nodes.map(({ name }, index) => anEndpoint(index, { on: name, zones: [`zone-${index % 3}`] }));
    const { classes } = routeOne({ nodes, endpoints });
    expect(classes.map(({ nodeCount, cluster }) => [nodeCount, cluster?.length])).toEqual([
      [100, 100],
      [100, 100],
      [100, 100],
    ]);
  });

  it('gives a class of its own to each node that node hints name, if they are complete', () => {
    const hinted = [anEndpoint(1, { nodes: ['a1', 'gone'] }), anEndpoint(2, { nodes: ['b1'] })];
    expect(routeOne({ endpoints: hinted }).classes.flatMap(({ node }) => node ?? [])).toEqual(['a1', 'b1']);
    expect(routeOne({ endpoints: [...hinted, anEndpoint(3)] }).classes.every(({ node }) => node === undefined)).toBe(
      true,
    );
  });

  it('sets no node apart for node hints that its kube-proxy does not read, or that stand on unready endpoints only', () => {
    const nodesApart = (fields: RouteFields) => routeOne(fields).classes.flatMap(({ node }) => node ?? []);
    const hinted = [anEndpoint(1, { nodes: ['a1'] }), anEndpoint(2, { nodes: ['b1'] })];
    expect(nodesApart({ minor: 30, endpoints: hinted })).toEqual([]);
    expect(
      nodesApart({ endpoints: hinted.map((endpoint) => ({ ...endpoint, conditions: { ready: false } })) }),
    ).toEqual([]);
    expect(nodesApart({ endpoints: hinted })).toEqual(['a1', 'b1']);
  });

  it('lists what is local before 1.24 for an external policy Local, though nothing outside reaches the port', () => {
    const fields = {
      service: { type: 'LoadBalancer', externalTrafficPolicy: 'Local' },
      endpoints: [anEndpoint(1, { on: 'a1' }), anEndpoint(2, { on: 'b1' })],
    };
    expect(numbers(routeNode({ ...fields, minor: 23 }, 'a1').local)).toEqual([1]);
    expect(numbers(routeNode({ ...fields, minor: 23 }, 'a2').local)).toEqual([]);
    expect(routeNode({ ...fields, minor: 24 }, 'a1').local).toBeNull();
    expect(routeOne({ ...fields, minor: 24 }).classes.every(({ node }) => node === undefined)).toBe(true);
  });

  it('gives a class of its own to a node that takes the rival on itself, with its own counts', () => {
    const slices = [
      aSlice([anEndpoint(1, { on: 'b1', zones: ['a'] })], { name: 'svc-1' }),
      aSlice([anEndpoint(1, { on: 'a1', state: 'unready' }), anEndpoint(2, { zones: ['a'] })], { name: 'svc-2' }),
    ];
    const fields = { minor: 35, slices };
    expect(numbers(routeNode(fields, 'a2').cluster)).toEqual([1, 2]);
    expect(numbers(routeNode(fields, 'a1').cluster)).toEqual([2]);
    expect(routeNode(fields, 'a1').routeClass).toMatchObject({ node: 'a1', counts: { endpoints: 2, ready: 1 } });
  });

  it('keeps Windows nodes in their shared class, even where a policy names them', () => {
    const { classes } = routeOne({
      service: { internalTrafficPolicy: 'Local' },
      endpoints: NODES.map(({ name }, index) => anEndpoint(index, { on: name })),
      dataPlaneOf: ({ name }) => (name === 'b1' ? 'kube-proxy' : 'windows'),
    });
    expect(classes.flatMap(({ node }) => node ?? [])).toEqual(['b1']);
  });

  it('holds 5,000 nodes and endpoints under a Local policy without their product', () => {
    const nodes = Array.from({ length: 5_000 }, (_, index) => aNode(`node-${index}`, `zone-${index % 3}`));
    const endpoints = nodes.map(({ name }, index) => ({
      ...anEndpoint(0, { on: name, zones: [`zone-${index % 3}`] }),
      addresses: [`10.1.${index >> 8}.${index & 255}`],
    }));
    const service = {
      type: 'NodePort',
      externalTrafficPolicy: 'Local',
      ports: [{ name: 'http', protocol: 'TCP', port: 80, nodePort: 30_080 }],
    };
    const { classes } = routeOne({ nodes, endpoints, service });
    const lists = new Set(classes.flatMap(({ cluster, local }) => [cluster ?? [], local ?? []]));
    const kept = [...lists].reduce((sum, list) => sum + list.length, 0);
    expect(kept).toBe(2 * 5_000);
  });
});
