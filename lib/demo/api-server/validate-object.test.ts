import { describe, expect, it } from 'vitest';
import type { KubeObject } from '#lib/demo/api-server/kube-object.ts';
import { validateObject } from '#lib/demo/api-server/validate-object.ts';
import type { WriteRules } from '#lib/demo/api-server/write-rules.ts';
import type { Json } from '#lib/to-model/json.ts';

const RULES: WriteRules = {
  zoneHints: true,
  nodeHints: true,
  terminatingConditions: true,
  internalTrafficPolicy: true,
  trafficDistributions: [],
  topologyAnnotationsMustAgree: true,
  deletionCostMustBeNumber: true,
};
const CONTAINERS = [{ name: 'c', image: 'i' }];

function object(kind: string, content: Json, annotations: Readonly<Record<string, string>> = {}): KubeObject {
  return { apiVersion: 'v1', kind, metadata: { name: 'x', annotations }, ...content };
}

function deployment(spec: Json): KubeObject {
  const template = { metadata: { labels: { app: 'x' } }, spec: { containers: CONTAINERS } };
  return object('Deployment', { spec: { replicas: 1, selector: { matchLabels: { app: 'x' } }, template, ...spec } });
}

const pod = (spec: Json, annotations = {}) => object('Pod', { spec: { containers: CONTAINERS, ...spec } }, annotations);

function fields(found: KubeObject, old?: KubeObject, rules = RULES) {
  return validateObject(rules, found, old).map((error) => error.field);
}

describe('validateObject', () => {
  it.each([
    [
      'a selector that misses its template',
      deployment({ selector: { matchLabels: { app: 'y' } } }),
      ['spec.template.metadata.labels'],
    ],
    ['no selector', deployment({ selector: undefined }), ['spec.selector']],
    ['fewer than no replicas', deployment({ replicas: -1 }), ['spec.replicas']],
    ['half a replica', deployment({ replicas: 1.5 }), ['spec.replicas']],
    ['a pod without containers', pod({ containers: [] }), ['spec.containers']],
    ['a container without image', pod({ containers: [{ name: 'c' }] }), ['spec.containers[0].image']],
    [
      'a deletion cost that is no number',
      pod({}, { 'controller.kubernetes.io/pod-deletion-cost': '1.5' }),
      ['metadata.annotations[controller.kubernetes.io/pod-deletion-cost]'],
    ],
    [
      'a taint of an unknown effect',
      object('Node', { spec: { taints: [{ key: 'a', effect: 'Never' }] } }),
      ['metadata.taints[0].effect'],
    ],
    ['a slice of an unknown address type', object('EndpointSlice', { addressType: 'IPX' }), ['addressType']],
    [
      'an endpoint without address',
      object('EndpointSlice', { addressType: 'IPv4', endpoints: [{ addresses: [] }] }),
      ['endpoints[0].addresses'],
    ],
  ])('finds %s', (_name, found, want) => {
    expect(fields(found)).toEqual(want);
  });

  it('lets no pod change more than its image and tolerations', () => {
    expect(fields(pod({ hostNetwork: true }), pod({}))).toEqual(['spec']);
    expect(fields(pod({ containers: [{ name: 'c', image: 'i:2' }], tolerations: [] }), pod({}))).toEqual([]);
  });

  it('lets neither a selector nor an address type change', () => {
    const other = { matchExpressions: [{ key: 'app', operator: 'Exists' }] };
    expect(fields(deployment({ selector: other }), deployment({}))).toEqual(['spec.selector']);
    const slice = (addressType: string) => object('EndpointSlice', { addressType });
    expect(fields(slice('IPv6'), slice('IPv4'))).toEqual(['addressType']);
  });

  it('lets any deletion cost pass where it means nothing', () => {
    const found = pod({}, { 'controller.kubernetes.io/pod-deletion-cost': 'much' });
    expect(fields(found, undefined, { ...RULES, deletionCostMustBeNumber: false })).toEqual([]);
  });
});
