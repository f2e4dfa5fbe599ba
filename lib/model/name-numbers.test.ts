import { describe, expect, it } from 'vitest';
import { createNameNumbers } from '#lib/model/name-numbers.ts';

describe('createNameNumbers()', () => {
  it('numbers names in the order in which they come, each once', () => {
    const numbers = createNameNumbers();
    expect(['b', 'a', 'b', ''].map((name) => numbers.add(name))).toEqual([0, 1, 0, 2]);
    expect(numbers.names).toEqual(['b', 'a', '']);
    expect(['a', 'b', '', 'c'].map((name) => numbers.numberOf(name))).toEqual([1, 0, 2, -1]);
  });

  it('does the same with many', () => {
    const numbers = createNameNumbers();
    const names = Array.from({ length: 40 }, (_, index) => `zone-${index}`);
    const twice = [...names, ...names];
    expect(twice.map((name) => numbers.add(name))).toEqual(twice.map((_, index) => index % 40));
    expect(names.map((name) => numbers.numberOf(name))).toEqual(names.map((_, index) => index));
    expect([...numbers.names]).toEqual(names);
    expect(numbers.numberOf('zone-40')).toBe(-1);
  });
});
