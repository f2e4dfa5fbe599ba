import { describe, expect, it } from 'vitest';
import { formatGateOverrides, parseGateOverrides } from '#lib/scenario/gate-grammar.ts';

describe('the grammar of feature gates', () => {
  it('reads every form and writes it the same', () => {
    const text =
      'TopologyAwareHints=true,controller:PodDeletionCost=false,kube-proxy:TopologyAwareHints=unknown,kube-proxy@node-1:TopologyAwareHints=false';
    const { overrides, problems } = parseGateOverrides(text);
    expect(problems).toEqual([]);
    expect(overrides[0]).toEqual({ gate: 'TopologyAwareHints', state: true });
    expect(overrides[3]).toEqual({ program: 'kube-proxy', node: 'node-1', gate: 'TopologyAwareHints', state: false });
    expect(formatGateOverrides(overrides)).toBe(text);
  });

  for (const text of [
    'TopologyAwareHints',
    'topology=true',
    'scheduler:A=true',
    'controller@node:A=true',
    'A=yes',
    'A=',
  ]) {
    it(`refuses ${text} in one sentence`, () => {
      const { overrides, problems } = parseGateOverrides(text);
      expect(overrides).toEqual([]);
      expect(problems).toHaveLength(1);
      expect(problems[0]).toContain(`"${text}"`);
    });
  }
});
