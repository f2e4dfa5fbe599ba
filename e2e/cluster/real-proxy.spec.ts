import { expect, test } from '@playwright/test';
import { ofOneMoment } from '../fidelity/moment.ts';
import { kubectl } from '../support/kubectl.ts';
import { realBackends } from '../support/proxy-dump.ts';
import { REALCLUSTER, type RealCluster, startRealCluster } from '../support/realcluster.ts';
import { startZonescope, type ZonescopeProcess } from '../support/start-zonescope.ts';
import { KUBE_DNS, NODES } from '../support/tutorial.ts';
import { type DialledByNode, dialledBefore, openService } from '../support/zonescope-page.ts';

test.skip(REALCLUSTER === undefined, 'needs a control plane that it may change (REALCLUSTER)');

let cluster: RealCluster;
let zonescope: ZonescopeProcess;
test.beforeAll(async () => {
  test.setTimeout(900_000);
  cluster = await startRealCluster([]);
  zonescope = await startZonescope(['--kubeconfig', cluster.kubeconfig]);
});
test.afterAll(async () => {
  await zonescope?.stop();
  await cluster?.stop();
});

/** Each situation is reached by commands from the one before it. */
const SITUATIONS: readonly { readonly name: string; readonly commands: readonly (readonly string[])[] }[] = [
  { name: 'no hints', commands: [] },
  { name: 'PreferSameZone', commands: [patchService({ trafficDistribution: 'PreferSameZone' })] },
  { name: 'PreferSameNode', commands: [patchService({ trafficDistribution: 'PreferSameNode' })] },
  { name: 'two replicas', commands: [['-n', 'kube-system', 'scale', 'deployment', 'coredns', '--replicas=2']] },
  { name: 'no replicas', commands: [['-n', 'kube-system', 'scale', 'deployment', 'coredns', '--replicas=0']] },
];

function patchService(spec: unknown): readonly string[] {
  return ['-n', 'kube-system', 'patch', 'service', 'kube-dns', '--type=merge', '-p', JSON.stringify({ spec })];
}

test('every node dials in the page what its real kube-proxy wrote into the kernel', async ({ page }) => {
  test.setTimeout(480_000);
  await openService(page, zonescope.url, { service: KUBE_DNS });
  for (const { name, commands } of SITUATIONS) {
    await test.step(name, async () => {
      for (const command of commands) await kubectl(cluster.kubeconfig, command);
      cluster.settle();
      for (const mode of ['nftables', 'iptables'] as const) {
        const { taken } = await ofOneMoment(cluster.kubeconfig, async () => {
          const want: DialledByNode = Object.fromEntries(
            NODES.map((node) => [
              node,
              realBackends(cluster, { node, mode, destination: '10.96.0.10:53', protocol: 'UDP' }),
            ]),
          );
          // The page is a step behind the API server; if that held still, it has to come to what the kernels hold.
          return { want, shown: await dialledBefore(page, 'dns', want) };
        });
        expect(taken.shown, mode).toEqual(taken.want);
      }
    });
  }
});
