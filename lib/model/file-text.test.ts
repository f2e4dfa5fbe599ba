import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readFileText, textOfFile } from '#lib/model/file-text.ts';

const TEXT = '{"kind":"List"} 一\r\n';
const LITTLE = Buffer.from(`\uFEFF${TEXT}`, 'utf16le');

describe('readFileText() reads the encoding that a byte order mark tells', () => {
  const encodings = [
    { name: 'UTF-8 without one', bytes: Buffer.from(TEXT) },
    { name: 'UTF-8 with one, as PowerShell 5 writes it on request', bytes: Buffer.from(`\uFEFF${TEXT}`) },
    { name: 'UTF-16, little end first, as PowerShell 5 writes it with ">"', bytes: LITTLE },
    { name: 'UTF-16, big end first', bytes: Buffer.from(LITTLE).swap16() },
  ];
  for (const { name, bytes } of encodings) it(name, () => expect(readFileText(bytes)).toEqual({ text: TEXT }));

  it('no byte is an empty text', () => expect(readFileText(new Uint8Array())).toEqual({ text: '' }));
  it('a character that was cut in two is replaced, and the rest is read', () => {
    expect(readFileText(LITTLE.subarray(0, -1))).toEqual({ text: `${TEXT.slice(0, -1)}\uFFFD` });
  });
});

describe('textOfFile() says in one sentence what is no text', () => {
  const noMark =
    'Cannot read f: it holds NUL bytes and no byte order mark, so it is no text; save it as UTF-8 or UTF-16';
  const packed = (format: string) => `Cannot read f: it is packed with ${format}, so unpack it first`;
  const cases = [
    { name: 'gzip', bytes: gzipSync(TEXT), says: packed('gzip') },
    { name: 'bzip2', bytes: Buffer.from('BZh91AY&SY'), says: packed('bzip2') },
    { name: 'zip', bytes: Buffer.from('PK\u0003\u0004'), says: packed('zip') },
    { name: 'xz', bytes: Buffer.from('fd377a585a0000', 'hex'), says: packed('xz') },
    { name: 'zstd', bytes: Buffer.from('28b52ffd0400', 'hex'), says: packed('zstd') },
    { name: 'UTF-16 without a byte order mark', bytes: LITTLE.subarray(2), says: noMark },
    { name: 'UTF-32', bytes: Buffer.from('fffe00007b000000', 'hex'), says: noMark },
    { name: 'a program', bytes: Buffer.from('7f454c4602010100', 'hex'), says: noMark },
  ];
  for (const { name, bytes, says } of cases) it(name, () => expect(() => textOfFile(bytes, 'f')).toThrow(says));
});
