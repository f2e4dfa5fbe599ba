import { describe, expect, it } from 'vitest';
import { analyse } from '#lib/diagnose/analyse.ts';
import { predict } from '#lib/scenario/predict.ts';
import type { ServiceInput } from '#lib/scenario/service-input.ts';
import { tutorial } from '#lib/scenario/tutorial.test-support.ts';
import { ask } from '#lib/view/answer.test-support.ts';
import { decisionSteps } from '#lib/view/decision-steps.ts';

function stepsOf(given: ServiceInput, name = 'kind-worker', from: 'cluster' | 'outside' = 'cluster') {
  const analysis = analyse(given);
  const [port] = analysis.ports;
  const node = analysis.nodeByName.get(name);
  const routeClass = port?.routing.classes[port.classByNode.get(name) ?? -1];
  if (port === undefined || node === undefined || routeClass === undefined) throw new Error('nothing to explain');
  return decisionSteps(routeClass, node, from).map(({ text }) => text.key);
}

const at136 = tutorial({ version: 'v1.36.0' });

describe('decisionSteps', () => {
  it('ends at the gate where kube-proxy sees no hints', () => {
    const gates = [{ gate: 'TopologyAwareHints', state: false }];
    expect(stepsOf(tutorial({ gates }))).toEqual(['step.endpoints', 'gate-off', 'step.so']);
  });

  it('asks node hints before zone hints', () => {
    const { input } = predict(at136, [{ kind: 'mode', mode: 'PreferSameNode' }]);
    expect(stepsOf(input)).toEqual(['step.endpoints', 'step.node-hints', 'step.for-node', 'same-node', 'step.so']);
  });

  it('falls to zone hints on a node that no hint names', () => {
    const three = tutorial({ version: 'v1.36.0', pods: ['pxphb', 'rhk7r', 'hswkq'] });
    const { input } = predict(three, [{ kind: 'mode', mode: 'PreferSameNode' }]);
    expect(stepsOf(input)).toEqual([
      'step.endpoints',
      'step.node-hints',
      'step.for-node',
      'step.all-hinted',
      'step.for-zone',
      'same-zone',
      'step.so',
    ]);
  });

  it('says where it is only what kube-proxy would do', () => {
    const { answer } = ask({}, { dataPlanes: [{ node: 'kind-worker', kind: 'unknown' }] });
    const { input } = answer.analysis;
    const want = ['step.endpoints', 'step.all-hinted', 'step.for-zone', 'step.if-kube-proxy', 'same-zone', 'step.so'];
    expect(stepsOf(input)).toEqual(want);
    expect(stepsOf(input, 'kind-worker2')).not.toContain('step.if-kube-proxy');
  });

  it('asks nothing but the policy under internalTrafficPolicy Local', () => {
    const { input } = predict(at136, [{ kind: 'mode', mode: 'Local' }]);
    expect(stepsOf(input)).toEqual(['step.endpoints', 'step.internal-local', 'internal-policy-local', 'step.so']);
  });

  it('tells the chain of the list that the traffic takes, where each origin has its own', () => {
    const exposed = (policies: Partial<ServiceInput['service']>): ServiceInput => {
      const { service, ...given } = predict(at136, [{ kind: 'mode', mode: 'PreferSameZone' }]).input;
      const ports = service.ports.map((port, index) => ({ ...port, nodePort: 30_000 + index }));
      return { ...given, service: { ...service, type: 'NodePort', ports, ...policies } };
    };
    const externalLocal = exposed({ externalTrafficPolicy: 'Local' });
    const local = ['step.endpoints', 'step.external-local', 'external-policy-local', 'step.so'];
    const zone = ['step.endpoints', 'step.all-hinted', 'step.for-zone', 'same-zone', 'step.so'];
    expect(stepsOf(externalLocal, 'kind-worker', 'outside')).toEqual(local);
    expect(stepsOf(externalLocal)).toEqual(zone);
    const internalLocal = exposed({ internalTrafficPolicy: 'Local' });
    expect(stepsOf(internalLocal, 'kind-worker', 'outside')).toEqual(zone);
    expect(stepsOf(internalLocal)).toEqual([
      'step.endpoints',
      'step.internal-local',
      'internal-policy-local',
      'step.so',
    ]);
  });
});
