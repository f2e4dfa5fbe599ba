import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyMergePatch, isSame, mergePatchOf } from '#lib/wire/merge-patch.ts';

const CASES: readonly {
  readonly name: string;
  readonly before: object;
  readonly after: object;
  readonly want: unknown;
}[] = [
  { name: 'equal objects need no patch', before: { a: 1, b: ['x'] }, after: { a: 1, b: ['x'] }, want: undefined },
  { name: 'a changed field is sent alone', before: { a: 1, b: 2 }, after: { a: 1, b: 3 }, want: { b: 3 } },
  { name: 'a lost field becomes null', before: { a: 1, b: 2 }, after: { a: 1 }, want: { b: null } },
  {
    name: 'a nested change keeps its neighbours out',
    before: { o: { a: 1, b: 2 } },
    after: { o: { a: 1, b: 3 } },
    want: { o: { b: 3 } },
  },
  {
    name: 'absent to empty is a change: nil hints are not empty hints',
    before: {},
    after: { hints: {} },
    want: { hints: {} },
  },
  { name: 'empty to absent is a change', before: { hints: {} }, after: {}, want: { hints: null } },
  { name: 'an array that differs is sent whole', before: { a: [1, 2] }, after: { a: [1, 3] }, want: { a: [1, 3] } },
  { name: 'an undefined field is no field', before: { a: undefined }, after: {}, want: undefined },
];

const ANY_RECORD = fc.letrec<{ value: unknown; record: Record<string, unknown> }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.string(),
    fc.integer(),
    fc.boolean(),
    fc.array(tie('value'), { maxLength: 3 }),
    tie('record'),
  ),
  record: fc.dictionary(fc.constantFrom('a', 'b', 'c', '__proto__', 'constructor'), tie('value'), { maxKeys: 4 }),
})).record;

describe('mergePatchOf', () => {
  for (const { name, before, after, want } of CASES) {
    test(name, () => {
      const patch = mergePatchOf(before, after);
      expect(patch).toEqual(want);
      expect(isSame(applyMergePatch(before, patch ?? {}), after)).toBe(true);
    });
  }

  test('applying the patch to the old object gives the new one, for any JSON without null, also over the wire', () => {
    fc.assert(
      fc.property(ANY_RECORD, ANY_RECORD, (before, after) => {
        const patch: unknown = JSON.parse(JSON.stringify(mergePatchOf(before, after) ?? {}));
        expect(isSame(applyMergePatch(before, patch as Record<string, unknown>), after)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test('a key named __proto__ stays a key and pollutes nothing', () => {
    const after: object = JSON.parse('{"labels":{"__proto__":"x"}}');
    const patch = mergePatchOf({ labels: {} }, after) ?? {};
    const result = applyMergePatch({ labels: {} }, patch);
    expect(JSON.stringify(result)).toBe('{"labels":{"__proto__":"x"}}');
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  });

  test('what the patch does not name keeps its identity, and the old object is left alone', () => {
    const before = Object.freeze({ kept: Object.freeze({ deep: 1 }), changed: 1 });
    const result = applyMergePatch(before, { changed: 2 });
    expect(result.kept).toBe(before.kept);
    expect(before.changed).toBe(1);
  });
});

describe('isSame', () => {
  test('two objects are the same exactly where no patch is needed from one to the other', () => {
    const pair = fc.oneof(
      fc.tuple(ANY_RECORD, ANY_RECORD),
      ANY_RECORD.map((value) => [value, structuredClone(value)] as const),
      fc.tuple(ANY_RECORD, ANY_RECORD).map(([left, right]) => [{ ...left, ...right }, right] as const),
      ANY_RECORD.map((value) => [value, { ...value, constructor: undefined }] as const),
    );
    fc.assert(
      fc.property(pair, ([left, right]) => {
        const isPatched = mergePatchOf(left, right) !== undefined;
        expect(isSame(left, right)).toBe(!isPatched);
        expect(isSame(right, left)).toBe(!isPatched);
      }),
      { numRuns: 1_000 },
    );
  });
});
