import { expect, test } from 'vitest';
import { hintsOf, sliceOf } from '#lib/hints/fixtures/small-cluster.ts';
import { isReadyForHints } from '#lib/hints/is-ready-for-hints.ts';
import { withZoneHints } from '#lib/hints/with-zone-hints.ts';

test('hints go to the counted endpoints in slice order; the others keep what they have', () => {
  const slices = [sliceOf('one', 'a xa:z b'), sliceOf('two', 'xb a:c')];
  const hinted = withZoneHints(slices, { zones: ['a', 'b'], hintOf: Uint16Array.of(1, 0, 1) }, isReadyForHints);
  expect(hinted.map(hintsOf)).toEqual(['b z a', '- b']);
});

test('an endpoint that is hinted so already is the same object, any other is not', () => {
  const endpoints = sliceOf('one', 'a:a a:b a:a+b').endpoints;
  const withNode = { ...sliceOf('one', 'a').endpoints[0], hints: { forZones: ['a'], forNodes: ['n'] } };
  const slice = sliceOf('one', '', {
    endpoints: [...endpoints, { addresses: [], conditions: { ready: true }, ...withNode }],
  });
  const [hinted] = withZoneHints([slice], { zones: ['a'], hintOf: new Uint16Array(4) }, isReadyForHints);
  expect(hinted?.endpoints.map((endpoint, index) => endpoint === slice.endpoints[index])).toEqual([
    true,
    false,
    false,
    false,
  ]);
  expect(hinted?.endpoints.map((endpoint) => endpoint.hints)).toEqual(new Array(4).fill({ forZones: ['a'] }));
});
