import { expect, test } from 'vitest';
import { clientAddress } from '#lib/server/guard/client-address.ts';

for (const [remote, want] of [
  ['127.0.0.1', undefined],
  ['::1', undefined],
  ['::ffff:127.0.0.1', undefined],
  ['10.0.0.7', '10.0.0.7'],
  ['::ffff:10.0.0.7', '::ffff:10.0.0.7'],
  ['fd00::1', 'fd00::1'],
  [undefined, undefined],
] as const) {
  test(`${remote} is ${want === undefined ? 'nobody in particular' : 'a client of its own'}`, () =>
    expect(clientAddress(remote)).toBe(want));
}
