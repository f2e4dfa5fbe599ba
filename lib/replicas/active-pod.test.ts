import { describe, expect, it } from 'vitest';
import { isPodActive, isPodTerminal } from '#lib/replicas/active-pod.ts';
import { NOW, testPod } from '#lib/replicas/cluster.test-support.ts';

describe('isPodActive', () => {
  it.each([
    ['a running pod counts', {}, true],
    ['a pending pod counts', { phase: 'Pending' }, true],
    ['a pod of an unknown phase counts', { phase: 'Unknown' }, true],
    ['a failed pod does not', { phase: 'Failed' }, false],
    ['a pod that is done does not', { phase: 'Succeeded' }, false],
    ['a pod that is being deleted does not', { deletionTime: NOW }, false],
  ])('%s', (_name, fields, want) => {
    expect(isPodActive(testPod('a', fields))).toBe(want);
  });

  it('does not take a deletion for an end', () => {
    expect(isPodTerminal(testPod('a', { deletionTime: NOW }))).toBe(false);
  });
});
