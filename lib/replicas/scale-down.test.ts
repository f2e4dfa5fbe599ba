import { describe, expect, it } from 'vitest';
import { replicaRulesOf } from '#lib/kube-version/replica-rules.ts';
import { NEWEST_MINOR, OLDEST_MINOR } from '#lib/kube-version/supported-versions.ts';
import { MINUTE, NEWEST_RULES, NOW, SECOND, testPod } from '#lib/replicas/cluster.test-support.ts';
import { scaleDown } from '#lib/replicas/scale-down.ts';

const HOUR = 60 * MINUTE;
const MINORS = Array.from({ length: NEWEST_MINOR - OLDEST_MINOR + 1 }, (_, index) => OLDEST_MINOR + index);

/** The tutorial's four replicas, one on each node; hswkq was ready one second after hfbmj. */
const PXPHB = testPod('coredns-pxphb', { uid: '539be8dd-0000-4000-8000-000000000000', age: 31 * MINUTE });
const RHK7R = testPod('coredns-rhk7r', { uid: '5a221a61-0000-4000-8000-000000000000', age: 34 * MINUTE });
const HFBMJ = testPod('coredns-hfbmj', { uid: 'f2a6a303-0000-4000-8000-000000000000', age: 45 * MINUTE });
const HSWKQ = testPod('coredns-hswkq', {
  uid: '63ca17b6-0000-4000-8000-000000000000',
  age: 45 * MINUTE,
  ready: { status: 'True', since: NOW - 45 * MINUTE + 2 * SECOND },
});
const TUTORIAL = [PXPHB, RHK7R, HFBMJ, HSWKQ];

/** Moments of the day after the start: regular ones, and each pod's moments around every power of two. */
const MOMENTS = [
  ...Array.from({ length: 24 * 4 + 1 }, (_, index) => NOW + index * 15 * MINUTE),
  ...Array.from({ length: 50 }, (_, power) => 2 ** power / 1e6).flatMap((age) =>
    TUTORIAL.flatMap((pod) => [-1, 0, 1, 500].map((offset) => Math.floor((pod.ready?.since ?? 0) + age) + offset)),
  ),
].filter((now) => now >= NOW && now <= NOW + 24 * HOUR);

describe('the tutorial, at any moment of the day after its start', () => {
  it.each(MINORS)('1.%d deletes pxphb and rhk7r on the way from four to two, and hswkq on the way to one', (minor) => {
    const rules = replicaRulesOf({ major: 1, minor, patch: 0 });
    expect(MOMENTS.length).toBeGreaterThan(150);
    for (const now of MOMENTS) {
      const toTwo = scaleDown({ pods: TUTORIAL, relatedPods: [], replicas: 2, now, rules });
      expect(toTwo.deterministic).toBe(true);
      expect(new Set(toTwo.victims)).toEqual(new Set([PXPHB, RHK7R]));
      const left = [{ ...PXPHB, deletionTime: now }, { ...RHK7R, deletionTime: now }, HFBMJ, HSWKQ];
      const toOne = scaleDown({ pods: left, relatedPods: [], replicas: 1, now, rules });
      expect(toOne).toMatchObject({ deterministic: true, victims: [HSWKQ] });
    }
  });
});

describe('scaleDown', () => {
  const ask = { relatedPods: [], now: NOW, rules: NEWEST_RULES };

  it('deletes nothing when there are no more than wanted', () => {
    expect(scaleDown({ ...ask, pods: TUTORIAL, replicas: 4 }).victims).toEqual([]);
    expect(scaleDown({ ...ask, pods: TUTORIAL, replicas: 9 }).victims).toEqual([]);
  });

  it('counts active pods only', () => {
    const pods = [testPod('done', { phase: 'Failed' }), testPod('going', { deletionTime: NOW }), testPod('up')];
    expect(scaleDown({ ...ask, pods, replicas: 1 }).victims).toEqual([]);
  });

  it('takes an old pod of a pair on one node before a single young one', () => {
    const pods = [
      testPod('old-1', { nodeName: 'n1', age: 50 * HOUR }),
      testPod('old-2', { nodeName: 'n1', age: 51 * HOUR, uid: 'z' }),
      testPod('young', { age: MINUTE }),
    ];
    const { victims } = scaleDown({ ...ask, pods, replicas: 2 });
    expect(victims.map(({ name }) => name)).toEqual(['old-1']);
  });

  it('does not rank the twin of a victim lower', () => {
    const pods = [
      testPod('old-1', { nodeName: 'n1', age: 50 * HOUR }),
      testPod('old-2', { nodeName: 'n1', age: 50 * HOUR }),
      testPod('young', { age: MINUTE }),
    ];
    const { reasonByPod } = scaleDown({ ...ask, pods, replicas: 1 });
    expect(Object.fromEntries(reasonByPod)).toEqual({ 'old-1': 'more-pods-on-node', 'old-2': 'more-pods-on-node' });
  });

  it('never breaks a tie by uid', () => {
    const pods = [testPod('a', { uid: '1' }), testPod('b', { uid: '2' })];
    expect(scaleDown({ ...ask, pods, replicas: 1 })).toMatchObject({ deterministic: false, why: 'tie', sure: [] });
  });

  it('has another answer at another moment', () => {
    const pods = [testPod('old', { uid: '1', age: 15 * MINUTE }), testPod('young', { uid: '2', age: 6 * MINUTE })];
    const at = (now: number) => scaleDown({ ...ask, pods, replicas: 1, now }).victims.map(({ name }) => name);
    expect(at(NOW)).toEqual(['young']);
    expect(at(NOW + 40 * MINUTE)).toEqual(['old']);
  });
});
