import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { kubectl } from '../support/kubectl.ts';
import { realBackends } from '../support/proxy-dump.ts';
import { REALCLUSTER, type RealCluster, startRealCluster } from '../support/realcluster.ts';
import { startZonescope, type ZonescopeProcess } from '../support/start-zonescope.ts';
import { ANNOTATE, KUBE_DNS, LABEL_ZONES, NODES, NODES_BY_ZONE, scaleTo } from '../support/tutorial.ts';
import { answerOfNode, expectDialled, openService } from '../support/zonescope-page.ts';

test.skip(REALCLUSTER === undefined, 'needs a control plane of Kubernetes 1.21 that it may change (REALCLUSTER)');

let cluster: RealCluster;
let zonescope: ZonescopeProcess;

/** The nodes get their zones later, as in the tutorial. */
function topologyWithoutZones(): string {
  const file = join(mkdtempSync(join(tmpdir(), 'zonescope-topology-')), 'topology.json');
  const toleration = { key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' };
  const ports = [
    { name: 'dns', port: 53, protocol: 'UDP', targetPort: 53 },
    { name: 'dns-tcp', port: 53, protocol: 'TCP', targetPort: 53 },
    { name: 'metrics', port: 9153, protocol: 'TCP', targetPort: 9153 },
  ];
  const topology = {
    nodes: [
      { name: 'kind-control-plane', cpu: '4', controlPlane: true, podCIDR: '10.244.0.0/24', taints: [toleration] },
      { name: 'kind-worker', cpu: '4', podCIDR: '10.244.3.0/24' },
      { name: 'kind-worker2', cpu: '4', podCIDR: '10.244.1.0/24' },
      { name: 'kind-worker3', cpu: '4', podCIDR: '10.244.2.0/24' },
    ],
    workloads: [
      {
        namespace: 'kube-system',
        name: 'coredns',
        replicas: 0,
        labels: { 'k8s-app': 'kube-dns' },
        spread: 'preferred',
        tolerations: [toleration],
        service: { name: 'kube-dns', clusterIP: '10.96.0.10', ports },
      },
    ],
  };
  writeFileSync(file, JSON.stringify(topology));
  return file;
}

async function run(args: readonly string[]): Promise<void> {
  await kubectl(cluster.kubeconfig, args);
  cluster.settle();
}

/** One pod a node, each ready later than the one before, so that kind-worker keeps the last one. */
async function onePodPerNode(): Promise<void> {
  await run(['cordon', ...NODES]);
  for (const [index, node] of ['kind-worker', 'kind-worker2', 'kind-worker3', 'kind-control-plane'].entries()) {
    await run(['uncordon', node]);
    await run(scaleTo(index + 1));
  }
}

test.beforeAll(async () => {
  test.setTimeout(900_000);
  cluster = await startRealCluster(['--kubernetes', '1.21', '--topology', topologyWithoutZones()]);
  await onePodPerNode();
  zonescope = await startZonescope(['--kubeconfig', cluster.kubeconfig, '--feature-gates', 'TopologyAwareHints=true']);
});
test.afterAll(async () => {
  await zonescope?.stop();
  await cluster?.stop();
});

test('the whole tutorial on a real 1.21, with the steps that it leaves out', async ({ page }) => {
  test.setTimeout(300_000);
  await openService(page, zonescope.url, { service: KUBE_DNS });
  const expectAsWritten = async (): Promise<void> => {
    const want = Object.fromEntries(
      NODES.map((node) => [
        node,
        realBackends(cluster, { node, mode: 'iptables', destination: '10.96.0.10:53', protocol: 'UDP' }),
      ]),
    );
    await expectDialled(page, 'dns', want);
  };
  const counts = async (): Promise<readonly number[]> => {
    const found: number[] = [];
    for (const node of NODES) found.push((await answerOfNode(page, node)).dialledByPort['dns']?.length ?? 0);
    return found;
  };

  await test.step('no zones: every node dials all four', async () => {
    await expectAsWritten();
    expect(await counts()).toEqual([4, 4, 4, 4]);
  });
  await test.step('labels and annotation alone change nothing', async () => {
    for (const command of [...LABEL_ZONES, ANNOTATE]) await run(command);
    await expectAsWritten();
    expect(await counts()).toEqual([4, 4, 4, 4]);
  });
  await test.step('the controller manager restarts and the slice is made anew: each zone dials its own', async () => {
    cluster.run(['fault', 'restart', '--child', 'kube-controller-manager']);
    await run(['-n', 'kube-system', 'delete', 'endpointslice', '-l', 'kubernetes.io/service-name=kube-dns']);
    await expect
      .poll(
        async () =>
          JSON.parse(await kubectl(cluster.kubeconfig, ['-n', 'kube-system', 'get', 'endpointslices', '-o', 'json']))
            .items[0]?.endpoints?.[0]?.hints,
        { timeout: 30_000 },
      )
      .toBeDefined();
    cluster.settle();
    await expectAsWritten();
    expect(await counts()).toEqual([2, 2, 2, 2]);
  });
  await test.step('two replicas, as the slider said', async () => {
    await page.getByRole('slider', { name: /replicas/i }).fill('2');
    const predicted = Object.fromEntries(
      await Promise.all(
        [NODES_BY_ZONE.a[0]].map(
          async (node) => [node, (await answerOfNode(page, node)).dialledByPort['dns'] ?? []] as const,
        ),
      ),
    );
    await page.keyboard.press('Escape');
    await run(scaleTo(2));
    await expectAsWritten();
    await expectDialled(page, 'dns', predicted);
  });
  await test.step('one replica: the hints go, every node dials what is left', async () => {
    await run(scaleTo(1));
    await expectAsWritten();
    expect(await counts()).toEqual([1, 1, 1, 1]);
  });
});
