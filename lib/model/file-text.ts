import { FileError } from '#lib/model/file-error.ts';

/** In Node and in browsers alike; the pure rooms know neither's types. */
declare const TextDecoder: new (encoding: 'utf-8' | 'utf-16le' | 'utf-16be') => { decode(bytes: Uint8Array): string };

/** What a file holds in place of text: bytes that a program packed (`packed` names its format), or others. */
export type NoText = { readonly kind: 'packed'; readonly format: string } | { readonly kind: 'binary' };

export type FileText = { readonly text: string } | { readonly noText: NoText };

/** First bytes by which packed files are known, whatever their name. */
const PACKED: readonly { readonly format: string; readonly magic: readonly number[] }[] = [
  { format: 'gzip', magic: [0x1f, 0x8b] },
  { format: 'zip', magic: [0x50, 0x4b, 0x03, 0x04] },
  { format: 'bzip2', magic: [0x42, 0x5a, 0x68] },
  { format: 'xz', magic: [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00] },
  { format: 'zstd', magic: [0x28, 0xb5, 0x2f, 0xfd] },
];

/** Text has no NUL; as far as this what is none is sure to show one. */
const FIRST_CHARACTERS = 8_000;

/**
 * The text of a file, pipe or dropped file, in the encoding that its byte order mark tells, and UTF-8 without one: what
 * Windows PowerShell writes with `>` is UTF-16. Bytes that are wrong in the encoding become U+FFFD.
 */
export function readFileText(bytes: Uint8Array): FileText {
  const packed = PACKED.find(({ magic }) => startsWith(bytes, magic));
  if (packed !== undefined) return { noText: { kind: 'packed', format: packed.format } };
  const text = new TextDecoder(encodingOf(bytes)).decode(bytes);
  return text.slice(0, FIRST_CHARACTERS).includes('\0') ? { noText: { kind: 'binary' } } : { text };
}

/**
 * The same for whoever needs the text.
 *
 * @param name the file's name, for errors.
 * @throws FileError in one sentence with the file, what it is in place of text, and what to do.
 */
export function textOfFile(bytes: Uint8Array, name: string): string {
  const read = readFileText(bytes);
  if ('text' in read) return read.text;
  const { noText } = read;
  throw noText.kind === 'packed'
    ? new FileError(name, 'file.packed', { format: noText.format })
    : new FileError(name, 'file.binary');
}

function encodingOf(bytes: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  if (startsWith(bytes, [0xff, 0xfe])) return 'utf-16le';
  return startsWith(bytes, [0xfe, 0xff]) ? 'utf-16be' : 'utf-8';
}

function startsWith(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, index) => bytes[index] === byte);
}
