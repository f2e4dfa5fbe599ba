import { readFileSync } from 'node:fs';
import { textOfFile } from '#lib/model/file-text.ts';

/**
 * What somebody names to be read: the text of a file, or of a descriptor, in whichever encoding `readFileText` knows.
 *
 * @param name what to call it in errors.
 * @throws Error in one sentence with the name.
 */
export function readTextFile(file: string | number, name = String(file)): string {
  return textOfFile(bytesOf(file, name), name);
}

function bytesOf(file: string | number, name: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new Error(`Cannot read ${name}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
