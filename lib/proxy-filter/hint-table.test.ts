import { describe, expect, it } from 'vitest';
import { emptyHintTable, hintTable } from '#lib/proxy-filter/hint-table.ts';

describe('hintTable()', () => {
  it('numbers names in the order in which they come, each once in a row', () => {
    const { numbers, start, ids, rowsWith, emptyRows } = hintTable(
      [['b'], undefined, ['a', 'b', 'a'], []],
      (row) => row,
    );
    expect(numbers.names).toEqual(['b', 'a']);
    expect(numbers.numberOf('a')).toBe(1);
    expect([...start]).toEqual([0, 1, 1, 3, 3]);
    expect([...ids]).toEqual([0, 1, 0]);
    expect(rowsWith).toEqual([2, 1]);
    expect(emptyRows).toBe(2);
  });
});

describe('emptyHintTable()', () => {
  it('is the table of rows that hold no name', () => {
    const { numbers, ...rest } = emptyHintTable(3);
    const { numbers: _, ...same } = hintTable([undefined, [], undefined], (row) => row);
    expect(rest).toEqual(same);
    expect(numbers.names).toEqual([]);
  });
});
