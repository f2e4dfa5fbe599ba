import { describe, expect, it } from 'vitest';
import type { KubeObject } from '#lib/demo/api-server/kube-object.ts';
import { validateService } from '#lib/demo/api-server/validate-service.ts';
import type { WriteRules } from '#lib/demo/api-server/write-rules.ts';
import type { Json } from '#lib/to-model/json.ts';

const RULES: WriteRules = {
  zoneHints: true,
  nodeHints: true,
  terminatingConditions: true,
  internalTrafficPolicy: true,
  trafficDistributions: ['PreferClose', 'PreferSameNode', 'PreferSameZone'],
  topologyAnnotationsMustAgree: true,
  deletionCostMustBeNumber: true,
};
const PORT = { port: 80, protocol: 'TCP' };

function service(spec: Json, annotations: Readonly<Record<string, string>> = {}): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'web', annotations },
    spec: { ports: [PORT], ...spec },
  };
}

function messages(object: KubeObject, old?: KubeObject, rules = RULES) {
  return validateService(rules, object, old).map(({ field, message }) => `${field}: ${message}`);
}

const BOTH = {
  'service.kubernetes.io/topology-aware-hints': 'Auto',
  'service.kubernetes.io/topology-mode': 'Disabled',
};

describe('validateService', () => {
  it.each([
    [
      'an unknown trafficDistribution',
      service({ trafficDistribution: 'Nearby' }),
      'spec.trafficDistribution: Unsupported value: "Nearby": supported values: "PreferClose", "PreferSameNode", "PreferSameZone"',
    ],
    [
      'an unknown type',
      service({ type: 'Internal' }),
      'spec.type: Unsupported value: "Internal": supported values: "ClusterIP", "ExternalName", "LoadBalancer", "NodePort"',
    ],
    ['no ports', service({ ports: [] }), 'spec.ports: Required value'],
    [
      'a port out of range',
      service({ ports: [{ port: 0 }] }),
      'spec.ports[0].port: Invalid value: 0: must be between 1 and 65535, inclusive',
    ],
    [
      'a second port without name',
      service({ ports: [{ port: 1, name: 'a' }, { port: 2 }] }),
      'spec.ports[1].name: Required value',
    ],
    [
      'two ports of one name',
      service({
        ports: [
          { port: 1, name: 'a' },
          { port: 2, name: 'a' },
        ],
      }),
      'spec.ports[1].name: Duplicate value: "a"',
    ],
    [
      'a family that the cluster lacks',
      service({ ipFamilies: ['IPv6'] }),
      'spec.ipFamilies[0]: Invalid value: "IPv6": not configured on this cluster',
    ],
    [
      'annotations that contradict each other',
      service({}, BOTH),
      'metadata.annotations[service.kubernetes.io/topology-aware-hints]: Invalid value: "Auto": must match annotations[service.kubernetes.io/topology-mode] when both are specified',
    ],
  ])('finds %s', (_name, object, message) => {
    expect(messages(object)).toEqual([message]);
  });

  it('lets annotations differ where the version does', () => {
    expect(messages(service({}, BOTH), undefined, { ...RULES, topologyAnnotationsMustAgree: false })).toEqual([]);
  });

  it('takes the values of trafficDistribution that the version has', () => {
    const only = { ...RULES, trafficDistributions: ['PreferClose'] };
    expect(messages(service({ trafficDistribution: 'PreferClose' }), undefined, only)).toEqual([]);
    expect(messages(service({ trafficDistribution: 'PreferSameZone' }), undefined, only)).toHaveLength(1);
  });

  it('keeps a ClusterIP once it is set, but for ExternalName', () => {
    const old = service({ clusterIP: '10.96.0.7' });
    expect(messages(service({ clusterIP: '10.96.0.8', clusterIPs: ['10.96.0.8'] }), old)).toEqual([
      'spec.clusterIPs[0]: Invalid value: ["10.96.0.8"]: may not change once set',
    ]);
    expect(messages(service({ type: 'ExternalName' }), old)).toEqual([]);
  });

  it('lets a headless Service go without ports', () => {
    expect(messages(service({ clusterIP: 'None', ports: [] }))).toEqual([]);
  });
});
