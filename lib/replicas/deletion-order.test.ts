import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Pod } from '#lib/model/pod.ts';
import { MINUTE, NEWEST_RULES, NOW, SECOND, testPod } from '#lib/replicas/cluster.test-support.ts';
import { deletionOrder } from '#lib/replicas/deletion-order.ts';
import { scaleDown } from '#lib/replicas/scale-down.ts';

const names = (pods: readonly Pod[]) => pods.map(({ name }) => name);
const asked = (pods: readonly Pod[]) => ({ pods, relatedPods: [], now: NOW, rules: NEWEST_RULES });

describe('deletionOrder', () => {
  const twins = [testPod('a', { age: 20 * MINUTE }), testPod('b'), testPod('c'), testPod('d', { age: 40 * MINUTE })];

  it('marks the counts at which a group that ties is split', () => {
    expect(deletionOrder(asked(twins)).isCertainByCount).toEqual([true, false, true, true, true]);
  });

  it('says which ones tie, and takes none of them for certain', () => {
    const one = deletionOrder(asked(twins)).deleting(1);
    expect(one).toMatchObject({ deterministic: false, sure: [], why: 'tie', anyOf: { take: 1 } });
    expect(names(one.anyOf?.from ?? [])).toEqual(['b', 'c']);
    expect(Object.fromEntries(one.reasonByPod)).toEqual({ b: 'tie' });
  });

  it('does not speak of a group that ties behind those that go, nor where every place is certain', () => {
    const pods = [testPod('unready', { ready: { status: 'False' } }), ...twins];
    expect(deletionOrder(asked(pods)).deleting(1)).toMatchObject({ deterministic: true });
    expect(deletionOrder(asked(pods)).deleting(1).why).toBeUndefined();
    expect(names(deletionOrder(asked(pods)).deleting(2).victims)).toEqual(['unready', 'b']);
  });

  it('says where the comparison of the controller runs in a circle', () => {
    // By uid a goes before b, and b before c; c has restarted more often than a, and is ready for as long.
    const circle = (['a', 'b', 'c'] as const).map((name, index) =>
      testPod(name, {
        uid: String(index),
        creationTime: NOW - 15 * MINUTE,
        ready: { status: 'True', since: NOW - (name === 'b' ? 11 : 10) * MINUTE },
        containerRestarts: [{ name: 'web', restartCount: name === 'c' ? 5 : 0 }],
      }),
    );
    const order = deletionOrder(asked(circle));
    expect(order.isCertainByCount).toEqual([true, false, false, true]);
    const two = order.deleting(2);
    expect(two).toMatchObject({ why: 'cycle', sure: [], anyOf: { take: 2 } });
    expect(Object.fromEntries(two.reasonByPod)).toEqual({
      a: 'circular-comparison',
      b: 'same-ready-bucket-smaller-uid',
    });
  });

  it('looks at active pods only', () => {
    const pods = [testPod('a'), testPod('done', { phase: 'Succeeded' }), testPod('going', { deletionTime: NOW })];
    expect(names(deletionOrder(asked(pods)).pods)).toEqual(['a']);
  });

  it('tells a certain set whose order is open from a certain order', () => {
    const two = deletionOrder(asked(twins)).deleting(2);
    expect(two).toMatchObject({ deterministic: true, why: 'tie' });
    expect(names(two.sure).sort()).toEqual(['b', 'c']);
  });

  it('does not sort when all go', () => {
    const all = deletionOrder(asked(twins)).deleting(4);
    expect(all).toMatchObject({ deterministic: true, why: 'all' });
    expect([...all.reasonByPod.values()]).toEqual(Array(4).fill('all-deleted'));
  });

  it('deletes nobody for a count of none, and never more than there are', () => {
    const order = deletionOrder(asked(twins));
    expect(order.deleting(0)).toMatchObject({ victims: [], sure: [], deterministic: true });
    expect(order.deleting(-3).victims).toEqual([]);
    expect(order.deleting(9).victims).toHaveLength(4);
    expect(deletionOrder(asked([])).deleting(1)).toMatchObject({ victims: [], deterministic: true });
    expect(deletionOrder(asked([])).deleting(1).why).toBeUndefined();
  });

  it('names the rule that sets each victim apart from the first that stays', () => {
    const pods = [
      testPod('unready', { ready: { status: 'False', since: NOW - MINUTE } }),
      testPod('young', { age: MINUTE }),
      testPod('old', { age: 50 * MINUTE }),
    ];
    const { reasonByPod } = deletionOrder(asked(pods)).deleting(2);
    expect(Object.fromEntries(reasonByPod)).toEqual({ unready: 'not-ready', young: 'ready-for-shorter-time' });
  });

  it('ranks what is left anew after each burst', () => {
    const rules = { ...NEWEST_RULES, burst: 1 };
    const pair = { nodeName: 'n1', age: 40 * MINUTE };
    const pods = [
      testPod('a', { ...pair, uid: '1' }),
      testPod('b', { ...pair, uid: '2', age: 41 * MINUTE }),
      testPod('c'),
    ];
    expect(names(deletionOrder({ ...asked(pods), rules }).deleting(2).victims)).toEqual(['a', 'c']);
    expect(names(deletionOrder(asked(pods)).deleting(2).victims)).toEqual(['a', 'b']);
  });

  it('stays uncertain after a burst that split a group which ties', () => {
    const rules = { ...NEWEST_RULES, burst: 1 };
    const order = deletionOrder({ ...asked([testPod('a'), testPod('b'), testPod('c')]), rules });
    expect(order.isCertainByCount).toEqual([true, false, false, true]);
    expect(order.deleting(2)).toMatchObject({ sure: [], anyOf: { take: 2 } });
  });

  it('stays certain from burst to burst where nothing ties', () => {
    const pods = [1, 5, 20, 70, 250].map((minutes, index) =>
      testPod(`p${index}`, { age: minutes * MINUTE, nodeName: `n${index}` }),
    );
    const order = deletionOrder({ ...asked(pods), rules: { ...NEWEST_RULES, burst: 2 } });
    expect(order.isCertainByCount).toEqual([true, true, true, true, true, true]);
  });

  it('is certain up to the first group that a burst split, and of nothing behind it', () => {
    const pods = [testPod('unready', { ready: { status: 'False' } }), ...twins];
    const order = deletionOrder({ ...asked(pods), rules: { ...NEWEST_RULES, burst: 2 } });
    expect(order.isCertainByCount).toEqual([true, true, false, false, false, true]);
    const partsOf = (count: number) => {
      const { victims, sure, anyOf, why } = order.deleting(count);
      return [names(victims), names(sure), anyOf?.take, names(anyOf?.from ?? []), why];
    };
    expect(partsOf(1)).toEqual([['unready'], ['unready'], undefined, [], undefined]);
    expect(partsOf(2)).toEqual([['unready', 'b'], ['unready'], 1, ['b', 'c'], 'tie']);
    expect(partsOf(4)).toEqual([['unready', 'b', 'c', 'a'], ['unready'], 3, ['b', 'c', 'a', 'd'], 'tie']);
  });

  it('knows the place of a group that ties in a later burst', () => {
    const pods = [
      testPod('first', { ready: { status: 'False' } }),
      testPod('second', { deletionCost: -1 }),
      testPod('third', { deletionCost: -1, age: 70 * MINUTE }),
      ...twins,
    ];
    const order = deletionOrder({ ...asked(pods), rules: { ...NEWEST_RULES, burst: 2 } });
    expect(order.isCertainByCount).toEqual([true, true, true, true, false, false, false, true]);
  });
});

const anyPod = fc.record({
  uid: fc.integer({ min: 0, max: 40 }),
  node: fc.integer({ min: 0, max: 3 }),
  age: fc.constantFrom(5 * SECOND, 10 * MINUTE, 11 * MINUTE, 12 * MINUTE, 40 * MINUTE),
  created: fc.constantFrom(13 * MINUTE, 14 * MINUTE, 50 * MINUTE),
  restarts: fc.integer({ min: 0, max: 2 }),
  isReady: fc.boolean(),
});
const anyPods = fc.uniqueArray(anyPod, { selector: ({ uid }) => uid, minLength: 1, maxLength: 12 }).map((all) =>
  all.map(({ uid, node, age, created, restarts, isReady }) =>
    testPod(`pod-${uid}`, {
      uid: `uid-${uid}`,
      nodeName: `n${node}`,
      creationTime: NOW - created,
      ready: { status: isReady ? 'True' : 'False', since: NOW - age },
      containerRestarts: [{ name: 'c', restartCount: restarts }],
    }),
  ),
);

describe('whatever the pods', () => {
  it('promises the same for every order of the list', () => {
    fc.assert(
      fc.property(anyPods, fc.nat(12), fc.integer(), (pods, replicas, seed) => {
        const mixed = pods
          .toSorted((left, right) => ((left.name.length + seed) % 3) - ((right.name.length + seed) % 3))
          .reverse();
        const [one, other] = [scaleDown({ ...asked(pods), replicas }), scaleDown({ ...asked(mixed), replicas })];
        expect(names(other.sure).sort()).toEqual(names(one.sure).sort());
        expect(names(other.anyOf?.from ?? []).sort()).toEqual(names(one.anyOf?.from ?? []).sort());
        expect(names(other.victims)).toEqual(names(one.victims));
      }),
    );
  });

  it('takes all that are sure and the rest from the open ones, as many as asked', () => {
    fc.assert(
      fc.property(anyPods, fc.nat(12), (pods, replicas) => {
        const { victims, sure, anyOf, deterministic } = scaleDown({ ...asked(pods), replicas });
        expect(victims).toHaveLength(Math.max(0, pods.length - replicas));
        expect(sure.every((pod) => victims.includes(pod))).toBe(true);
        const rest = victims.filter((pod) => !sure.includes(pod));
        expect(rest.every((pod) => anyOf?.from.includes(pod))).toBe(true);
        expect(rest).toHaveLength(anyOf?.take ?? 0);
        expect(deterministic).toBe(anyOf === undefined);
      }),
    );
  });

  it('leaves its input as it is', () => {
    fc.assert(
      fc.property(anyPods, fc.nat(12), (pods, replicas) => {
        const before = structuredClone(pods);
        scaleDown({ ...asked(pods), relatedPods: pods, replicas });
        expect(pods).toEqual(before);
      }),
    );
  });
});
