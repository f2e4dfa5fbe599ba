import { describe, expect, test } from 'vitest';
import { parseWatchLine } from '#lib/server/kube/watch-event.ts';

const NODE = { kind: 'Node', metadata: { name: 'n1', resourceVersion: '7' } };

function parse(event: unknown): unknown {
  return parseWatchLine(JSON.stringify(event), 'Node');
}

describe('parseWatchLine', () => {
  for (const [type, gone] of [
    ['ADDED', false],
    ['MODIFIED', false],
    ['DELETED', true],
  ] as const) {
    test(`${type} is an object with its place`, () => {
      expect(parse({ type, object: NODE })).toEqual({ kind: 'object', gone, object: NODE, resourceVersion: '7' });
    });
  }

  test('BOOKMARK is a place', () => {
    expect(parse({ type: 'BOOKMARK', object: { kind: 'Node', metadata: { resourceVersion: '9' } } })).toEqual({
      kind: 'bookmark',
      resourceVersion: '9',
      initialEventsEnd: false,
    });
  });

  test('BOOKMARK with its annotation is the end of a streaming list', () => {
    const metadata = { resourceVersion: '9', annotations: { 'k8s.io/initial-events-end': 'true' } };
    expect(parse({ type: 'BOOKMARK', object: { kind: 'Node', metadata } })).toMatchObject({ initialEventsEnd: true });
  });

  for (const [name, event] of [
    ['an object without metadata', { type: 'ADDED', object: { kind: 'Node' } }],
    ['a Table', { type: 'ADDED', object: { kind: 'Table', metadata: { resourceVersion: '1' } } }],
    ['an object of another kind', { type: 'ADDED', object: { ...NODE, kind: 'Service' } }],
    ['a bookmark without place', { type: 'BOOKMARK', object: {} }],
  ] as const) {
    test(`${name} is skipped`, () => expect(parse(event)).toEqual({ kind: 'skipped' }));
  }

  for (const [code, kind] of [
    [410, 'gone'],
    [429, 'throttled'],
    [500, 'malformed'],
    [403, 'malformed'],
    ['x', 'malformed'],
  ] as const) {
    test(`ERROR ${code} is ${kind}`, () => {
      expect(() => parse({ type: 'ERROR', object: { kind: 'Status', code } })).toThrow(
        expect.objectContaining({ failure: expect.objectContaining({ kind }) }),
      );
    });
  }

  for (const line of ['', ' ', 'null', '[]', '"x"', '{', '{"type":"ADDED"', '{"type":"OTHER"}', '{}']) {
    test(`${JSON.stringify(line)} is malformed`, () => {
      expect(() => parseWatchLine(line, 'Node')).toThrow(
        expect.objectContaining({ failure: expect.objectContaining({ kind: 'malformed' }) }),
      );
    });
  }
});
