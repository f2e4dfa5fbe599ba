import { describe, expect, it } from 'vitest';
import { replicaRulesOf } from '#lib/kube-version/replica-rules.ts';

const minor = (number: number) => ({ major: 1, minor: number, patch: 0 });

describe('replicaRulesOf', () => {
  it.each([
    [21, { usesDeletionCost: false, usesLogarithmicAge: false, countsSidecarRestarts: false }],
    [22, { usesDeletionCost: true, usesLogarithmicAge: true, countsSidecarRestarts: false }],
    [31, { usesDeletionCost: true, usesLogarithmicAge: true, countsSidecarRestarts: false }],
    [32, { usesDeletionCost: true, usesLogarithmicAge: true, countsSidecarRestarts: true }],
    [37, { usesDeletionCost: true, usesLogarithmicAge: true, countsSidecarRestarts: true }],
  ])('knows what minor %d does by default', (number, want) => {
    expect(replicaRulesOf(minor(number))).toEqual({ ...want, burst: 500 });
  });

  it('obeys a gate where it can be set', () => {
    const rules = replicaRulesOf(minor(21), { PodDeletionCost: true, LogarithmicScaleDown: true });
    expect(rules).toMatchObject({ usesDeletionCost: true, usesLogarithmicAge: true });
    expect(replicaRulesOf(minor(37), { PodDeletionCost: false }).usesDeletionCost).toBe(false);
    expect(replicaRulesOf(minor(30), { LogarithmicScaleDown: false }).usesLogarithmicAge).toBe(false);
  });

  it('ignores a gate that is locked or gone', () => {
    expect(replicaRulesOf(minor(31), { LogarithmicScaleDown: false }).usesLogarithmicAge).toBe(true);
  });

  it('takes the default where a gate is unknown', () => {
    expect(replicaRulesOf(minor(21), { PodDeletionCost: 'unknown' }).usesDeletionCost).toBe(false);
    expect(replicaRulesOf(minor(22), { PodDeletionCost: 'unknown' }).usesDeletionCost).toBe(true);
  });
});
