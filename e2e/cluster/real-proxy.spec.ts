import { expect, test } from '@playwright/test';
import { ofOneMoment } from '../fidelity/moment.ts';
import { asWritten } from '../support/as-written.ts';
import { kubectl } from '../support/kubectl.ts';
import { KUBE_DNS, patchKubeDns, scaleTo } from '../support/tutorial.ts';
import { watchRealCluster } from '../support/watched-realcluster.ts';
import { openService } from '../support/zonescope-page.ts';

const watched = watchRealCluster();

const DNS = { portName: 'dns', destination: '10.96.0.10:53', protocol: 'UDP' } as const;

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
        const { taken } = await ofOneMoment(watched.cluster.kubeconfig, () =>
          asWritten(page, watched.cluster, { ...DNS, mode }),
        );
        expect(taken.shown, mode).toEqual(taken.want);
      }
    });
  }
});
