import { describe, expect, it } from 'vitest';
import { MINUTE, NEWEST_RULES, NOW, SECOND, testPod } from '#lib/replicas/cluster.test-support.ts';
import { componentsOf } from '#lib/replicas/deletion-components.ts';
import { firstDifference, rankPods } from '#lib/replicas/deletion-rank.ts';

/** `name(readyAge, uid)` in one power of two. */
function pod(name: string, uid: string, readyAge: number, restartCount = 0) {
  return testPod(name, {
    uid,
    creationTime: NOW - 15 * MINUTE,
    ready: { status: 'True', since: NOW - readyAge },
    containerRestarts: [{ name: 'c', restartCount }],
  });
}

function componentsAmong(pods: readonly ReturnType<typeof pod>[]) {
  const ranked = [...rankPods(pods, { pods, relatedPods: [], now: NOW, rules: NEWEST_RULES })].sort(firstDifference);
  return componentsOf(ranked).map(({ from, members, kind, hasTie }) => [
    from,
    members.length,
    hasTie && kind === 'circle' ? 'circle with tie' : kind,
  ]);
}

describe('componentsOf', () => {
  it('keeps apart what is certain', () => {
    const pods = [pod('a', '1', 10 * MINUTE), pod('b', '2', 11 * MINUTE), pod('c', '3', 12 * MINUTE)];
    expect(componentsAmong(pods)).toEqual([
      [0, 1, 'single'],
      [1, 1, 'single'],
      [2, 1, 'single'],
    ]);
  });

  it('joins pods that tie', () => {
    const pods = [pod('a', '1', 10 * MINUTE), pod('b', '2', 11 * MINUTE), pod('c', '3', 11 * MINUTE)];
    expect(componentsAmong(pods)).toEqual([
      [0, 1, 'single'],
      [1, 2, 'tie'],
    ]);
  });

  it('joins what stands between two pods that tie', () => {
    const pods = [pod('a', '1', 10 * MINUTE), pod('b', '2', 11 * MINUTE), pod('c', '3', 10 * MINUTE)];
    expect(componentsAmong(pods)).toEqual([[0, 3, 'circle with tie']]);
  });

  it('joins two pairs that tie across each other', () => {
    const pods = [
      pod('a', '1', 10 * MINUTE),
      pod('b', '2', 11 * MINUTE),
      pod('c', '3', 10 * MINUTE),
      pod('d', '4', 11 * MINUTE),
    ];
    expect(componentsAmong(pods)).toEqual([[0, 4, 'circle with tie']]);
  });

  it('joins a circle of restarts and uids', () => {
    const pods = [pod('a', '1', 10 * MINUTE, 0), pod('b', '2', 11 * MINUTE), pod('c', '3', 10 * MINUTE, 5)];
    expect(componentsAmong(pods)).toEqual([[0, 3, 'circle']]);
  });

  it('does not join pods of another power of two', () => {
    const pods = [
      pod('young', '9', 5 * SECOND),
      pod('a', '1', 10 * MINUTE),
      pod('b', '2', 11 * MINUTE),
      pod('c', '3', 10 * MINUTE),
    ];
    expect(componentsAmong(pods)).toEqual([
      [0, 1, 'single'],
      [1, 3, 'circle with tie'],
    ]);
  });
});
