import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { clusterCommands } from './support/cluster-commands.ts';
import { startZonescope, type ZonescopeProcess } from './support/start-zonescope.ts';
import { ANNOTATE, KUBE_DNS, LABEL_ZONES } from './support/tutorial.ts';
import { collectConsoleErrors, openService } from './support/zonescope-page.ts';

let zonescope: ZonescopeProcess;
test.beforeAll(async () => {
  zonescope = await startZonescope(['--demo']);
  const cluster = await clusterCommands(zonescope);
  for (const command of [...LABEL_ZONES, ANNOTATE]) await cluster.run(command);
});
test.afterAll(async () => void (await zonescope.stop()));

const VIEWS: readonly { readonly name: string; readonly parameters: Readonly<Record<string, string>> }[] = [
  { name: 'why', parameters: { tab: 'why' } },
  { name: 'the nodes', parameters: { show: 'nodes' } },
  { name: 'a pinned node', parameters: { tab: 'node', node: 'kind-worker2' } },
  { name: 'endpoints', parameters: { tab: 'endpoints' } },
  { name: 'commands', parameters: { tab: 'commands' } },
  { name: 'a what-if', parameters: { tab: 'endpoints', 'what-if': 'replicas:2' } },
  { name: 'a Service that is not there', parameters: { service: 'default/nothing' } },
];

for (const { name, parameters } of VIEWS) {
  test(`${name}: no violation of axe's rules, light or dark, and no console error`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    const errors = collectConsoleErrors(page);
    await openService(page, zonescope.url, { service: KUBE_DNS, parameters });
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      const { violations } = await new AxeBuilder({ page }).analyze();
      const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`);
      expect(found, colorScheme).toEqual([]);
    }
    expect(errors).toEqual([]);
  });
}

for (const viewport of [
  { width: 1440, height: 900 },
  { width: 1024, height: 768 },
  { width: 390, height: 844 },
]) {
  test(`at ${viewport.width}x${viewport.height} nothing is wider than the page`, async ({ page }) => {
    await page.setViewportSize(viewport);
    await openService(page, zonescope.url, { service: KUBE_DNS });
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBeLessThanOrEqual(viewport.width);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);
  });
}
