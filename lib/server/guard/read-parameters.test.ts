import { expect, test } from 'vitest';
import { readParameters } from '#lib/server/guard/read-parameters.ts';

for (const [query, want] of [
  ['', {}],
  ['?a=1&b=2&c=3', { a: '1', b: '2' }],
  ['?a=', { a: '' }],
  ['?a=1&a=1', undefined],
  ['?c=1&c=2', {}],
  ['?a=%ff', undefined],
  ['?a=%', undefined],
  ['?a=%E5%8C%BA', { a: '区' }],
] as const) {
  test(`${query || 'no query'} is ${want === undefined ? 'refused' : 'read'}`, () =>
    expect(readParameters({ url: `http://localhost/api/x${query}` }, ['a', 'b'])).toEqual(want));
}
