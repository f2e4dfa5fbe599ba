import { expect, test } from '@playwright/test';
import { startZonescope, type ZonescopeProcess } from './support/start-zonescope.ts';
import { KUBE_DNS } from './support/tutorial.ts';
import { openService } from './support/zonescope-page.ts';

let zonescope: ZonescopeProcess;
test.beforeAll(async () => {
  zonescope = await startZonescope(['--demo']);
});
test.afterAll(async () => void (await zonescope.stop()));

test('the search is there at a key, takes what is typed, goes where Enter says and gives the focus back', async ({
  page,
}) => {
  await openService(page, zonescope.url, { service: KUBE_DNS, parameters: { tab: 'why' } });
  const tab = page.getByRole('tab', { name: 'Why' });
  await tab.focus();
  await page.keyboard.press('/');
  await page.keyboard.type('worker2');
  await page.keyboard.press('Enter');
  await expect(page.locator('[data-inspected-node="kind-worker2"]')).toBeVisible();
  await expect(page).toHaveURL(/node=kind-worker2/);
  await expect(page.locator('body')).not.toBeFocused();
});

test('the table is a state of the URL and holds every node and endpoint of the graph', async ({ page }) => {
  await openService(page, zonescope.url, { service: KUBE_DNS });
  await page.getByRole('button', { name: 'Table', exact: true }).click();
  await expect(page).toHaveURL(/show=table/);
  await page.reload();
  const graph = page.locator('[data-pane="graph"]');
  for (const name of ['kind-control-plane', 'kind-worker3', 'coredns-558bd4d5db-pxphb', '10.244.2.2']) {
    await expect(graph.getByText(name).first()).toBeVisible();
  }
});

test('a slider moved by arrows predicts, and Escape ends it', async ({ page }) => {
  await openService(page, zonescope.url, { service: KUBE_DNS });
  await page.getByRole('slider').focus();
  await page.keyboard.press('ArrowLeft');
  await expect(page).toHaveURL(/what-if=replicas(:|%3A)3/);
  await expect(page.getByText('predicted').first()).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page).not.toHaveURL(/what-if/);
});
