import { expect, test } from '@playwright/test';
import { asWritten } from '../support/as-written.ts';
import { kubectl } from '../support/kubectl.ts';
import { REALCLUSTER, type RealCluster, startRealCluster } from '../support/realcluster.ts';
import { startZonescope, type ZonescopeProcess } from '../support/start-zonescope.ts';
import { topologyWithoutZones } from '../support/topology-without-zones.ts';
import { ANNOTATE, KUBE_DNS, LABEL_ZONES, NODES, NODES_BY_ZONE, scaleTo } from '../support/tutorial.ts';
import { answerOfNode, expectDialled, openService } from '../support/zonescope-page.ts';

test.skip(REALCLUSTER === undefined, 'needs a control plane of Kubernetes 1.21 that it may change (REALCLUSTER)');

const DNS = { mode: 'iptables', portName: 'dns', destination: '10.96.0.10:53', protocol: 'UDP' } as const;

let cluster: RealCluster;
let zonescope: ZonescopeProcess;

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
  cluster = await startRealCluster(['--kubernetes', '1.21', '--topology', topologyWithoutZones(0)]);
  await onePodPerNode();
  zonescope = await startZonescope(['--kubeconfig', cluster.kubeconfig, '--feature-gates', 'TopologyAwareHints=true']);
});
test.afterAll(async () => {
  await zonescope?.stop();
  await cluster?.stop();
});

test('the whole tutorial on a real 1.21, with the steps that it leaves out', async ({ page }) => {
  test.setTimeout(600_000);
  await openService(page, zonescope.url, { service: KUBE_DNS });
  const expectAsWritten = async (): Promise<void> => {
    const { want, shown } = await asWritten(page, cluster, DNS);
    expect(shown).toEqual(want);
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
        { timeout: 90_000 },
      )
      .toBeDefined();
    cluster.settle();
    await expectAsWritten();
    expect(await counts()).toEqual([2, 2, 2, 2]);
  });
  await test.step('two replicas, as the slider said', async () => {
    await page.getByRole('slider', { name: /replicas/i }).fill('2');
    const [node] = NODES_BY_ZONE.a;
    const dialled = async () => (await answerOfNode(page, node)).dialledByPort['dns'] ?? [];
    await expect.poll(dialled).toHaveLength(1);
    const predicted = { [node]: await dialled() };
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
