import { expect, test } from 'vitest';
import { splitLines } from '#lib/server/kube/line-splitter.ts';

async function linesOf(bytes: Buffer, size: number, maxBytes?: number): Promise<readonly string[]> {
  async function* chunks(): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  }
  const lines: string[] = [];
  for await (const line of splitLines(chunks(), maxBytes)) lines.push(line);
  return lines;
}

test('lines are the same wherever the road cut them, also in the middle of a character', async () => {
  const bytes = Buffer.from('{"zone":"区域 😀"}\n\n{"b":1}\r\n{"half":');
  for (let size = 1; size <= bytes.length; size += 1) {
    expect(await linesOf(bytes, size)).toEqual(['{"zone":"区域 😀"}', '', '{"b":1}\r']);
  }
});

test('what was cut off at the end is no line', async () => {
  expect(await linesOf(Buffer.from('{"a":1}'), 3)).toEqual([]);
});

test('a line without end is given up, however small its pieces', async () => {
  await expect(linesOf(Buffer.alloc(2_000, 'x'), 7, 1_000)).rejects.toMatchObject({ failure: { kind: 'malformed' } });
});
