import { describe, expect, it } from 'vitest';
import { evictionTime, UNREACHABLE_TAINT_KEY } from '#lib/node-lifecycle/eviction-time.ts';
import { testPod } from '#lib/replicas/cluster.test-support.ts';

const TAINT = { key: UNREACHABLE_TAINT_KEY, value: '', effect: 'NoExecute' };
const toleration = (tolerationSeconds?: number, key = UNREACHABLE_TAINT_KEY) => ({
  key,
  operator: 'Exists',
  value: '',
  effect: 'NoExecute',
  ...(tolerationSeconds !== undefined && { tolerationSeconds }),
});

describe('evictionTime', () => {
  it.each([
    ['after the seconds that every pod is given', [toleration(300)], 301_000],
    ['at once without a toleration', [], 1_000],
    ['at once when it tolerates something else', [toleration(300, 'node.kubernetes.io/not-ready')], 1_000],
    ['never when it tolerates without end, as DaemonSet pods do', [toleration()], undefined],
    ['at once for no or fewer seconds', [toleration(-5)], 1_000],
    ['by the first toleration that covers the taint', [toleration(30), toleration()], 31_000],
  ])('a pod goes %s', (_name, tolerations, want) => {
    expect(evictionTime(testPod('p', { tolerations }), TAINT, 1_000)).toBe(want);
  });
});
