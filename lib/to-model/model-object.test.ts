import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toModelObject } from '#lib/to-model/model-object.ts';

const CANARY = 'canary-that-must-not-travel';

describe('toModelObject() keeps the fields of the table and drops all else', () => {
  const metadata = {
    name: 'x',
    namespace: 'ns',
    uid: 'u',
    resourceVersion: CANARY,
    managedFields: [{ manager: CANARY }],
    annotations: { 'kubectl.kubernetes.io/last-applied-configuration': CANARY, other: CANARY },
    finalizers: [CANARY],
  };
  const objects = [
    { kind: 'Node', metadata, spec: { providerID: CANARY }, status: { addresses: [{ address: CANARY }] } },
    { kind: 'Service', metadata: { ...metadata, labels: { team: CANARY } }, spec: { externalName: CANARY } },
    {
      kind: 'EndpointSlice',
      metadata: { ...metadata, labels: { team: CANARY } },
      endpoints: [{ deprecatedTopology: { a: CANARY } }],
    },
    {
      kind: 'Pod',
      metadata,
      spec: {
        containers: [{ name: 'c', env: [{ name: 'A', value: CANARY }], args: [CANARY], command: [CANARY] }],
        volumes: [{ name: CANARY }],
      },
    },
    {
      kind: 'HorizontalPodAutoscaler',
      metadata,
      spec: { maxReplicas: 3, metrics: [{ type: CANARY }], behavior: { scaleUp: { selectPolicy: CANARY } } },
      status: { currentMetrics: [{ type: CANARY }], conditions: [{ message: CANARY }], lastScaleTime: CANARY },
    },
  ];
  for (const object of objects) {
    it(`of a ${object.kind} nothing else travels`, () => {
      const model = toModelObject(object);
      expect(model?.kind).toBe(object.kind);
      expect(JSON.stringify(model)).not.toContain(CANARY);
    });
  }

  it('is undefined for other kinds and for objects without metadata', () => {
    expect(toModelObject({ kind: 'Secret', metadata })).toBeUndefined();
    expect(toModelObject({ kind: 'Node' })).toBeUndefined();
    expect(toModelObject({ kind: 'Node', metadata: { uid: 'u' } })).toBeUndefined();
    expect(toModelObject('text')).toBeUndefined();
  });

  it('never throws, whatever JSON comes', () => {
    const kinds = fc.constantFrom('Node', 'Service', 'EndpointSlice', 'Pod', 'HorizontalPodAutoscaler');
    fc.assert(
      fc.property(kinds, fc.jsonValue(), fc.jsonValue(), fc.jsonValue(), (kind, spec, status, rest) => {
        toModelObject({ kind, metadata: { name: 'x', labels: spec }, spec, status, endpoints: rest, ports: rest });
      }),
    );
  });
});
