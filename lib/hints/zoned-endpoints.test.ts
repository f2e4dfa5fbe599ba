import { expect, test } from 'vitest';
import { sliceOf } from '#lib/hints/fixtures/small-cluster.ts';
import { isReadyForHints } from '#lib/hints/is-ready-for-hints.ts';
import { zonedEndpoints } from '#lib/hints/zoned-endpoints.ts';

test('zones get numbers as they come, endpoints that do not count get none', () => {
  const zoned = zonedEndpoints([sliceOf('one', 'b a xc b'), sliceOf('two', 'c a')], isReadyForHints);
  expect(zoned).toEqual({
    zones: ['b', 'a', 'c'],
    zoneOf: Uint16Array.of(0, 1, 0, 2, 1),
    endpointsIn: [2, 2, 1],
    zoneless: undefined,
  });
});

test('the first counted endpoint without zone is told, and counts all the same', () => {
  const slices = [sliceOf('one', 'a x- - a')];
  const { zones, zoneOf, zoneless } = zonedEndpoints(slices, isReadyForHints);
  expect({ zones, zoneOf, zoneless }).toEqual({
    zones: ['a', ''],
    zoneOf: Uint16Array.of(0, 1, 0),
    zoneless: slices[0]?.endpoints[2],
  });
});

test('an empty zone is none', () => {
  const slice = sliceOf('one', '', { endpoints: [{ addresses: ['10.0.0.1'], conditions: { ready: true }, zone: '' }] });
  expect(zonedEndpoints([slice], isReadyForHints).zoneless).toBe(slice.endpoints[0]);
});
