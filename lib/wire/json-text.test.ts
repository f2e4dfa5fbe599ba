import { expect, test } from 'vitest';
import { jsonText } from '#lib/wire/json-text.ts';

test('an object is written once, with its size in UTF-8', () => {
  const object = { name: '区', list: [1, null], gone: undefined };
  const first = jsonText(object);
  expect(first).toEqual({ text: '{"name":"区","list":[1,null]}', bytes: 30 });
  expect(jsonText(object)).toBe(first);
  expect(jsonText({ ...object })).not.toBe(first);
});
