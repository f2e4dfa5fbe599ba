import { describe, expect, test } from 'vitest';
import { podToEndpoint } from '#lib/endpoint-slice/pod-to-endpoint.ts';
import { nodeOf, podOf, serviceOf } from '#lib/hints/fixtures/small-cluster.ts';
import { controllerRulesOf } from '#lib/kube-version/controller-rules.ts';
import type { Pod } from '#lib/model/pod.ts';
import type { Service } from '#lib/model/service.ts';

const NEW = controllerRulesOf({ major: 1, minor: 37, patch: 2 }, {});
const OLD = controllerRulesOf({ major: 1, minor: 21, patch: 14 }, {});
const NODE = nodeOf('n', { zone: 'a' });

function endpoint(pod: Partial<Pod>, service: Partial<Service> = {}, rules = NEW) {
  const context = { service: serviceOf(service), node: NODE, addressType: 'IPv4', rules };
  return podToEndpoint(podOf('svc-0', { podIPs: ['10.0.0.1'], nodeName: 'n', ...pod }), context);
}

test('a pod becomes an endpoint with its node, zone and name', () => {
  expect(endpoint({})).toEqual({
    addresses: ['10.0.0.1'],
    conditions: { ready: true, serving: true, terminating: false },
    targetRef: { kind: 'Pod', name: 'svc-0', uid: 'uid-svc-0' },
    nodeName: 'n',
    zone: 'a',
  });
});

describe('conditions', () => {
  const unready = { ready: { status: 'False' } } as const;
  const { ready: _, ...silent } = podOf('svc-0', { podIPs: ['10.0.0.1'] });
  test.each<[string, Partial<Pod>, Partial<Service>, object]>([
    ['an unready pod', unready, {}, { ready: false, serving: false, terminating: false }],
    ['a terminating pod still serves', { deletionTime: 1 }, {}, { ready: false, serving: true, terminating: true }],
    [
      'publishNotReadyAddresses makes an unready pod ready',
      unready,
      { publishNotReadyAddresses: true },
      { ready: true, serving: false, terminating: false },
    ],
    [
      'and a terminating one',
      { deletionTime: 1 },
      { publishNotReadyAddresses: true },
      { ready: true, serving: true, terminating: true },
    ],
  ])('%s', (_name, pod, service, conditions) => {
    expect(endpoint(pod, service).conditions).toEqual(conditions);
  });

  test('a pod without Ready condition is not ready', () => {
    const context = { service: serviceOf(), node: NODE, addressType: 'IPv4', rules: NEW };
    expect(podToEndpoint(silent, context).conditions.ready).toBe(false);
  });

  test('serving and terminating are not written where the gate is off', () => {
    expect(endpoint({}, {}, OLD).conditions).toEqual({ ready: true });
  });
});

describe('what is left out', () => {
  test('no node', () => {
    const context = { service: serviceOf(), node: undefined, addressType: 'IPv4', rules: NEW };
    const { nodeName, zone, hostname } = podToEndpoint(podOf('p', { podIPs: ['10.0.0.1'] }), context);
    expect([nodeName, zone, hostname]).toEqual([undefined, undefined, undefined]);
  });

  test.each([nodeOf('n', {}), nodeOf('n', { zone: '' })])('a missing or empty zone label', (node) => {
    const context = { service: serviceOf(), node, addressType: 'IPv4', rules: NEW };
    expect('zone' in podToEndpoint(podOf('p', { podIPs: ['10.0.0.1'] }), context)).toBe(false);
  });
});

describe('hostname', () => {
  test.each<[string, Partial<Pod>, string | undefined]>([
    ['with the Service as subdomain', { hostname: 'web', subdomain: 'svc' }, 'web'],
    ['with another subdomain', { hostname: 'web', subdomain: 'other' }, undefined],
    ['in another namespace', { hostname: 'web', subdomain: 'svc', namespace: 'other' }, undefined],
    ['without one', { subdomain: 'svc' }, undefined],
  ])('%s', (_, pod, hostname) => {
    expect(endpoint(pod).hostname).toBe(hostname);
  });
});
