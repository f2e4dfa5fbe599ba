import { expect, test } from 'vitest';
import { hintsOf, sliceOf } from '#lib/hints/fixtures/small-cluster.ts';
import { isReadyForHints } from '#lib/hints/is-ready-for-hints.ts';
import { createHintedBefore, withZoneHints } from '#lib/hints/with-zone-hints.ts';
import type { Endpoint } from '#lib/model/endpoint-slice.ts';

test('hints go to the counted endpoints in slice order; the others keep what they have', () => {
  const slices = [sliceOf('one', 'a xa:z b'), sliceOf('two', 'xb a:c')];
  const hinted = withZoneHints(
    slices,
    { zones: ['a', 'b'], hintOf: Uint16Array.of(1, 0, 1) },
    { counts: isReadyForHints },
  );
  expect(hinted.map(hintsOf)).toEqual(['b z a', '- b']);
});

test('an endpoint that is hinted so already is the same object, any other is not', () => {
  const endpoints = sliceOf('one', 'a:a a:b a:a+b').endpoints;
  const withNode = { ...sliceOf('one', 'a').endpoints[0], hints: { forZones: ['a'], forNodes: ['n'] } };
  const slice = sliceOf('one', '', {
    endpoints: [...endpoints, { addresses: [], conditions: { ready: true }, ...withNode }],
  });
  const [hinted] = withZoneHints([slice], { zones: ['a'], hintOf: new Uint16Array(4) }, { counts: isReadyForHints });
  expect(hinted?.endpoints.map((endpoint, index) => endpoint === slice.endpoints[index])).toEqual([
    true,
    false,
    false,
    false,
  ]);
  expect(hinted?.endpoints.map((endpoint) => endpoint.hints)).toEqual(new Array(4).fill({ forZones: ['a'] }));
});

test('a slice that is given again is what came of it before where its hints are the same, else only where they are', () => {
  const slices = [sliceOf('one', 'a b'), sliceOf('two', 'b')];
  const hinting = { counts: isReadyForHints, hintedBefore: createHintedBefore() };
  const hint = (...hintOf: readonly number[]) =>
    withZoneHints(slices, { zones: ['a', 'b'], hintOf: Uint16Array.from(hintOf) }, hinting);
  const first = hint(0, 1, 1);
  const second = hint(0, 0, 1);
  expect(second.map(hintsOf)).toEqual(['a a', 'b']);
  expect(second[0]?.endpoints[0]).toBe(first[0]?.endpoints[0]);
  expect(second[1]).toBe(first[1]);
  expect(hint(0, 1, 1).map(hintsOf)).toEqual(['a b', 'b']);
  expect(slices.map(hintsOf)).toEqual(['- -', '-']);
});

test('a hinted endpoint is as it was but for its hints, whichever of its fields it has', () => {
  const { hints, ...bare }: Required<Endpoint> = {
    addresses: ['10.0.0.1'],
    conditions: { ready: true, serving: true, terminating: false },
    nodeName: 'n1',
    zone: 'a',
    hostname: 'web-0',
    hints: { forZones: ['a'] },
    targetRef: { kind: 'Pod', name: 'web-0', uid: 'u1' },
  };
  const optional = ['', 'nodeName', 'zone', 'hostname', 'targetRef'];
  const endpoints = optional.flatMap((one) => optional.map((other) => without(bare, one, other)));
  const [hinted] = withZoneHints(
    [sliceOf('one', '', { endpoints })],
    { zones: ['a'], hintOf: new Uint16Array(endpoints.length) },
    { counts: isReadyForHints },
  );
  expect(hinted?.endpoints).toStrictEqual(endpoints.map((endpoint) => ({ ...endpoint, hints })));
});

function without(endpoint: Endpoint, ...names: readonly string[]): Endpoint {
  const copy: Endpoint & Record<string, unknown> = { ...endpoint };
  for (const name of names) delete copy[name];
  return copy;
}
