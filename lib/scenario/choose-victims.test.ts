import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { testPod } from '#lib/replicas/cluster.test-support.ts';
import { victimSets } from '#lib/scenario/choose-victims.ts';

const pods = (nodes: string) => [...nodes].map((nodeName, place) => testPod(`p${place}`, { nodeName }));
const sets = (nodes: string, take: number, limit = 1000) => {
  const result = victimSets({ from: pods(nodes), take, groupOf: ({ nodeName }) => nodeName, limit });
  return { ...result, sets: result.sets.map((chosen) => chosen.map(({ nodeName }) => nodeName).join('')) };
};

describe('victimSets', () => {
  it('names each way by how many go of each group, once', () => {
    expect(sets('aabb', 2)).toEqual({ sets: ['aa', 'ab', 'bb'], isComplete: true });
    expect(sets('abc', 1).sets).toEqual(['a', 'b', 'c']);
  });

  it('has one way to take none or all', () => {
    expect(sets('aab', 0).sets).toEqual(['']);
    expect(sets('aab', 3).sets).toEqual(['aab']);
  });

  it('stops at the limit and says so', () => {
    expect(sets('abcdef', 3, 5)).toMatchObject({ isComplete: false });
    expect(sets('abcdef', 3, 5).sets).toHaveLength(5);
    expect(sets('abcdef', 3, 20)).toMatchObject({ isComplete: true });
  });

  it('takes as many as asked, never one twice, and no way twice', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 8 }), fc.nat(8), (nodes, take) => {
        const from = pods(nodes.join(''));
        const found = victimSets({ from, take, groupOf: ({ nodeName }) => nodeName, limit: 1000 }).sets;
        for (const chosen of found) expect(new Set(chosen.map(({ uid }) => uid)).size).toBe(take);
        const shapes = found.map((chosen) =>
          chosen
            .map(({ nodeName }) => nodeName)
            .sort()
            .join(''),
        );
        expect(new Set(shapes).size).toBe(shapes.length);
        expect(found.length > 0).toBe(take <= from.length);
      }),
    );
  });
});
