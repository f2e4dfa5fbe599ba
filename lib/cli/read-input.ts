import { readTextFile } from '#lib/server/read-text-file.ts';

const STANDARD_INPUT = 0;

/**
 * The text of what an option names: a file, or "-" for standard input.
 *
 * @throws Error in one sentence with the name.
 */
export function readInput(file: string): string {
  return readTextFile(file === '-' ? STANDARD_INPUT : file, inputName(file));
}

/** What to call it in errors. */
export function inputName(file: string): string {
  return file === '-' ? 'standard input' : file;
}
