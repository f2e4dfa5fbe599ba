import { expect, test } from 'vitest';
import { parseJson, readJson } from '#lib/server/kube/read-json.ts';

async function* pieces(text: string): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += 2) yield bytes.subarray(at, at + 2);
}

test('an object is read from its pieces', async () => {
  expect(await readJson(pieces('{"zone":"区"}'))).toEqual({ zone: '区' });
});

for (const text of ['', '[]', 'null', '1', '<html>', '{"a":']) {
  test(`${JSON.stringify(text)} is malformed`, async () => {
    await expect(readJson(pieces(text))).rejects.toMatchObject({ failure: { kind: 'malformed' } });
    expect(() => parseJson(text)).toThrow();
  });
}
