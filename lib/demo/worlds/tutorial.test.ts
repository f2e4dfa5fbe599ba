import { describe, expect, it } from 'vitest';
import { startTestCluster } from '#lib/demo/test-cluster.test-support.ts';
import { list, record } from '#lib/to-model/json.ts';

describe("the tutorial's world", () => {
  it('has the four pods with their addresses, nodes, uids and ages', async () => {
    await using test = await startTestCluster();
    const pods = (await test.items('/api/v1/namespaces/kube-system/pods')).map((pod) => {
      const metadata = record(pod['metadata']);
      const status = record(pod['status']);
      const ready = list(status['conditions'])
        .map(record)
        .find((item) => item['type'] === 'Ready');
      return [
        String(metadata['name']).slice(-5),
        status['podIP'],
        record(pod['spec'])['nodeName'],
        String(metadata['uid']).slice(0, 8),
        String(metadata['creationTimestamp']).slice(11, 19),
        String(ready?.['lastTransitionTime']).slice(11, 19),
      ];
    });
    expect(pods).toEqual([
      ['hfbmj', '10.244.3.2', 'kind-worker', 'f2a6a303', '11:15:00', '11:15:02'],
      ['hswkq', '10.244.1.2', 'kind-worker2', '63ca17b6', '11:15:00', '11:15:03'],
      ['pxphb', '10.244.0.5', 'kind-control-plane', '539be8dd', '11:29:00', '11:29:02'],
      ['rhk7r', '10.244.2.2', 'kind-worker3', '5a221a61', '11:26:00', '11:26:02'],
    ]);
  });

  it('has nodes whose pod networks hold those addresses, none of them with a zone', async () => {
    await using test = await startTestCluster();
    const nodes = await test.items('/api/v1/nodes');
    expect(nodes.map((node) => record(node['spec'])['podCIDR'])).toEqual([
      '10.244.0.0/24',
      '10.244.3.0/24',
      '10.244.1.0/24',
      '10.244.2.0/24',
    ]);
    expect(nodes.map((node) => record(record(node['metadata'])['labels'])['topology.kubernetes.io/zone'])).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    expect(record(nodes[0]?.['spec'])['taints']).toEqual([
      { key: 'node-role.kubernetes.io/master', effect: 'NoSchedule' },
    ]);
  });

  it("has a slice with the Service's labels, its endpoints in order, as 1.21 writes them", async () => {
    await using test = await startTestCluster();
    const path = '/apis/discovery.k8s.io/v1/namespaces/kube-system/endpointslices/kube-dns-wt2f9';
    const { body } = await test.send('GET', path);
    expect(record(record(body['metadata'])['labels'])).toEqual({
      'k8s-app': 'kube-dns',
      'kubernetes.io/cluster-service': 'true',
      'kubernetes.io/name': 'CoreDNS',
      'endpointslice.kubernetes.io/managed-by': 'endpointslice-controller.k8s.io',
      'kubernetes.io/service-name': 'kube-dns',
    });
    expect(
      list(body['endpoints'])
        .map(record)
        .map(({ addresses, conditions, nodeName }) => [addresses, conditions, nodeName]),
    ).toEqual([
      [['10.244.0.5'], { ready: true }, 'kind-control-plane'],
      [['10.244.2.2'], { ready: true }, 'kind-worker3'],
      [['10.244.3.2'], { ready: true }, 'kind-worker'],
      [['10.244.1.2'], { ready: true }, 'kind-worker2'],
    ]);
    const pods = await test.items('/api/v1/namespaces/kube-system/pods');
    const uids = pods.map((pod) => record(pod['metadata'])['uid']);
    for (const endpoint of list(body['endpoints']))
      expect(uids).toContain(record(record(endpoint)['targetRef'])['uid']);
  });

  it('stands still: its controllers find nothing to change', async () => {
    await using test = await startTestCluster();
    const settled = test.cluster.registry.store.version;
    test.clock.advance(3_600_000);
    expect(test.cluster.registry.store.version).toBe(settled);
    expect(await test.items('/api/v1/events')).toEqual([]);
  });
});
