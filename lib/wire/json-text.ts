import { utf8Length } from '#lib/wire/utf8-length.ts';

export interface JsonText {
  readonly text: string;
  /** Of the text in UTF-8. */
  readonly bytes: number;
}

const textByObject = new WeakMap<object, JsonText>();

/**
 * An object as JSON, written once for as long as it lives: nodes, rows and slices never change but are replaced, and after
 * a restart every page asks for all of them at the same time.
 */
export function jsonText(object: object): JsonText {
  const known = textByObject.get(object);
  if (known !== undefined) return known;
  const text = JSON.stringify(object);
  const written = { text, bytes: utf8Length(text) };
  textByObject.set(object, written);
  return written;
}
