import type { Text } from '#lib/model/text.ts';

/** Why a file cannot be read, in English by key; `{name}` is a value. lib/messages words them for other readers. */
export const FILE_PROBLEMS = {
  'file.packed': 'it is packed with {format}, so unpack it first',
  'file.binary': 'it holds NUL bytes and no byte order mark, so it is no text; save it as UTF-8 or UTF-16',
  'file.empty': 'it is empty',
  'file.yaml': 'it is YAML; write it with kubectl get ... -o json',
  'file.not-json': 'it is not JSON ({said})',
  'file.no-object': 'it holds no object; expected a List as "kubectl get ... -o json" prints it',
  'file.no-items': 'kind is "{kind}" and items is not a list; expected a List',
  'file.no-list': 'kind is "{kind}" and items is a list; expected a List',
  'file.no-kind': '{place} has no kind',
  'file.twice': '{place} is there twice',
  'file.wrong': '{place} is wrong: {said}',
  'file.header': 'zonescope.{field}: {said}',
  'file.nothing': 'it holds no object; list them: {command}',
  'file.nothing-read': 'of its {count} objects ({kinds}) none is of a kind that is read; list those: {command}',
  'file.no-version': 'neither it nor a node in it tells the Kubernetes version; give it with --kubernetes-version',
} as const;

export type FileProblem = keyof typeof FILE_PROBLEMS;

/** A file that cannot be read: its message is one sentence in English, its parts are for pages in other languages. */
export class FileError extends Error {
  override readonly name = 'FileError';
  readonly file: string;
  readonly why: Text;

  constructor(file: string, problem: FileProblem, values: Readonly<Record<string, string>> = {}) {
    const words = FILE_PROBLEMS[problem].replaceAll(/\{(\w+)\}/g, (written, key: string) => values[key] ?? written);
    super(`Cannot read ${file}: ${words}`);
    this.file = file;
    this.why = { key: problem, values };
  }
}
