import { describe, expect, it } from 'vitest';
import { notProxied, worstVerdict } from '#lib/diagnose/service-verdict.ts';
import type { Verdict, VerdictState } from '#lib/model/verdict.ts';

function verdict(state: VerdictState, nodesInEffect = 0): Verdict {
  return { state, reason: 'no-hints', reasonValues: {}, nodesInEffect, nodesInAll: 4, idleEndpoints: 0 };
}

describe('worstVerdict', () => {
  it('is the worst state, and of equal states the one in effect on the fewest nodes', () => {
    const verdicts = [verdict('zone-routed', 4), verdict('partly', 3), verdict('partly', 1), verdict('ignored')];
    expect(worstVerdict(verdicts)).toBe(verdicts[2]);
    expect(worstVerdict([...verdicts, verdict('blackhole', 3)])?.state).toBe('blackhole');
  });

  it('is the first of equals, and nothing of nothing', () => {
    const twins = [verdict('off'), verdict('off')];
    expect(worstVerdict(twins)).toBe(twins[0]);
    expect(worstVerdict([])).toBeUndefined();
  });
});

describe('notProxied', () => {
  it('has the reason of kube-proxy for passing the Service over', () => {
    expect(notProxied('external-name', 4)).toMatchObject({
      state: 'not-proxied',
      reason: 'external-name',
      nodesInAll: 4,
    });
  });
});
