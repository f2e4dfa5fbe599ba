import { describe, expect, it } from 'vitest';
import { schedulerRulesOf } from '#lib/kube-version/scheduler-rules.ts';

const rulesOf = (minor: number) => schedulerRulesOf({ major: 1, minor, patch: 0 });

describe('schedulerRulesOf', () => {
  it.each([
    [21, 'difference'],
    [22, 'deviation'],
    [35, 'deviation'],
    [36, 'improvement'],
  ])('rates the balance of a node in minor %d by %s', (minor, balance) => {
    expect(rulesOf(minor).balance).toBe(balance);
  });

  it('raises three weights at once', () => {
    expect(rulesOf(22)).toMatchObject({ taintTolerationWeight: 1, nodeAffinityWeight: 1, interPodAffinityWeight: 1 });
    expect(rulesOf(23)).toMatchObject({ taintTolerationWeight: 3, nodeAffinityWeight: 2, interPodAffinityWeight: 2 });
  });

  it.each([
    ['breaksTiesByHeap', 35],
    ['skipsBalanceWithoutRequests', 33],
    ['roundsSpreading', 24],
    ['countsInitContainerImages', 30],
    ['readsInclusionPolicies', 26],
    ['readsMinDomains', 27],
    ['readsMatchLabelKeys', 27],
  ] as const)('%s from minor %d on', (rule, from) => {
    expect(rulesOf(from - 1)[rule]).toBe(false);
    expect(rulesOf(from)[rule]).toBe(true);
  });
});
