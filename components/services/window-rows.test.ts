import { expect, test } from 'vitest';
import { stackRows, windowRows } from '#components/services/window-rows.ts';

const offsets = stackRows(Array.from({ length: 10_000 }, (_, index) => (index % 2 === 0 ? 56 : 74)));

test('the rows are stacked without a gap', () => {
  expect(stackRows([56, 74, 56])).toEqual([0, 56, 130, 186]);
});

test('at the top the first rows are drawn', () => {
  expect(windowRows(offsets, { top: 0, height: 650 }, 0)).toEqual({ start: 0, end: 11 });
});

test('anywhere in the list every visible row is drawn and few others', () => {
  for (const top of [0, 1, 55, 56, 3_000, 123_456, 649_000]) {
    const { start, end } = windowRows(offsets, { top, height: 650 }, 3);
    expect(offsets[start]).toBeLessThanOrEqual(top);
    expect(offsets[end]).toBeGreaterThanOrEqual(Math.min(top + 650, offsets.at(-1) ?? 0));
    expect(end - start).toBeLessThanOrEqual(12 + 6);
  }
});

test('a list that shrank under a scrolled viewport shows its end', () => {
  expect(windowRows(stackRows([56, 56]), { top: 9_000, height: 650 }, 0)).toEqual({ start: 1, end: 2 });
});

test('an empty list draws nothing', () => {
  expect(windowRows(stackRows([]), { top: 0, height: 650 }, 3)).toEqual({ start: 0, end: 0 });
});
