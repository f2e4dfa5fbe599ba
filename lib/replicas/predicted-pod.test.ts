import { describe, expect, it } from 'vitest';
import { NOW, testNode, testPod } from '#lib/replicas/cluster.test-support.ts';
import { isPredicted, predictedPod } from '#lib/replicas/predicted-pod.ts';

const pattern = testPod('web-x-abcde', {
  podIPs: ['10.0.0.7', 'fd00::7'],
  deletionTime: NOW - 5,
  deletionCost: 9,
  containerRestarts: [{ name: 'web', restartCount: 4 }],
});

describe('predictedPod', () => {
  const pod = predictedPod({ pattern, name: 'web-x-1', node: testNode('n1', 'a'), number: 300, now: NOW });

  it('is a ready replica on its node, young and without history', () => {
    expect(pod).toMatchObject({ name: 'web-x-1', nodeName: 'n1', phase: 'Running', creationTime: NOW });
    expect(pod.ready).toEqual({ status: 'True', since: NOW });
    expect([pod.deletionCost, pod.containerRestarts]).toEqual([0, []]);
    expect('deletionTime' in pod).toBe(false);
  });

  it('has addresses of the pattern’s families that nobody takes for real', () => {
    expect(pod.podIPs).toEqual(['240.0.1.44', '2001:db8::12d']);
  });

  it('has one of each family where the pattern has no address yet', () => {
    const unknown = { ...pattern, podIPs: [] };
    const first = predictedPod({ pattern: unknown, name: 'web-x-1', node: testNode('n1', 'a'), number: 0, now: NOW });
    expect(first.podIPs).toEqual(['240.0.0.0', '2001:db8::1']);
  });

  it('is marked', () => {
    expect([isPredicted(pod), isPredicted(pattern)]).toEqual([true, false]);
  });

  it('waits without address where no node takes it', () => {
    const pending = predictedPod({ pattern, name: 'web-x-2', number: 0, now: NOW });
    expect(pending).toMatchObject({ nodeName: '', phase: 'Pending', podIPs: [] });
    expect('ready' in pending).toBe(false);
  });

  it('starts on no node that is NotReady', () => {
    const down = testNode('n1', 'a', { ready: { status: 'Unknown', since: NOW } });
    const bound = predictedPod({ pattern, name: 'web-x-3', node: down, number: 0, now: NOW });
    expect(bound).toMatchObject({ nodeName: 'n1', phase: 'Pending', podIPs: [] });
    expect('ready' in bound).toBe(false);
  });
});
