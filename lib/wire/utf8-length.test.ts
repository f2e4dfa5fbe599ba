import { expect, test } from 'vitest';
import { utf8Length } from '#lib/wire/utf8-length.ts';

for (const text of ['', 'zone', 'é', '区域', '😀', 'a😀é区', '\ud800', '\udc00x', '\ud800\ud800\udc00']) {
  test(`${JSON.stringify(text)} has as many bytes as the platform says`, () => {
    expect(utf8Length(text)).toBe(new TextEncoder().encode(text).length);
  });
}
