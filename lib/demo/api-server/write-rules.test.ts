import { describe, expect, it } from 'vitest';
import type { KubeObject } from '#lib/demo/api-server/kube-object.ts';
import { dropDisabledFields, type WriteRules } from '#lib/demo/api-server/write-rules.ts';
import { list, record } from '#lib/to-model/json.ts';

const NOTHING: WriteRules = {
  zoneHints: false,
  nodeHints: false,
  terminatingConditions: false,
  internalTrafficPolicy: false,
  trafficDistributions: [],
  topologyAnnotationsMustAgree: false,
  deletionCostMustBeNumber: false,
};

function slice(hints?: unknown, conditions: unknown = { ready: true, serving: true, terminating: false }): KubeObject {
  const endpoint = { addresses: ['10.0.0.1'], conditions, ...(hints === undefined ? {} : { hints }) };
  return { apiVersion: 'discovery.k8s.io/v1', kind: 'EndpointSlice', metadata: { name: 's' }, endpoints: [endpoint] };
}

function service(spec: unknown): KubeObject {
  return { apiVersion: 'v1', kind: 'Service', metadata: { name: 's' }, spec };
}

function endpointOf(object: KubeObject) {
  return record(list(object['endpoints'])[0]);
}

const BOTH = { forZones: [{ name: 'a' }], forNodes: [{ name: 'n' }] };

describe('dropDisabledFields', () => {
  it('drops hints while the gate is off', () => {
    expect(endpointOf(dropDisabledFields(NOTHING, slice(BOTH)))['hints']).toBeUndefined();
  });

  it('keeps hints with the gate off when the old slice has some', () => {
    const old = slice({ forZones: [{ name: 'b' }] });
    const kept = dropDisabledFields(NOTHING, slice({ forZones: [{ name: 'a' }] }), old);
    expect(endpointOf(kept)['hints']).toEqual({ forZones: [{ name: 'a' }] });
  });

  it('drops forNodes alone where only they are off', () => {
    const rules = { ...NOTHING, zoneHints: true };
    expect(endpointOf(dropDisabledFields(rules, slice(BOTH)))['hints']).toEqual({ forZones: [{ name: 'a' }] });
    expect(endpointOf(dropDisabledFields({ ...rules, nodeHints: true }, slice(BOTH)))['hints']).toEqual(BOTH);
  });

  it('drops serving and terminating where they do not exist', () => {
    expect(endpointOf(dropDisabledFields(NOTHING, slice()))['conditions']).toEqual({ ready: true });
    const rules = { ...NOTHING, terminatingConditions: true };
    expect(endpointOf(dropDisabledFields(rules, slice()))['conditions']).toHaveProperty('serving', true);
  });

  it('drops the fields of a Service that do not exist', () => {
    const given = service({ internalTrafficPolicy: 'Local', trafficDistribution: 'PreferClose', type: 'ClusterIP' });
    expect(dropDisabledFields(NOTHING, given)['spec']).toEqual({ type: 'ClusterIP' });
    const rules = { ...NOTHING, internalTrafficPolicy: true, trafficDistributions: ['PreferClose'] };
    expect(dropDisabledFields(rules, given)['spec']).toEqual(given['spec']);
    expect(dropDisabledFields(NOTHING, given, given)['spec']).toEqual(given['spec']);
  });
});
