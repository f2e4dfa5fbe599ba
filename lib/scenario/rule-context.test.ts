import { describe, expect, it } from 'vitest';
import type { GateOverride } from '#lib/model/gates.ts';
import { parseVersion } from '#lib/model/version.ts';
import { type RuleQuestion, ruleContextOf } from '#lib/scenario/rule-context.ts';
import { testNode } from '#lib/scenario/tutorial.test-support.ts';

function contextAt(version: string, question: Partial<RuleQuestion> = {}) {
  const parsed = parseVersion(version) ?? { major: 1, minor: 0, patch: 0 };
  const nodes = question.nodes ?? [testNode({ name: 'w1', version }), testNode({ name: 'w2', version })];
  return ruleContextOf({ nodes, version: parsed, gateOverrides: [], ...question });
}

const ON: GateOverride = { gate: 'TopologyAwareHints', state: true };

describe('ruleContextOf', () => {
  it('gives nodes with equal rules the same object', () => {
    const context = contextAt('v1.30.1');
    expect(context.proxyRulesByNode.get('w1')).toBe(context.proxyRulesByNode.get('w2'));
  });

  it('takes each node by the version of its own kube-proxy', () => {
    const nodes = [testNode({ name: 'old', version: 'v1.21.10' }), testNode({ name: 'new', version: 'v1.33.0' })];
    const context = contextAt('v1.33.0', { nodes });
    expect(context.proxyRulesByNode.get('old')?.zoneHints).toBe(false);
    expect(context.proxyRulesByNode.get('new')?.zoneHints).toBe(true);
  });

  it('takes the kubelet for a kube-proxy that does not tell, and says how often', () => {
    const nodes = [{ ...testNode({ name: 'w1', version: 'v1.33.2' }), kubeProxyVersion: '' }];
    const context = contextAt('v1.33.2', { nodes });
    expect(context.proxyVersionByNode.get('w1')).toEqual({ major: 1, minor: 33, patch: 2 });
    expect(context.assumptions).toContainEqual({ key: 'assumption.kubelet-version', values: { nodes: 1 } });
  });

  it('follows another version in every program when told to', () => {
    const context = contextAt('v1.21.10', { overrideVersion: { major: 1, minor: 37, patch: 0 } });
    expect(context.controllerRules.writesEvents).toBe(true);
    expect(context.proxyRulesByNode.get('w1')?.annotationKeys).toEqual([]);
  });

  it('takes hints that are seen as proof for the controller, never for kube-proxy', () => {
    const context = contextAt('v1.21.10', { hintsSeen: true });
    expect(context.controllerRules.hasTopologyCache).toBe(true);
    expect(context.proxyRulesByNode.get('w1')?.zoneHints).toBe(false);
  });

  it('believes a gate that is said to be off over hints that are seen', () => {
    const context = contextAt('v1.21.10', { hintsSeen: true, gateOverrides: [{ ...ON, state: false }] });
    expect(context.controllerRules.hasTopologyCache).toBe(false);
  });

  it('gives no hints where the API server would drop what the controller writes', () => {
    const context = contextAt('v1.21.10', { gateOverrides: [{ ...ON, program: 'controller' }] });
    expect(context.controllerRules.hasTopologyCache).toBe(false);
    expect(contextAt('v1.21.10', { gateOverrides: [ON] }).controllerRules.hasTopologyCache).toBe(true);
  });

  it('sets one node apart by its own gate', () => {
    const context = contextAt('v1.21.10', {
      gateOverrides: [ON, { ...ON, program: 'kube-proxy', node: 'w2', state: false }],
    });
    expect(context.proxyRulesByNode.get('w1')?.zoneHints).toBe(true);
    expect(context.proxyRulesByNode.get('w2')?.zoneHints).toBe(false);
  });

  it('names kube-proxy gates as an assumption only where a flag could change them and nobody said', () => {
    const says = (version: string, gateOverrides: readonly GateOverride[] = []) =>
      contextAt(version, { gateOverrides }).assumptions.some(({ key }) => key === 'assumption.kube-proxy-gates');
    expect(says('v1.21.10')).toBe(true);
    expect(says('v1.21.10', [ON])).toBe(false);
    expect(says('v1.37.0')).toBe(false);
  });

  it('says that the nearest rules stand in for a version that is not known', () => {
    expect(contextAt('v1.99.0').assumptions).toContainEqual({
      key: 'assumption.nearest-version',
      values: { version: '1.99.0' },
    });
  });
});
