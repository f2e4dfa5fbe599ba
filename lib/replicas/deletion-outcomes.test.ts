import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MINUTE, NEWEST_RULES, NOW, testPod } from '#lib/replicas/cluster.test-support.ts';
import { type Component, componentsOf } from '#lib/replicas/deletion-components.ts';
import { likelyFirst } from '#lib/replicas/deletion-outcomes.ts';
import { firstDifference, type RankedPod, rankPods } from '#lib/replicas/deletion-rank.ts';

/** Minutes for which each is ready, and its restarts; uids are 0, 1 and so on. All fall into one power of two of age. */
type Sketch = readonly (readonly [readyFor: number, restarts: number])[];

function ranked(sketch: Sketch): readonly RankedPod[] {
  const pods = sketch.map(([readyFor, restartCount], index) =>
    testPod(`p${index}`, {
      uid: String(index).padStart(2, '0'),
      creationTime: NOW - 15 * MINUTE,
      ready: { status: 'True', since: NOW - readyFor * MINUTE },
      containerRestarts: [{ name: 'c', restartCount }],
    }),
  );
  return rankPods(pods, { pods, relatedPods: [], now: NOW, rules: NEWEST_RULES });
}

function component(kind: Component['kind'], members: readonly RankedPod[]): Component {
  return { from: 0, members, kind, hasTie: false };
}

const names = (members: readonly RankedPod[]) => members.map(({ pod }) => pod.name);

/** sort.Sort of Go for up to 12 items: `insertionSort`, swap by swap. */
function sortedAsInGo(items: readonly RankedPod[]): readonly RankedPod[] {
  const data = [...items];
  for (let from = 1; from < data.length; from++) {
    for (let at = from; at > 0; at--) {
      const [left, right] = [data[at - 1], data[at]];
      if (left === undefined || right === undefined || firstDifference(right, left) >= 0) break;
      [data[at - 1], data[at]] = [right, left];
    }
  }
  return data;
}

function everyOrderOf<Item>(items: readonly Item[]): readonly (readonly Item[])[] {
  if (items.length === 0) return [[]];
  return items.flatMap((item, index) => everyOrderOf(items.toSpliced(index, 1)).map((rest) => [item, ...rest]));
}

/** How often each set of `take` comes out first, by the names in it. */
function outcomesInGo(members: readonly RankedPod[], take: number): ReadonlyMap<string, number> {
  const countBySet = new Map<string, number>();
  for (const order of everyOrderOf(members)) {
    const set = names(sortedAsInGo(order).slice(0, take)).sort().join();
    countBySet.set(set, (countBySet.get(set) ?? 0) + 1);
  }
  return countBySet;
}

const sketches = (minLength: number, maxLength: number): fc.Arbitrary<Sketch> =>
  fc.array(fc.tuple(fc.constantFrom(10, 11, 12), fc.integer({ min: 0, max: 2 })), { minLength, maxLength });

function circlesAmong(sketch: Sketch): readonly Component[] {
  return componentsOf([...ranked(sketch)].sort(firstDifference)).filter(({ kind }) => kind === 'circle');
}

describe('likelyFirst()', () => {
  it('takes the first of the pods that tie', () => {
    const members = ranked([
      [10, 0],
      [10, 0],
      [10, 0],
    ]);
    expect(likelyFirst(component('tie', members), 2)).toEqual(members.slice(0, 2));
  });

  it('takes what most orders of the list lead to, whatever the order of the members', () => {
    // By uid p0 goes before p1, and p1 before p2; p0 and p2 tie. Of six orders three end with p0 in front.
    const members = ranked([
      [10, 0],
      [11, 0],
      [10, 0],
    ]);
    for (const order of everyOrderOf(members)) {
      expect(names(likelyFirst(component('circle', order), 1))).toEqual(['p0']);
      expect(names(likelyFirst(component('circle', order), 2))).toEqual(['p0', 'p1']);
    }
  });

  it('takes a set that no other one comes out more often than, of all that Go’s sort can make of a few', () => {
    fc.assert(
      fc.property(sketches(3, 5), fc.nat(3), (sketch, number) => {
        for (const circle of circlesAmong(sketch)) {
          const take = 1 + (number % (circle.members.length - 1));
          const outcomes = outcomesInGo(circle.members, take);
          const likely = names(likelyFirst(circle, take)).sort().join();
          expect(outcomes.get(likely)).toBe(Math.max(...outcomes.values()));
        }
      }),
    );
  });

  it('leaves nobody sure to go and nobody sure to stay', () => {
    fc.assert(
      fc.property(sketches(3, 5), fc.nat(3), (sketch, number) => {
        for (const { members } of circlesAmong(sketch)) {
          const sets = [...outcomesInGo(members, 1 + (number % (members.length - 1))).keys()].map((set) =>
            set.split(','),
          );
          for (const name of names(members)) {
            expect(sets.some((set) => set.includes(name))).toBe(true);
            expect(sets.every((set) => set.includes(name))).toBe(false);
          }
        }
      }),
    );
  });

  it('takes, of however many, those of whom each goes before the next or ties with it', () => {
    fc.assert(
      fc.property(sketches(7, 16), fc.nat(15), (sketch, number) => {
        for (const circle of circlesAmong(sketch)) {
          const take = 1 + (number % (circle.members.length - 1));
          const likely = likelyFirst(circle, take);
          expect(new Set(likely).size).toBe(take);
          for (const [index, pod] of likely.slice(1).entries()) {
            const before = likely[index];
            expect(before && firstDifference(before, pod)).toBeLessThanOrEqual(0);
          }
        }
      }),
    );
  });

  it('gives the same answer twice, for many pods too', () => {
    const sketch = Array.from({ length: 9 }, (_, index) => [10 + (index % 2), 0] as const);
    const twice = [ranked(sketch), ranked(sketch)].map((members) =>
      names(likelyFirst(component('circle', members), 4)),
    );
    expect(twice[0]).toEqual(twice[1]);
  });
});
