import { expect, test } from 'vitest';
import { sliceOf } from '#lib/hints/fixtures/small-cluster.ts';
import { hintTallies } from '#lib/hints/hint-tallies.ts';

test('ready endpoints are counted by hinted zone and by flow, each address type by itself and in sorted order', () => {
  const tallies = hintTallies([
    sliceOf('six', 'b:a', { addressType: 'IPv6' }),
    sliceOf('one', 'b:b a:b a:a+b xa:a a'),
    sliceOf('two', '-:a'),
  ]);
  expect([...tallies.keys()]).toEqual(['IPv4', 'IPv6']);
  expect(tallies.get('IPv4')).toEqual({
    readyEndpoints: 5,
    hintedReady: 4,
    countByZone: new Map([
      ['a', 2],
      ['b', 3],
    ]),
    countByFlow: new Map([
      ['>a', 1],
      ['a>a', 1],
      ['a>b', 2],
      ['b>b', 1],
    ]),
  });
  expect([...(tallies.get('IPv4')?.countByZone.keys() ?? [])]).toEqual(['a', 'b']);
  expect([...(tallies.get('IPv4')?.countByFlow.keys() ?? [])]).toEqual(['>a', 'a>a', 'a>b', 'b>b']);
  expect(tallies.get('IPv6')).toMatchObject({ readyEndpoints: 1, hintedReady: 1 });
});

test('an empty list of zones is no hint', () => {
  const slice = sliceOf('s', '', {
    endpoints: [{ addresses: [], conditions: { ready: true }, hints: { forZones: [] } }],
  });
  expect(hintTallies([slice]).get('IPv4')).toMatchObject({ readyEndpoints: 1, hintedReady: 0 });
});
