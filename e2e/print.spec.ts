import { expect, test } from '@playwright/test';
import { startZonescope, type ZonescopeProcess } from './support/start-zonescope.ts';
import { openService } from './support/zonescope-page.ts';

let zonescope: ZonescopeProcess;

test.beforeAll(async () => {
  zonescope = await startZonescope(['--demo=three-zones']);
});

test.afterAll(() => zonescope.stop());

test('paper shows the graph and the whole open tab on white with the moment, and no list or control', async ({
  page,
}) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  await openService(page, zonescope.url, { service: 'shop/web' });
  await expect(page.locator('[data-printed-time]')).toBeHidden();
  const copy = page.locator('#inspector-panel').getByRole('button', { name: /^Copy/ });
  await expect(copy.first()).toBeVisible();
  await page.emulateMedia({ colorScheme: 'dark', media: 'print' });
  await expect(page.locator('[data-printed-time]')).toHaveText(/^Printed at \d{4}-\d\d-\d\dT[\d:.]+Z;/);
  await expect(page.locator('svg.graph').first()).toBeVisible();
  await expect(page.locator('html')).toHaveCSS('background-color', 'rgb(255, 255, 255)');
  for (const hidden of ['[data-pane="services"]', '[data-pane="what-if"]', '.top-bar select']) {
    await expect(page.locator(hidden)).toBeHidden();
  }
  await expect(copy).toHaveCount(0);
  const panel = page.locator('#inspector-panel');
  const graph = page.locator('section:has(> div svg.graph), section:has(> svg.graph)').first();
  for (const pane of [panel, graph]) {
    await expect(pane).toHaveCSS('overflow-y', 'visible');
  }
  const cut = await panel.evaluate((element) => {
    const { bottom } = element.getBoundingClientRect();
    return [...element.querySelectorAll('*')].some((inner) => inner.getBoundingClientRect().bottom > bottom + 1);
  });
  expect(cut).toBe(false);
  // What is only read aloud takes no room: it had brought blank pages behind the last.
  const beyond = await page.evaluate(() => {
    const bottom = document.querySelector('.page')?.getBoundingClientRect().bottom ?? 0;
    return document.documentElement.scrollHeight - Math.max(bottom, window.innerHeight);
  });
  expect(beyond).toBeLessThanOrEqual(1);
});
