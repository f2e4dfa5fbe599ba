import { describe, expect, it } from 'vitest';
import { groupByZone } from '#lib/view/group-by-zone.ts';

describe('groupByZone', () => {
  it('keeps the order within each zone, and "no zone" apart', () => {
    const groups = groupByZone([{ zone: 'b', id: 1 }, { id: 2 }, { zone: 'b', id: 3 }]);
    expect([...groups].map(([zone, things]) => [zone, things.map(({ id }) => id)])).toEqual([
      ['b', [1, 3]],
      [undefined, [2]],
    ]);
  });
});
