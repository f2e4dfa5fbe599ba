import { expect, it } from 'vitest';
import { seededRandom } from '#lib/demo/random-names.ts';
import { START, version } from '#lib/demo/test-cluster.test-support.ts';
import { kindNode, kubernetesService, namespaces, nodeAddress } from '#lib/demo/worlds/cluster-parts.ts';
import { toNode } from '#lib/to-model/node.ts';

const AT = { now: START, version: version('1.31.4'), random: seededRandom(1) };

it('makes a node as the rules read it', () => {
  const node = kindNode(AT, {
    name: 'n',
    index: 3,
    podCIDR: '10.244.3.0/24',
    ageMinutes: 10,
    zone: 'a',
    controlPlane: true,
  });
  expect(toNode(node)).toMatchObject({
    name: 'n',
    creationTime: START - 600_000,
    labels: { 'topology.kubernetes.io/zone': 'a', 'node-role.kubernetes.io/control-plane': '' },
    taints: [{ key: 'node-role.kubernetes.io/master', effect: 'NoSchedule' }],
    allocatable: { cpuNano: 4_000_000_000, pods: 110 },
    ready: { status: 'True' },
    kubeletVersion: 'v1.31.4',
  });
});

it('gives each node an address of its own', () => {
  const addresses = Array.from({ length: 600 }, (_, index) => nodeAddress(index));
  expect(new Set(addresses).size).toBe(600);
  expect([addresses[0], addresses[254]]).toEqual(['172.18.0.2', '172.18.1.0']);
});

it('has the namespaces of every cluster and the Service of the API server', () => {
  expect(namespaces(AT, 1, ['shop']).map((object) => object.metadata.name)).toEqual([
    'default',
    'kube-node-lease',
    'kube-public',
    'kube-system',
    'shop',
  ]);
  expect(kubernetesService(AT, 1, '172.18.0.2').map((object) => object.kind)).toEqual([
    'Service',
    'Endpoints',
    'EndpointSlice',
  ]);
});
