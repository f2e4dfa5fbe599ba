import { describe, expect, it } from 'vitest';
import { toEndpointSlice } from '#lib/to-model/endpoint-slice.ts';

function endpointOf(endpoint: unknown) {
  return toEndpointSlice({ metadata: { name: 's' }, endpoints: [endpoint] })?.endpoints[0];
}

describe('toEndpointSlice() keeps nil apart from false', () => {
  it('a missing condition stays missing', () => {
    expect(endpointOf({ addresses: ['10.0.0.1'], conditions: { ready: false } })?.conditions).toEqual({ ready: false });
    expect(endpointOf({ addresses: ['10.0.0.1'] })?.conditions).toEqual({});
  });
  it('absent hints, empty hints and an empty list of zones are three things', () => {
    expect(endpointOf({})?.hints).toBeUndefined();
    expect(endpointOf({ hints: {} })?.hints).toEqual({});
    expect(endpointOf({ hints: { forZones: [] } })?.hints).toEqual({ forZones: [] });
    expect(endpointOf({ hints: { forZones: [{ name: 'a' }], forNodes: [{ name: 'n' }] } })?.hints).toEqual({
      forZones: ['a'],
      forNodes: ['n'],
    });
  });
  it('a slice without endpoints or labels is no error', () => {
    expect(toEndpointSlice({ metadata: { name: 's' }, endpoints: null })).toMatchObject({
      endpoints: [],
      ports: [],
      serviceName: '',
      headless: false,
    });
  });
  it('a port without name or number keeps them absent', () => {
    expect(toEndpointSlice({ metadata: { name: 's' }, ports: [{ protocol: 'TCP', port: null }] })?.ports).toEqual([
      { protocol: 'TCP' },
    ]);
  });
});
