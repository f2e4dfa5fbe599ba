import { expect, test } from 'vitest';
import { indexAfterArrow, markAt } from '#components/graph/mark-at.ts';

const cell = (column: number, line: number) => ({ x: column * 12, y: line * 12, width: 10, height: 10 });
const grid = [cell(0, 0), cell(1, 0), cell(2, 0), cell(0, 1), cell(1, 1)];

test('a point inside a cell finds it, one in the gap finds it by the slack', () => {
  expect(markAt(grid, { x: 13, y: 5 }, 0)).toBe(grid[1]);
  expect(markAt(grid, { x: 11, y: 5 }, 0)).toBeUndefined();
  expect(markAt(grid, { x: 11, y: 5 }, 1)).toBe(grid[1]);
});

const CASES: readonly { name: string; from: number; key: string; want: number | undefined }[] = [
  { name: 'down leads to the cell below', from: 1, key: 'ArrowDown', want: 4 },
  { name: 'down from where the last line is shorter leads to its nearest cell', from: 2, key: 'ArrowDown', want: 4 },
  { name: 'up leads back', from: 3, key: 'ArrowUp', want: 0 },
  { name: 'right goes on in the next line', from: 2, key: 'ArrowRight', want: 3 },
  { name: 'left stops at the first', from: 0, key: 'ArrowLeft', want: undefined },
  { name: 'End leads to the last', from: 0, key: 'End', want: 4 },
  { name: 'another key leads nowhere', from: 0, key: 'x', want: undefined },
  { name: 'from nowhere it begins at the first', from: -1, key: 'ArrowDown', want: 0 },
];

test.each(CASES)('$name', ({ from, key, want }) => {
  expect(indexAfterArrow(grid, from, key)).toBe(want);
});
