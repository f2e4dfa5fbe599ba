import { describe, expect, it } from 'vitest';
import { scene } from '#lib/view/scene.test-support.ts';
import { zoneColors } from '#lib/view/zone-colors.ts';

describe('zoneColors', () => {
  it('gives colours in sorted order, begins anew after seven, and none to "no zone"', () => {
    const names = ['h', 'g', 'f', 'e', 'd', 'c', 'b', 'a', ''];
    const { analysis } = scene({ nodesByZone: Object.fromEntries(names.map((name) => [name, 1])), endpoints: 0 });
    const colorOf = zoneColors(analysis);
    expect(['a', 'b', 'g', 'h', undefined, 'unknown'].map(colorOf)).toEqual([0, 1, 6, 0, -1, -1]);
  });
});
