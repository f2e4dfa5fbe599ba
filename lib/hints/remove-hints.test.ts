import { expect, test } from 'vitest';
import { endpointOf, hintsOf, sliceOf } from '#lib/hints/fixtures/small-cluster.ts';
import { removeHints, withoutHint } from '#lib/hints/remove-hints.ts';

test('every slice loses its hints, also those of unready endpoints; unchanged ones only if they had any', () => {
  const bare = sliceOf('bare', 'a b');
  const result = removeHints({
    toCreate: [sliceOf('new', 'a:a')],
    toUpdate: [sliceOf('changed', 'a:a xb:b')],
    unchanged: [bare, sliceOf('hinted', 'a b:b')],
  });
  expect(result.toCreate.map(hintsOf)).toEqual(['-']);
  expect(result.toUpdate.map((slice) => [slice.name, hintsOf(slice)])).toEqual([
    ['changed', '- -'],
    ['hinted', '- -'],
  ]);
  expect(result.unchanged).toEqual([bare]);
});

test('an empty hint is a reason to write', () => {
  const slice = sliceOf('s', '', { endpoints: [endpointOf('10.0.0.1', { hints: {} })] });
  const result = removeHints({ toCreate: [], toUpdate: [], unchanged: [slice] });
  expect(result.unchanged).toEqual([]);
  expect(result.toUpdate[0]?.endpoints[0]).toEqual(endpointOf('10.0.0.1'));
});

test('a slice without hints is the same object', () => {
  const slice = sliceOf('s', 'a');
  expect(removeHints({ toCreate: [slice], toUpdate: [], unchanged: [] }).toCreate[0]).toBe(slice);
});

test('an endpoint without hints is the same object', () => {
  const endpoint = endpointOf('10.0.0.1');
  expect(withoutHint(endpoint)).toBe(endpoint);
  expect('hints' in withoutHint(endpointOf('10.0.0.1', { hints: {} }))).toBe(false);
});
