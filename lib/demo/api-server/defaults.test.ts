import { describe, expect, it } from 'vitest';
import { withDefaults } from '#lib/demo/api-server/defaults.ts';
import type { KubeObject } from '#lib/demo/api-server/kube-object.ts';
import type { WriteRules } from '#lib/demo/api-server/write-rules.ts';
import { type Json, list, record } from '#lib/to-model/json.ts';

const RULES: WriteRules = {
  zoneHints: true,
  nodeHints: true,
  terminatingConditions: true,
  internalTrafficPolicy: true,
  trafficDistributions: [],
  topologyAnnotationsMustAgree: true,
  deletionCostMustBeNumber: true,
};

function full(kind: string, content: Json, rules = RULES): KubeObject {
  return withDefaults(rules, { apiVersion: 'v1', kind, metadata: { name: 'x' }, ...content });
}

describe('withDefaults', () => {
  it('fills a Service as the real API server does', () => {
    expect(full('Service', { spec: { ports: [{ port: 80 }] } })['spec']).toEqual({
      type: 'ClusterIP',
      sessionAffinity: 'None',
      ports: [{ port: 80, protocol: 'TCP', targetPort: 80 }],
      ipFamilies: ['IPv4'],
      ipFamilyPolicy: 'SingleStack',
      internalTrafficPolicy: 'Cluster',
    });
  });

  it('leaves internalTrafficPolicy out where the version has none, and gives externalTrafficPolicy to a NodePort', () => {
    const old = full('Service', { spec: { ports: [{ port: 80 }] } }, { ...RULES, internalTrafficPolicy: false });
    expect(record(old['spec'])).not.toHaveProperty('internalTrafficPolicy');
    const nodePort = full('Service', { spec: { type: 'NodePort', ports: [{ port: 80 }] } });
    expect(record(nodePort['spec'])['externalTrafficPolicy']).toBe('Cluster');
  });

  it('gives a pod the tolerations of a node that fails, unless it tolerates them already', () => {
    const containers = [{ name: 'c', image: 'i' }];
    const keys = (spec: Json) =>
      list(record(full('Pod', { spec })['spec'])['tolerations']).map((item) => record(item)['key']);
    expect(keys({ containers })).toEqual(['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable']);
    expect(keys({ containers, tolerations: [{ operator: 'Exists' }] })).toEqual([undefined]);
  });

  it('fills Deployment and ReplicaSet, and their templates', () => {
    const template = { spec: { containers: [{ name: 'c', image: 'i' }] } };
    const spec = record(full('Deployment', { spec: { template } })['spec']);
    expect(spec['replicas']).toBe(1);
    expect(spec['strategy']).toEqual({
      type: 'RollingUpdate',
      rollingUpdate: { maxUnavailable: '25%', maxSurge: '25%' },
    });
    expect(record(record(spec['template'])['spec'])['restartPolicy']).toBe('Always');
    expect(record(full('ReplicaSet', { spec: { template } })['status'])['replicas']).toBe(0);
  });

  it('gives a Namespace its label and phase, a slice port its name', () => {
    const namespace = full('Namespace', {});
    expect([namespace.metadata.labels, record(namespace['status'])['phase']]).toEqual([
      { 'kubernetes.io/metadata.name': 'x' },
      'Active',
    ]);
    expect(full('EndpointSlice', { ports: [{ port: 80 }] })['ports']).toEqual([
      { port: 80, name: '', protocol: 'TCP' },
    ]);
  });
});
