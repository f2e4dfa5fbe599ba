import type { Pod } from '#lib/model/pod.ts';

/** Ways to take `take` of these pods; of pods in one group it does not matter which go. */
export interface VictimChoice {
  readonly from: readonly Pod[];
  readonly take: number;
  readonly groupOf: (pod: Pod) => string;
  /** At most so many ways. */
  readonly limit: number;
}

export interface VictimSets {
  readonly sets: readonly (readonly Pod[])[];
  readonly isComplete: boolean;
}

/** Every way to choose, by how many go of each group: the first pods of a group stand for any others of it. */
export function victimSets({ from, take, groupOf, limit }: VictimChoice): VictimSets {
  const podsByGroup = new Map<string, Pod[]>();
  for (const pod of from) podsByGroup.set(groupOf(pod), [...(podsByGroup.get(groupOf(pod)) ?? []), pod]);
  const groups = [...podsByGroup.values()];
  const sets: Pod[][] = [];
  let isComplete = true;
  const choose = (place: number, chosen: readonly Pod[]): void => {
    const left = take - chosen.length;
    const available = groups.slice(place).reduce((sum, group) => sum + group.length, 0);
    if (left > available) return;
    if (left === 0) {
      if (sets.length < limit) sets.push([...chosen]);
      else isComplete = false;
      return;
    }
    const group = groups[place] ?? [];
    for (let count = Math.min(left, group.length); count >= 0 && isComplete; count--) {
      choose(place + 1, [...chosen, ...group.slice(0, count)]);
    }
  };
  choose(0, []);
  return { sets, isComplete };
}
