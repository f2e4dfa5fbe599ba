import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareRows, radixOrder } from '#lib/proxy-filter/radix-order.ts';

function table(rows: readonly (readonly number[])[]) {
  return { digits: Uint8Array.from(rows.flat()), width: rows[0]?.length ?? 1, rows: rows.length };
}

describe('radixOrder()', () => {
  it('orders rows by their digits, and equal ones as they came', () => {
    const rows = [
      [2, 1],
      [1, 127],
      [2, 0],
      [1, 127],
    ];
    expect([...radixOrder(table(rows))]).toEqual([1, 3, 2, 0]);
  });

  it('orders no rows', () => expect([...radixOrder(table([]))]).toEqual([]));

  it('orders any rows as comparing them does', () => {
    const digit = fc.constantFrom(0, 1, 2, 11, 126, 127);
    const row = fc.tuple(digit, fc.constant(5), digit);
    fc.assert(
      fc.property(fc.array(row, { maxLength: 200, size: 'max' }), (rows) => {
        const given = table(rows);
        const before = given.digits.slice();
        const want = rows.map((_, index) => index).sort((left, right) => compareRows(given, left, right));
        expect([...radixOrder(given)]).toEqual(want);
        expect(given.digits).toEqual(before);
      }),
    );
  });
});

it('compareRows() goes by the first digit that differs', () => {
  const rows = table([
    [1, 2, 9],
    [1, 3, 0],
    [1, 2, 9],
  ]);
  expect([compareRows(rows, 0, 1) < 0, compareRows(rows, 1, 0) > 0, compareRows(rows, 0, 2)]).toEqual([true, true, 0]);
});
