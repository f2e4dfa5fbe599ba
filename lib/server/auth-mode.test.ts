import { expect, test } from 'vitest';
import { isOpenToAll, parseAuth } from '#lib/server/auth-mode.ts';

for (const [word, host, want] of [
  [undefined, '127.0.0.1', 'loopback-only'],
  [undefined, '::1', 'loopback-only'],
  [undefined, 'localhost', 'loopback-only'],
  ['none-and-i-know-it', '127.0.0.1', 'none-and-i-know-it'],
  ['none-and-i-know-it', '0.0.0.0', 'none-and-i-know-it'],
] as const) {
  test(`${host} with ${word ?? 'nothing'} said is ${want}`, () => expect(parseAuth(word, host)).toBe(want));
}

for (const [word, host, says] of [
  [undefined, '0.0.0.0', 'Cannot listen on 0.0.0.0: others could reach the page'],
  [undefined, '127.0.0.2', 'Cannot listen on 127.0.0.2'],
  ['password', '127.0.0.1', '--auth takes token or none-and-i-know-it, not "password"'],
  ['none', '127.0.0.1', '--auth takes token or none-and-i-know-it, not "none"'],
] as const) {
  test(`promise 01: ${host} with ${word ?? 'nothing'} said is refused`, () =>
    expect(() => parseAuth(word, host)).toThrow(says));
}

test('open to all is who listens beyond loopback and asks nobody', () => {
  expect([
    isOpenToAll({ auth: 'loopback-only', host: '127.0.0.1' }),
    isOpenToAll({ auth: 'none-and-i-know-it', host: '127.0.0.1' }),
    isOpenToAll({ auth: 'none-and-i-know-it', host: '0.0.0.0' }),
  ]).toEqual([false, false, true]);
});
