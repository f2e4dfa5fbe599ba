import { readFileSync } from 'node:fs';
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { startZonescope, type ZonescopeProcess } from './support/start-zonescope.ts';
import { collectConsoleErrors, openService } from './support/zonescope-page.ts';

const WEB = 'shop/web';

let zonescope: ZonescopeProcess;
test.beforeAll(async () => {
  zonescope = await startZonescope(['--demo=three-zones']);
});
test.afterAll(async () => void (await zonescope.stop()));

function open(page: Page, parameters: Readonly<Record<string, string>>): Promise<void> {
  return openService(page, zonescope.url, { service: WEB, parameters });
}

test('the client mix decides the loads, and what crosses zones has its cost', async ({ page }) => {
  await open(page, { tab: 'endpoints' });
  await expect(page.locator('[data-load="crossing"]')).toContainText('67 %');
  await page.getByLabel('Who sends').selectOption('zones');
  const parts = page.getByLabel('Parts by zone, such as a=60,b=40');
  await parts.fill('a=nonsense');
  await parts.press('Enter');
  await expect(parts).toHaveAttribute('aria-invalid', 'true');
  await parts.fill('a=100');
  await parts.press('Enter');
  await expect(page.locator('[data-load="mix"]')).toHaveText('by typed parts of each zone: a 100');
  await expect(page.locator('[data-load-zone="b"]')).toContainText('0 %');
  await page.getByLabel('Bytes a month').fill('1100Gi');
  await page.getByLabel('Bytes a month').press('Enter');
  await page.getByLabel('Price per GiB').fill('0.01');
  await page.getByLabel('Price per GiB').press('Enter');
  // Seven of eleven endpoints are elsewhere: 700 GiB, charged where they leave and where they enter.
  await expect(page.locator('[data-load="cost"] b').first()).toHaveText('14');
  await expect(page).toHaveURL(/mix=a%3D100&bytes=1100Gi&price=0\.01|mix=a=100&bytes=1100Gi&price=0\.01/);
});

test("another Service's endpoints are the clients", async ({ page }) => {
  await open(page, { tab: 'endpoints', mix: `service:${WEB}` });
  await expect(page.locator('[data-load="mix"]')).toHaveText(`sent from the endpoints of ${WEB}`);
  await expect(page.locator('[data-load-zone="c"]')).toContainText('27 %');
});

test('the list shows the rows of what the URL supposes, marked as predicted', async ({ page }) => {
  await open(page, {});
  const row = page.locator(`[data-service="${WEB}"]`);
  await expect(row).toHaveAttribute('data-verdict', 'off');
  await expect(row).toContainText('flips at 10, 12 endpoints');
  await expect(page.locator('[data-sweep]')).toHaveCount(0);
  await page.goto(`${zonescope.url}/?service=${WEB}&what-if=replicas:12`);
  await expect(page.locator('[data-sweep="predicted"]')).toBeVisible({ timeout: 20_000 });
  await expect(row).toHaveAttribute('data-verdict', 'zone-routed');
  await page.keyboard.press('Escape');
  await expect(page.locator('[data-sweep]')).toHaveCount(0);
  await expect(row).toHaveAttribute('data-verdict', 'off');
});

test('a cluster that changes all the time keeps no prediction away', async ({ page }) => {
  const [, server = ''] = /server: ["']?([^"'\s]+)/.exec(readFileSync(zonescope.kubeconfig ?? '', 'utf8')) ?? [];
  const change = async (value: string | null): Promise<void> => {
    const body = JSON.stringify({ metadata: { annotations: { 'service.kubernetes.io/topology-mode': value } } });
    const headers = { 'content-type': 'application/merge-patch+json' };
    const answer = await fetch(`${server}/api/v1/namespaces/default/services/kubernetes`, {
      method: 'PATCH',
      body,
      headers,
    });
    expect(answer.status).toBe(200);
  };
  let changes = 0;
  let isOver = false;
  const changing = (async () => {
    for (; !isOver; changes += 1) await change(`v${changes}`);
  })();
  await page.goto(`${zonescope.url}/?service=${WEB}&what-if=replicas:12`);
  await expect(page.locator('[data-sweep="predicted"]')).toBeVisible({ timeout: 20_000 });
  const before = changes;
  isOver = true;
  await changing;
  expect(before).toBeGreaterThan(10);
  await change(null);
});

test('modes, distances and versions stand side by side, and each can be tried', async ({ page }) => {
  await open(page, { tab: 'compare' });
  const modes = page.locator('[data-compare="modes"]');
  await expect(modes.locator('[data-mode="PreferClose"]')).toContainText('100 %', { timeout: 20_000 });
  await expect(modes.locator('[data-mode="PreferSameNode"]')).toContainText('this version lacks it');
  await expect(page.locator('[data-compare="flips"]')).toContainText('12 replicas instead of 11');
  await page.getByLabel('Every program at').selectOption('1.37');
  await expect(page).toHaveURL(/upgrade=1\.37/);
  await modes.getByRole('button', { name: 'Try as what-if: PreferClose' }).click();
  await expect(page).toHaveURL(/what-if=mode:PreferClose/);
  await expect(modes.locator('[data-mode="PreferClose"]')).toContainText('now');
});

test('the list is saved as it is shown', async ({ page }) => {
  await open(page, { filter: 'problems' });
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save the list as CSV' }).click();
  const lines = readFileSync(await (await download).path(), 'utf8')
    .trimEnd()
    .split('\r\n');
  expect(lines).toHaveLength(2);
  expect(lines[1]).toMatch(/^shop\/web,off,overload-threshold,/);
  expect((await download).suggestedFilename()).toBe('zonescope-services.csv');

  await open(page, { 'what-if': 'replicas:12' });
  await expect(page.locator('[data-sweep="predicted"]')).toBeVisible();
  const predicted = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save the list as JSON' }).click();
  expect((await predicted).suggestedFilename()).toBe('zonescope-services-predicted.json');
});

for (const scheme of ['light', 'dark'] as const) {
  for (const parameters of [{ tab: 'compare' }, { tab: 'endpoints', mix: 'a=60,b=40', bytes: '1Ti', price: '0.01' }]) {
    test(`${parameters.tab}, ${scheme}: no violation of axe's rules, no console error`, async ({ page }) => {
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
      const errors = collectConsoleErrors(page);
      await open(page, parameters);
      await expect(page.locator('[data-compare="modes"], [data-load="cost"]')).toBeVisible({ timeout: 20_000 });
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)).toEqual([]);
      expect(errors).toEqual([]);
    });
  }
}
