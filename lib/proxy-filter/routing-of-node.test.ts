import { describe, expect, it } from 'vitest';
import { anEndpoint, routeOne } from '#lib/proxy-filter/routing.test-support.ts';
import { allReachableOf, classOfNode, routingOfNode } from '#lib/proxy-filter/routing-of-node.ts';

const port = routeOne({ endpoints: [anEndpoint(1, { zones: ['a'] }), anEndpoint(2, { zones: ['b'] })] });

describe('routingOfNode()', () => {
  it('spells out the lists of one node, each endpoint with its object', () => {
    const { routeClass, cluster, local } = routingOfNode(port, 2);
    expect(routeClass).toBe(classOfNode(port, 2));
    expect(cluster).toEqual([
      {
        address: '10.0.0.2',
        port: 8080,
        key: '10.0.0.2:8080',
        endpoint: anEndpoint(2, { zones: ['b'] }),
        slice: 'svc-x',
      },
    ]);
    expect(local).toBeNull();
  });

  it('refuses a node that is not there', () => {
    expect(() => routingOfNode(port, 4)).toThrow(
      new RangeError('Cannot show the routing of node 4: there are 4 nodes'),
    );
  });
});

describe('allReachableOf()', () => {
  const routeClass = classOfNode(port, 0);
  it.each([
    ['nothing', null],
    ['cluster', [0, 2, 4]],
    ['local', [1, 2]],
    ['cluster-and-local', [0, 1, 2, 4]],
  ] as const)('%s', (reach, want) => {
    expect(allReachableOf({ ...routeClass, reach, cluster: [0, 2, 4], local: [1, 2] })).toEqual(want);
  });
});
