import { describe, expect, it } from 'vitest';
import type { Container } from '#lib/model/pod.ts';
import { CONTAINER, testPod } from '#lib/replicas/cluster.test-support.ts';
import { podRequestsOf } from '#lib/replicas/scheduler/pod-requests.ts';

const MEBIBYTE = 2 ** 20;
const container = (cpuMilli: number, fields: Partial<Container> = {}): Container => ({
  ...CONTAINER,
  requests: { cpuNano: cpuMilli * 1e6, memoryBytes: cpuMilli },
  ...fields,
});
const sidecar = (cpuMilli: number) => container(cpuMilli, { restartPolicy: 'Always' });

describe('the requests of a pod', () => {
  it.each([
    ['containers add up', { containers: [container(100), container(50)] }, 150],
    ['a large init container counts alone', { containers: [container(100)], initContainers: [container(400)] }, 400],
    ['a small init container does not count', { containers: [container(100)], initContainers: [container(40)] }, 100],
    ['a sidecar runs beside the containers', { containers: [container(100)], initContainers: [sidecar(30)] }, 130],
    [
      'an init container runs beside the sidecars before it',
      { containers: [container(10)], initContainers: [sidecar(30), container(200), sidecar(5)] },
      230,
    ],
    [
      'but not beside those after it',
      { containers: [container(10)], initContainers: [container(200), sidecar(30)] },
      200,
    ],
    ['the overhead comes on top', { containers: [container(100)], overhead: { cpuNano: 7e6, memoryBytes: 7 } }, 107],
  ])('%s', (_name, fields, milli) => {
    expect(podRequestsOf(testPod('p', fields)).requests).toEqual({ cpuMilli: milli, memoryBytes: milli });
  });

  it('rounds the sum up to thousandths, not each part', () => {
    const half = { ...CONTAINER, requests: { cpuNano: 500_000 } };
    expect(podRequestsOf(testPod('p', { containers: [half, half] })).requests.cpuMilli).toBe(1);
    expect(podRequestsOf(testPod('p', { containers: [half, half, half] })).requests.cpuMilli).toBe(2);
  });
});

describe('the requests of a pod, with something for what it does not ask for', () => {
  it('takes a small request for each resource that a container does not ask for', () => {
    const pod = testPod('p', { containers: [CONTAINER, { ...CONTAINER, requests: { cpuNano: 1e6 } }] });
    expect(podRequestsOf(pod).nonZero).toEqual({ cpuMilli: 101, memoryBytes: 400 * MEBIBYTE });
  });

  it('takes a request of zero at its word', () => {
    const pod = testPod('p', { containers: [{ ...CONTAINER, requests: { cpuNano: 0, memoryBytes: 0 } }] });
    expect(podRequestsOf(pod).nonZero).toEqual({ cpuMilli: 0, memoryBytes: 0 });
  });
});
