import { describe, expect, test } from 'vitest';
import { toEndpointSlice } from '#lib/to-model/endpoint-slice.ts';
import type { Json } from '#lib/to-model/json.ts';
import { toNode } from '#lib/to-model/node.ts';
import { toPod } from '#lib/to-model/pod.ts';
import { toService } from '#lib/to-model/service.ts';

/** What the API server may hold in one object: 256 KiB of annotations, and as much again of what is not kept. */
const FAT = 'x'.repeat(256 * 1024);
const METADATA = {
  name: 'object',
  namespace: 'shop',
  uid: '0b8e2c7e-9f5d-4e0b-8a4a-3f0e6c1d2b3a',
  resourceVersion: '12345678',
  creationTimestamp: '2026-01-01T00:00:00Z',
  annotations: { fat: FAT, 'kubectl.kubernetes.io/last-applied-configuration': FAT },
  managedFields: Array.from({ length: 40 }, () => ({ manager: 'kubelet', fieldsV1: { fat: FAT.slice(0, 4_000) } })),
};

function bytes(kept: object | undefined): number {
  return Buffer.byteLength(JSON.stringify(kept));
}

describe('bad input 06: what is kept of an object of the largest size is small', () => {
  test('a Node, a Service and a Pod at most 2 KB', () => {
    const labels = Object.fromEntries(
      Array.from({ length: 40 }, (_, at) => [`example.com/label-${at}`, FAT.slice(0, 60)]),
    );
    const images = Array.from({ length: 50 }, (_, at) => ({
      names: [`registry.example/${at}@sha256:${FAT.slice(0, 64)}`],
    }));
    const node: Json = {
      metadata: { ...METADATA, labels },
      status: { images, conditions: [{ type: 'Ready', status: 'True' }] },
    };
    const service: Json = {
      metadata: { ...METADATA, labels },
      spec: { ports: [{ port: 80 }], selector: { app: 'web' } },
    };
    const containers = Array.from({ length: 4 }, (_, at) => ({
      name: `c${at}`,
      image: 'registry.example/app:1',
      env: [{ name: 'FAT', value: FAT }],
      args: [FAT],
      volumeMounts: [{ name: FAT }],
    }));
    const pod: Json = {
      metadata: { ...METADATA, labels: { app: 'web' } },
      spec: { containers, volumes: [{ name: FAT }] },
    };
    expect(bytes(toNode(node))).toBeLessThanOrEqual(2_000);
    expect(bytes(toService(service))).toBeLessThanOrEqual(2_000);
    expect(bytes(toPod(pod))).toBeLessThanOrEqual(2_000);
  });

  test('a slice at most 250 bytes an endpoint', () => {
    const endpoints = Array.from({ length: 1_000 }, (_, at) => ({
      addresses: [`10.244.${Math.floor(at / 250)}.${at % 250}`],
      conditions: { ready: true, serving: true, terminating: false },
      nodeName: `ip-10-0-${at % 255}-17.eu-central-1.compute.internal`,
      zone: 'eu-central-1a',
      deprecatedTopology: { fat: FAT.slice(0, 300) },
      targetRef: {
        kind: 'Pod',
        namespace: 'shop',
        name: `web-7786fbc9b7-${at}`,
        uid: METADATA.uid,
        resourceVersion: '1',
      },
      hints: { forZones: [{ name: 'eu-central-1a' }] },
    }));
    const slice = toEndpointSlice({ metadata: METADATA, addressType: 'IPv4', ports: [{ port: 80 }], endpoints });
    expect(slice?.endpoints).toHaveLength(1_000);
    // As JSON, which repeats each field's name; in memory the names are shared.
    expect(bytes(slice) / 1_000).toBeLessThanOrEqual(400);
  });
});
