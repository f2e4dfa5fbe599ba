import { expect, test } from '@playwright/test';
import { type ClusterCommands, clusterCommands } from './support/cluster-commands.ts';
import { startZonescope, type ZonescopeProcess } from './support/start-zonescope.ts';
import { ANNOTATE, byZone, KUBE_DNS, LABEL_ZONES, STEPS, scaleTo } from './support/tutorial.ts';
import { expectDialled, openService } from './support/zonescope-page.ts';

/** The tutorial's steps where the rules are others than those that it was written for. */
const CASES = [
  {
    name: 'with the gate off nothing happens, and the page says so',
    options: ['--demo=tutorial-gate-off'],
    says: /TopologyAwareHints/,
  },
  {
    name: 'under the rules of 1.37 the control-plane node no longer counts, so no step has hints, and the Event says why',
    options: ['--demo', '--kubernetes-version', '1.37.2'],
    says: /Unable to allocate minimum required endpoints to each zone without exceeding overload threshold \(4 endpoints, 2 zones\), addressType: IPv4/,
  },
  {
    name: 'under the rules of 1.23 there are no hints either, and only kube-proxy logs why',
    options: ['--demo', '--kubernetes-version', '1.23.17', '--feature-gates', 'TopologyAwareHints=true'],
    says: /Skipping topology aware endpoint filtering/,
  },
] as const;

for (const { name, options, says } of CASES) {
  test(name, async ({ page }) => {
    const zonescope = await startZonescope(options);
    try {
      const cluster = await clusterCommands(zonescope);
      await openService(page, zonescope.url, { service: KUBE_DNS });
      for (const command of [...LABEL_ZONES, ANNOTATE]) await cluster.run(command);
      await page.getByRole('tab', { name: 'Why' }).click();
      await expect(page.getByRole('tabpanel')).toContainText(says);
      await page.getByRole('tab', { name: 'Node' }).click();
      await expectDialled(page, 'dns', byZone(STEPS.start.a, STEPS.start.b, 53));
      await cluster.run(scaleTo(2));
      await expectDialled(page, 'dns', byZone(STEPS.twoWithoutHints.a, STEPS.twoWithoutHints.b, 53));
    } finally {
      await zonescope.stop();
    }
  });
}

test.describe('a strict 1.21 looks again only when the real one does', () => {
  let zonescope: ZonescopeProcess;
  let cluster: ClusterCommands;
  test.beforeEach(async () => {
    zonescope = await startZonescope(['--demo', '--strict']);
    cluster = await clusterCommands(zonescope);
  });
  test.afterEach(async () => void (await zonescope.stop()));

  test('labels and annotation change nothing until a node event and a new slice', async ({ page }) => {
    await openService(page, zonescope.url, { service: KUBE_DNS });
    for (const command of [...LABEL_ZONES, ANNOTATE]) await cluster.run(command);
    await expect(page.locator('[data-pane="guide"]')).toContainText('delete endpointslice');
    await expectDialled(page, 'dns', byZone(STEPS.start.a, STEPS.start.b, 53));

    await cluster.create({ apiVersion: 'v1', kind: 'Node', metadata: { name: 'passing-by' } });
    await cluster.run(['delete', 'node', 'passing-by']);
    await expectDialled(page, 'dns', byZone(STEPS.start.a, STEPS.start.b, 53));

    await cluster.run(['-n', 'kube-system', 'delete', 'endpointslice', '-l', 'k8s-app=kube-dns']);
    await expectDialled(page, 'dns', byZone(STEPS.hinted.a, STEPS.hinted.b, 53));
  });
});
