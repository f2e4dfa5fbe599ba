import { describe, expect, it } from 'vitest';
import { defaultPodSpec, qosClassOf } from '#lib/demo/api-server/pod-defaults.ts';
import { list, record } from '#lib/to-model/json.ts';

describe('defaultPodSpec', () => {
  it.each([
    ['nginx', 'Always'],
    ['nginx:latest', 'Always'],
    ['nginx:1.25', 'IfNotPresent'],
    ['localhost:5000/nginx', 'Always'],
    ['nginx@sha256:abc', 'IfNotPresent'],
  ])('pulls %s %s', (image, want) => {
    const spec = defaultPodSpec({ containers: [{ name: 'c', image }] });
    expect(record(list(spec['containers'])[0])['imagePullPolicy']).toBe(want);
  });
});

describe('qosClassOf', () => {
  const container = (resources: unknown) => ({ containers: [{ name: 'c', resources }] });
  it.each([
    ['BestEffort', {}],
    ['Burstable', { requests: { cpu: '1' } }],
    ['Guaranteed', { limits: { cpu: '1', memory: '1Gi' } }],
    ['Burstable', { requests: { cpu: '1', memory: '1Gi' }, limits: { cpu: '2', memory: '1Gi' } }],
  ])('%s', (want, resources) => {
    expect(qosClassOf(container(resources))).toBe(want);
  });
});
