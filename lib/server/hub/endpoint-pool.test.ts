import { expect, test } from 'vitest';
import type { Endpoint } from '#lib/model/endpoint-slice.ts';
import { createEndpointPool } from '#lib/server/hub/endpoint-pool.ts';
import { anEndpoint } from '#lib/wire/objects.test-support.ts';

const ENDPOINTS: readonly Endpoint[] = [
  anEndpoint(0),
  anEndpoint(1, { zone: 'b', hints: { forZones: ['b'] } }),
  anEndpoint(2, { conditions: {} }),
  anEndpoint(3, { conditions: { ready: false } }),
  anEndpoint(4, { conditions: { ready: true } }),
  anEndpoint(5, { conditions: { serving: true, terminating: true } }),
  anEndpoint(6, { hints: {} }),
  anEndpoint(7, { hints: { forZones: [] } }),
  anEndpoint(8, { hints: { forZones: ['a', 'b'] } }),
  anEndpoint(9, { hints: { forZones: ['a'], forNodes: ['n'] } }),
  { addresses: [], conditions: {} },
  { addresses: ['10.0.0.1'], conditions: {}, zone: '', nodeName: '' },
];

test('an endpoint is what it was, whatever went through the pool before', () => {
  const pool = createEndpointPool();
  for (const endpoint of [...ENDPOINTS, ...ENDPOINTS]) {
    expect(pool.pooled(structuredClone(endpoint))).toStrictEqual(endpoint);
  }
});

test('conditions and hints that are equal are one object for all endpoints', () => {
  const pool = createEndpointPool();
  const first = pool.pooled(structuredClone(anEndpoint(0)));
  const second = pool.pooled(structuredClone(anEndpoint(1)));
  expect(second.conditions).toBe(first.conditions);
  expect(second.hints).toBe(first.hints);
});

test('however many zones a cluster makes up, the pool holds so many and forgets', () => {
  const pool = createEndpointPool(10);
  const first = pool.pooled(anEndpoint(0, { hints: { forZones: ['z0'] } }));
  for (let zone = 1; zone < 20; zone += 1) pool.pooled(anEndpoint(zone, { hints: { forZones: [`z${zone}`] } }));
  expect(pool.pooled(anEndpoint(0, { hints: { forZones: ['z0'] } })).hints).not.toBe(first.hints);
  expect(pool.pooled(anEndpoint(0, { hints: { forZones: ['z0'] } })).hints).toEqual(first.hints);
});
