import { describe, expect, test } from 'vitest';
import { desiredEndpoints } from '#lib/endpoint-slice/desired-endpoints.ts';
import { nodesIn, podOf, podsOn, serviceOf } from '#lib/hints/fixtures/small-cluster.ts';
import { controllerRulesOf } from '#lib/kube-version/controller-rules.ts';
import type { Pod } from '#lib/model/pod.ts';
import type { Service } from '#lib/model/service.ts';

const OLD = controllerRulesOf({ major: 1, minor: 23, patch: 17 }, {});
const NEW = controllerRulesOf({ major: 1, minor: 37, patch: 2 }, {});
const nodeByName = new Map(nodesIn('a b').map((node) => [node.name, node]));

function desired(pods: readonly Pod[], service: Partial<Service> = {}, rules = NEW) {
  const result = desiredEndpoints(pods, { service: serviceOf(service), addressType: 'IPv4', nodeByName, rules });
  const groups = [...result.groupByPortMap.values()].map(({ ports, endpoints }) => [
    ports.map((port) => port.port).join(),
    endpoints.map((endpoint) => endpoint.targetRef?.name).join(),
  ]);
  return { groups, errors: result.errors, failure: result.failure, failedPod: result.failedPod?.name };
}

function webPod(name: string, containerPort: number): Pod {
  const ports = [{ name: 'web', containerPort, protocol: 'TCP' }];
  const containers = [{ name: 'c', image: 'i', requests: {}, ports }];
  return podOf(name, { nodeName: 'node-0', podIPs: [`10.0.1.${containerPort % 100}`], containers });
}

test('pods that serve the same ports are one group, in their order', () => {
  expect(desired(podsOn('node-1', 'node-0'))).toMatchObject({ groups: [['8080', 'svc-0,svc-1']], errors: [] });
});

test('a named port that differs makes groups', () => {
  const ports = [{ name: '', protocol: 'TCP', port: 80, targetPort: 'web' }];
  const pods = [webPod('p', 8080), webPod('q', 8081), webPod('r', 8080)];
  expect(desired(pods, { ports }).groups).toEqual([
    ['8080', 'p,r'],
    ['8081', 'q'],
  ]);
});

test('a named port beside one with a number makes groups all the same', () => {
  const ports = [
    { name: 'plain', protocol: 'TCP', port: 81, targetPort: 9000 },
    { name: 'named', protocol: 'TCP', port: 80, targetPort: 'web' },
  ];
  expect(desired([webPod('p', 8080), webPod('q', 8081)], { ports }).groups).toEqual([
    ['9000,8080', 'p'],
    ['9000,8081', 'q'],
  ]);
});

test('pods of another family or without address leave a group without endpoints, or none', () => {
  expect(desired([podOf('p', { nodeName: 'node-0', podIPs: ['fd00::1'] })]).groups).toEqual([['8080', '']]);
  expect(desired([podOf('p', { nodeName: 'node-0' })]).groups).toEqual([]);
});

describe('a pod on a Node that does not exist', () => {
  const pods = podsOn('node-0', 'gone', 'node-1');

  test('fails the sync in old minors, whatever the Service publishes', () => {
    for (const publishNotReadyAddresses of [false, true]) {
      expect(desired(pods, { publishNotReadyAddresses }, OLD)).toMatchObject({
        failure: 'node "gone" not found',
        failedPod: 'svc-1',
      });
    }
  });

  test('is left out with an error in newer ones', () => {
    expect(desired(pods)).toEqual({
      groups: [['8080', 'svc-0,svc-2']],
      errors: ['skipping Pod svc-1 for Service default/svc: Node gone Not Found'],
      failure: undefined,
      failedPod: undefined,
    });
  });

  test('alone leaves its group without endpoints', () => {
    expect(desired(podsOn('gone')).groups).toEqual([['8080', '']]);
  });

  test('stays with publishNotReadyAddresses', () => {
    expect(desired(pods, { publishNotReadyAddresses: true })).toMatchObject({
      groups: [['8080', 'svc-0,svc-1,svc-2']],
      errors: [],
    });
  });

  test('does no harm when it has no address', () => {
    expect(desired([podOf('p', { nodeName: 'gone' })], {}, OLD).failure).toBeUndefined();
  });
});
