import { describe, expect, it } from 'vitest';
import { startTestCluster } from '#lib/demo/test-cluster.test-support.ts';
import { parseLargeWorld } from '#lib/demo/worlds/large.ts';
import { list, record } from '#lib/to-model/json.ts';

describe('parseLargeWorld', () => {
  it.each([
    ['tutorial', undefined],
    ['large', { nodes: 100, endpoints: 1000, services: 50 }],
    ['large:nodes=7', { nodes: 7, endpoints: 1000, services: 50 }],
    ['large:nodes=7,endpoints=8,services=9', { nodes: 7, endpoints: 8, services: 9 }],
  ])('%s', (name, want) => {
    expect(parseLargeWorld(name)).toEqual(want);
  });

  it.each(['large:nodes=0', 'large:pods=3', 'large:nodes=5001', 'large:nodes'])('refuses %s', (name) => {
    expect(() => parseLargeWorld(name)).toThrow(RangeError);
  });
});

describe('a large world', () => {
  it('has as many nodes, Services and endpoints as asked for, each address once', async () => {
    await using test = await startTestCluster({ world: 'large:nodes=300,endpoints=350,services=25' });
    expect(await test.items('/api/v1/nodes')).toHaveLength(300);
    expect(await test.items('/api/v1/services')).toHaveLength(26);
    const slices = await test.items('/apis/discovery.k8s.io/v1/endpointslices?labelSelector=app');
    const addresses = slices
      .flatMap((slice) => list(slice['endpoints']))
      .map((item) => String(record(item)['addresses']));
    expect(addresses).toHaveLength(350);
    expect(new Set(addresses).size).toBe(350);
    expect(addresses.every((address) => !address.startsWith('10.96.'))).toBe(true);
  });

  it('stands still: its controllers find nothing to change', async () => {
    await using test = await startTestCluster({ world: 'large:nodes=12,endpoints=30,services=6' });
    const settled = test.cluster.registry.store.version;
    test.clock.advance(600_000);
    expect(test.cluster.registry.store.version).toBe(settled);
  });
});
