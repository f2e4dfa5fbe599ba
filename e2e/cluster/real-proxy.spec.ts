import { isDeepStrictEqual } from 'node:util';
import { expect, test } from '@playwright/test';
import { ofOneMoment } from '../fidelity/moment.ts';
import { kubectl } from '../support/kubectl.ts';
import { type BackendsRequest, firstBackends, restingBackends } from '../support/proxy-dump.ts';
import { KUBE_DNS, NODES, patchKubeDns, scaleTo } from '../support/tutorial.ts';
import { watchRealCluster } from '../support/watched-realcluster.ts';
import { type DialledByNode, dialledBefore, openService } from '../support/zonescope-page.ts';

const watched = watchRealCluster();

const DNS: Omit<BackendsRequest, 'node' | 'mode'> = { destination: '10.96.0.10:53', protocol: 'UDP' };

/** Each situation is reached by commands from the one before it. */
const SITUATIONS: readonly { readonly name: string; readonly commands: readonly (readonly string[])[] }[] = [
  { name: 'no hints', commands: [] },
  { name: 'PreferSameZone', commands: [patchKubeDns({ trafficDistribution: 'PreferSameZone' })] },
  { name: 'PreferSameNode', commands: [patchKubeDns({ trafficDistribution: 'PreferSameNode' })] },
  { name: 'two replicas', commands: [scaleTo(2)] },
  { name: 'no replicas', commands: [scaleTo(0)] },
];

test('every node dials in the page what its real kube-proxy wrote into the kernel', async ({ page }) => {
  test.setTimeout(480_000);
  await openService(page, watched.zonescope.url, { service: KUBE_DNS });
  for (const { name, commands } of SITUATIONS) {
    await test.step(name, async () => {
      for (const command of commands) await kubectl(watched.cluster.kubeconfig, command);
      watched.cluster.settle();
      for (const mode of ['nftables', 'iptables'] as const) {
        const { taken } = await ofOneMoment(watched.cluster.kubeconfig, async () => {
          const written = (read: typeof firstBackends): DialledByNode =>
            Object.fromEntries(NODES.map((node) => [node, read(watched.cluster, { ...DNS, node, mode })]));
          // The page is a step behind the API server; if that held still, it has to come to what the kernels hold.
          const first = written(firstBackends);
          const shown = await dialledBefore(page, 'dns', first);
          if (isDeepStrictEqual(shown, first)) return { want: first, shown };
          const want = written(restingBackends);
          return { want, shown: await dialledBefore(page, 'dns', want) };
        });
        expect(taken.shown, mode).toEqual(taken.want);
      }
    });
  }
});
