import { describe, expect, it } from 'vitest';
import { replicaRulesOf } from '#lib/kube-version/replica-rules.ts';
import type { Pod } from '#lib/model/pod.ts';
import { CONTAINER, MINUTE, NEWEST_RULES, NOW, OLDEST, SECOND, testPod } from '#lib/replicas/cluster.test-support.ts';
import { firstDifference, rankPods, reasonOf, type ScaleDownInput } from '#lib/replicas/deletion-rank.ts';

const OLDEST_RULES = replicaRulesOf(OLDEST);

/** Which of two pods goes first, and why. */
function compare(left: Partial<Pod>, right: Partial<Pod>, change: Partial<ScaleDownInput> = {}): string {
  const pods = [testPod('left', { uid: 'a', ...left }), testPod('right', { uid: 'b', ...right })];
  const [first, second] = rankPods(pods, { pods, relatedPods: [], now: NOW, rules: NEWEST_RULES, ...change });
  if (first === undefined || second === undefined) return 'inactive';
  const difference = firstDifference(first, second);
  expect(firstDifference(second, first)).toBe(difference === 0 ? 0 : -difference);
  return `${difference < 0 ? 'left' : difference > 0 ? 'right' : 'neither'}: ${reasonOf(difference)}`;
}

const readySince = (age: number) => ({ ready: { status: 'True' as const, since: NOW - age } });
const NOT_READY = { ready: { status: 'False' as const, since: NOW - 5 * MINUTE } };
const sidecar = { ...CONTAINER, name: 'side', restartPolicy: 'Always' };

describe('the rules in their order', () => {
  it.each<readonly [string, Partial<Pod>, Partial<Pod>, string]>([
    ['nothing in common differs', {}, {}, 'neither: tie'],
    [
      'a pod without node goes before one that has one',
      { nodeName: '' },
      { phase: 'Pending' },
      'left: not-assigned-to-node',
    ],
    ['two pods without node are compared further', { nodeName: '', phase: 'Pending' }, { nodeName: '' }, 'left: phase'],
    ['Pending goes before Unknown', { phase: 'Pending' }, { phase: 'Unknown' }, 'left: phase'],
    ['Unknown goes before Running', { phase: 'Unknown' }, { phase: 'Running' }, 'left: phase'],
    ['unready beats deletion cost', NOT_READY, { deletionCost: -9 }, 'left: not-ready'],
    ['the lower deletion cost goes', { deletionCost: 1 }, { deletionCost: -1 }, 'right: deletion-cost'],
    [
      'ready for a shorter time goes',
      readySince(20 * MINUTE),
      readySince(10 * MINUTE),
      'right: ready-for-shorter-time',
    ],
    [
      'ready in one power of two: the smaller uid goes, even the older pod',
      readySince(15 * MINUTE),
      readySince(10 * MINUTE),
      'left: same-ready-bucket-smaller-uid',
    ],
    ['more restarts go', { containerRestarts: [{ name: 'c', restartCount: 2 }] }, {}, 'left: more-restarts'],
    ['the younger goes', { creationTime: NOW - 20 * MINUTE }, { creationTime: NOW - 10 * MINUTE }, 'right: younger'],
    [
      'created in one power of two: the smaller uid goes',
      { creationTime: NOW - 15 * MINUTE },
      {},
      'left: same-age-bucket-smaller-uid',
    ],
  ])('%s', (_name, left, right, want) => {
    expect(compare(left, right)).toBe(want);
  });

  it('lets deletion cost beat a doubled-up node', () => {
    const related = [testPod('twin', { nodeName: 'n1' })];
    expect(compare({ nodeName: 'n1' }, { deletionCost: -1 }, { relatedPods: related })).toBe('right: deletion-cost');
  });

  it('takes the largest restart count of a pod, not the sum', () => {
    const three = { containerRestarts: [1, 1, 1].map((restartCount, i) => ({ name: `c${i}`, restartCount })) };
    expect(compare(three, { containerRestarts: [{ name: 'c', restartCount: 2 }] })).toBe('right: more-restarts');
  });

  it('counts restarts of sidecars from the minor that does, and those of plain init containers never', () => {
    const restarted = { initContainers: [sidecar], initContainerRestarts: [{ name: 'side', restartCount: 3 }] };
    const plain = { initContainers: [CONTAINER], initContainerRestarts: [{ name: 'web', restartCount: 3 }] };
    expect(compare(restarted, {})).toBe('left: more-sidecar-restarts');
    expect(compare(restarted, {}, { rules: OLDEST_RULES })).toBe('neither: tie');
    expect(compare(plain, {})).toBe('neither: tie');
  });

  it('ignores the ready time of pods that are not ready', () => {
    expect(compare(NOT_READY, { ready: { status: 'False', since: NOW - SECOND } })).toBe('neither: tie');
  });

  it('lets a missing time go first', () => {
    expect(compare({ ready: { status: 'True' } }, {})).toBe('left: ready-time-missing');
    const [created, lost] = [testPod('created'), testPod('lost')];
    const { creationTime: _, ...without } = lost;
    const [first, second] = rankPods([created, without], {
      pods: [],
      relatedPods: [],
      now: NOW,
      rules: NEWEST_RULES,
    });
    expect(first && second && reasonOf(firstDifference(first, second))).toBe('creation-time-missing');
    expect(first && second && firstDifference(first, second)).toBeGreaterThan(0);
  });
});

describe('ranks', () => {
  const one = { nodeName: 'n1' };
  it.each<readonly [string, Partial<Pod>, string]>([
    ['a pod of another ReplicaSet of the Deployment', {}, 'left: more-pods-on-node'],
    ['a pod that is not ready', NOT_READY, 'left: more-pods-on-node'],
    ['no pod that is being deleted', { deletionTime: NOW }, 'neither: tie'],
    ['no pod that has failed', { phase: 'Failed' }, 'neither: tie'],
  ])('count %s on the node', (_name, other, want) => {
    expect(compare(one, {}, { relatedPods: [testPod('other', { ...one, ...other })] })).toBe(want);
  });

  it('are all equal for a ReplicaSet that no Deployment controls', () => {
    const relatedPods = [testPod('other', one)];
    expect(compare(one, {}, { relatedPods, bareReplicaSet: true })).toBe('neither: tie');
  });
});

describe('ages by powers of two', () => {
  /** 2^41 ns is 36 min 39.023255552 s. */
  const edge = 2_199_023;
  const olderThanEdge = readySince(edge + 1);
  const atEdge = readySince(edge);

  it('changes the bucket to the nanosecond', () => {
    const uids = { uid: 'z' };
    expect(compare({ ...olderThanEdge }, { ...atEdge, ...uids }, { nowNanos: 255_551 })).toBe(
      'right: ready-for-shorter-time',
    );
    expect(compare({ ...olderThanEdge }, { ...atEdge, ...uids }, { nowNanos: 255_552 })).toBe(
      'left: same-ready-bucket-smaller-uid',
    );
  });

  it('puts all of the future into one bucket below the others', () => {
    expect(compare(readySince(-SECOND), readySince(-5 * SECOND))).toBe('left: same-ready-bucket-smaller-uid');
    expect(compare(readySince(0), readySince(-SECOND))).toBe('left: same-ready-bucket-smaller-uid');
    expect(compare(readySince(SECOND), readySince(-SECOND))).toBe('right: ready-for-shorter-time');
  });

  it('compares exactly and never by uid where the gate is off', () => {
    const rules = OLDEST_RULES;
    expect(compare(readySince(15 * MINUTE), readySince(15 * MINUTE - SECOND), { rules })).toBe(
      'right: ready-for-shorter-time',
    );
    expect(compare({ creationTime: NOW - 15 * MINUTE }, {}, { rules })).toBe('right: younger');
  });

  it('reads no deletion cost where the gate is off', () => {
    expect(compare({ deletionCost: 1 }, {}, { rules: OLDEST_RULES })).toBe('neither: tie');
  });
});
