import { isDeepStrictEqual } from 'node:util';
import { StatusError } from '#lib/demo/api-server/status-error.ts';
import { isRecord, text } from '#lib/to-model/json.ts';

/**
 * RFC 6902 (`kubectl patch --type=json`): add, remove, replace, move, copy, test.
 *
 * @throws StatusError 422 for a path that is not there or a test that fails, as the API server answers.
 */
export function jsonPatch(target: unknown, operations: unknown): unknown {
  if (!Array.isArray(operations)) throw unprocessable('a JSON patch is a list of operations');
  const root = { document: structuredClone(target) };
  for (const operation of operations) apply(root, isRecord(operation) ? operation : {});
  return root.document;
}

interface Root {
  document: unknown;
}

function apply(root: Root, operation: Readonly<Record<string, unknown>>): void {
  const path = text(operation['path']);
  const from = text(operation['from']);
  switch (operation['op']) {
    case 'add':
      put(root, path, { value: structuredClone(operation['value']), insert: true });
      break;
    case 'replace':
      read(root, path);
      put(root, path, { value: structuredClone(operation['value']), insert: false });
      break;
    case 'remove':
      remove(root, path);
      break;
    case 'copy':
      put(root, path, { value: structuredClone(read(root, from)), insert: true });
      break;
    case 'move': {
      const value = read(root, from);
      remove(root, from);
      put(root, path, { value, insert: true });
      break;
    }
    case 'test':
      if (!isDeepStrictEqual(read(root, path), operation['value'])) {
        throw unprocessable(`testing value ${path} failed: test failed`);
      }
      break;
    default:
      throw unprocessable(`Unexpected kind: ${String(operation['op'])}`);
  }
}

function keysOf(path: string): readonly string[] {
  if (path === '') return [];
  if (!path.startsWith('/')) throw unprocessable(`the path "${path}" does not begin with a slash`);
  const keys = path.slice(1).split('/');
  return keys.map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function read(root: Root, path: string): unknown {
  let value = root.document;
  for (const key of keysOf(path)) {
    if (Array.isArray(value) && indexIn(value, key) < value.length) value = value[indexIn(value, key)];
    else if (isRecord(value) && Object.hasOwn(value, key)) value = value[key];
    else throw unprocessable(`the path "${path}" does not exist`);
  }
  return value;
}

function put(root: Root, path: string, what: { readonly value: unknown; readonly insert: boolean }): void {
  const parent = parentOf(root, path);
  if (parent === undefined) root.document = what.value;
  else if (Array.isArray(parent.container)) {
    const index = parent.key === '-' ? parent.container.length : indexIn(parent.container, parent.key);
    parent.container.splice(index, what.insert ? 0 : 1, what.value);
  } else parent.container[parent.key] = what.value;
}

function remove(root: Root, path: string): void {
  read(root, path);
  const parent = parentOf(root, path);
  if (parent === undefined) root.document = null;
  else if (Array.isArray(parent.container)) parent.container.splice(indexIn(parent.container, parent.key), 1);
  else delete parent.container[parent.key];
}

interface Place {
  readonly container: Record<string, unknown> | unknown[];
  readonly key: string;
}

function parentOf(root: Root, path: string): Place | undefined {
  const cut = path.lastIndexOf('/');
  const key = keysOf(path).at(-1);
  if (key === undefined) return undefined;
  const container = read(root, path.slice(0, cut));
  if (Array.isArray(container)) return { container, key };
  if (isRecord(container)) return { container: container as Record<string, unknown>, key };
  throw unprocessable(`the path "${path}" does not exist`);
}

function indexIn(items: readonly unknown[], key: string): number {
  const index = Number(key);
  if (!/^\d+$/.test(key) || index > items.length) throw unprocessable(`the index "${key}" is outside of the list`);
  return index;
}

function unprocessable(message: string): StatusError {
  return new StatusError(422, 'Invalid', `the server rejected our request due to an error in our request: ${message}`);
}
