import { describe, expect, it } from 'vitest';
import { MINUTE, NEWEST_RULES, NOW, testPod } from '#lib/replicas/cluster.test-support.ts';
import type { Component } from '#lib/replicas/deletion-components.ts';
import { mayBeCertain, outcomesOf } from '#lib/replicas/deletion-outcomes.ts';
import { rankPods } from '#lib/replicas/deletion-rank.ts';

/** Ready times alternate, so that uids and ties contradict each other. */
function component(kind: Component['kind'], size: number): Component {
  const pods = Array.from({ length: size }, (_, index) =>
    testPod(`p${index}`, {
      uid: String(index),
      creationTime: NOW - 15 * MINUTE,
      ready: { status: 'True', since: NOW - (10 + (kind === 'tie' ? 0 : index % 2)) * MINUTE },
    }),
  );
  const members = rankPods(pods, { pods, relatedPods: [], now: NOW, rules: NEWEST_RULES });
  return { from: 0, members, kind, hasTie: true };
}

describe('outcomesOf', () => {
  it('lets any of the pods that tie go', () => {
    const tie = component('tie', 3);
    const { likely, always, sometimes } = outcomesOf(tie, 2);
    expect(likely).toHaveLength(2);
    expect(always).toEqual([]);
    expect(sometimes).toEqual(tie.members);
  });

  it('tries all orders of a few pods that run in a circle', () => {
    const { likely, always, sometimes } = outcomesOf(component('circle', 3), 1);
    expect(likely).toHaveLength(1);
    expect(always).toEqual([]);
    expect(sometimes.map(({ pod }) => pod.name)).toEqual(['p0', 'p1', 'p2']);
  });

  it('calls nothing certain of more pods than it can try', () => {
    const circle = component('circle', 9);
    const { likely, always, sometimes } = outcomesOf(circle, 4);
    expect(likely).toHaveLength(4);
    expect(always).toEqual([]);
    expect(sometimes).toEqual(circle.members);
  });

  it('gives the same answer twice', () => {
    const circle = component('circle', 9);
    expect(outcomesOf(circle, 4).likely).toEqual(outcomesOf(circle, 4).likely);
  });
});

describe('mayBeCertain', () => {
  it('holds only for a circle that can be tried in full', () => {
    expect(mayBeCertain(component('tie', 2))).toBe(false);
    expect(mayBeCertain(component('circle', 6))).toBe(true);
    expect(mayBeCertain(component('circle', 7))).toBe(false);
  });
});
