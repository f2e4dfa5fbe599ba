import { describe, expect, it } from 'vitest';
import { jsonPatch } from '#lib/demo/api-server/json-patch.ts';

const TARGET = { a: { 'b/c': 1, list: ['x', 'y'] } };

describe('jsonPatch', () => {
  it.each([
    ['adds a key', { op: 'add', path: '/d', value: 2 }, { ...TARGET, d: 2 }],
    ['adds before an item', { op: 'add', path: '/a/list/0', value: 'w' }, { a: { 'b/c': 1, list: ['w', 'x', 'y'] } }],
    ['adds at the end', { op: 'add', path: '/a/list/-', value: 'z' }, { a: { 'b/c': 1, list: ['x', 'y', 'z'] } }],
    ['replaces an item', { op: 'replace', path: '/a/list/1', value: 'z' }, { a: { 'b/c': 1, list: ['x', 'z'] } }],
    ['removes a key with a slash', { op: 'remove', path: '/a/b~1c' }, { a: { list: ['x', 'y'] } }],
    ['moves', { op: 'move', from: '/a/b~1c', path: '/d' }, { a: { list: ['x', 'y'] }, d: 1 }],
    ['copies', { op: 'copy', from: '/a/list/0', path: '/d' }, { ...TARGET, d: 'x' }],
    ['tests what is so', { op: 'test', path: '/a/list', value: ['x', 'y'] }, TARGET],
  ])('%s', (_name, operation, want) => {
    const before = structuredClone(TARGET);
    expect(jsonPatch(TARGET, [operation])).toEqual(want);
    expect(TARGET).toEqual(before);
  });

  it.each([
    ['a test that fails', { op: 'test', path: '/a/list/0', value: 'y' }, 'test failed'],
    ['a path that is not there', { op: 'remove', path: '/x' }, 'the path "/x" does not exist'],
    ['an index outside', { op: 'add', path: '/a/list/9', value: 1 }, 'the index "9" is outside of the list'],
    ['an operation that is none', { op: 'increase', path: '/a' }, 'Unexpected kind: increase'],
  ])('refuses %s', (_name, operation, message) => {
    expect(() => jsonPatch(TARGET, [operation])).toThrow(message);
  });
});
