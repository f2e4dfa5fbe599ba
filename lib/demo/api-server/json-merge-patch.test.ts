import { expect, it } from 'vitest';
import { jsonMergePatch } from '#lib/demo/api-server/json-merge-patch.ts';

it.each([
  ['replaces a value', { a: 1 }, { a: 2 }, { a: 2 }],
  ['deletes by null', { a: 1, b: 2 }, { a: null }, { b: 2 }],
  ['merges objects', { a: { b: 1, c: 2 } }, { a: { c: 3 } }, { a: { b: 1, c: 3 } }],
  ['replaces lists as a whole', { a: [1, 2] }, { a: [3] }, { a: [3] }],
  ['makes an object of what was none', { a: 1 }, { a: { b: null, c: 1 } }, { a: { c: 1 } }],
  ['is the patch itself when that is no object', { a: 1 }, 'x', 'x'],
])('%s', (_name, target, patch, want) => {
  const before = structuredClone(target);
  expect(jsonMergePatch(target, patch)).toEqual(want);
  expect(target).toEqual(before);
});
