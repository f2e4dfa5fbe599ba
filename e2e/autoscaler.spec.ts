import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { hasKubectl, kubectl } from './support/kubectl.ts';
import { startZonescope, type ZonescopeProcess } from './support/start-zonescope.ts';
import { collectConsoleErrors, openService } from './support/zonescope-page.ts';

const WEB = 'shop/web';

test.skip(!hasKubectl, 'needs kubectl, with which the range is changed');

let zonescope: ZonescopeProcess;
test.beforeAll(async () => {
  zonescope = await startZonescope(['--demo=autoscaled']);
});
test.afterAll(async () => void (await zonescope.stop()));

const run = (args: readonly string[]): Promise<string> => kubectl(zonescope.kubeconfig ?? '', args);

test('the strip marks the range of the autoscaler, says what it does to the hints, and follows it', async ({
  page,
}) => {
  const errors = collectConsoleErrors(page);
  await openService(page, zonescope.url, { service: WEB });
  const range = page.locator('[data-what-if="autoscaler"]');
  await expect(range).toHaveText('HPA web: 3 to 9 replicas, has 6, wants 6 · hints at 4 of 7 counts, none at 4–5, 8');
  // All three at one moment: what comes late above the strip moves them.
  const [mark, first, last] = await page.evaluate(() =>
    ['[data-range="3..9"]', '[data-replicas="3"]', '[data-replicas="9"]'].map((selector) => {
      const box = document.querySelector(selector)?.getBoundingClientRect();
      return { left: box?.left ?? Number.NaN, right: box?.right ?? Number.NaN };
    }),
  );
  expect(mark?.left).toBeCloseTo(first?.left ?? 0, 0);
  expect(mark?.right).toBeCloseTo(last?.right ?? 0, 0);
  await expect(page.getByRole('slider', { name: 'Replicas' })).toHaveAccessibleDescription(/^HPA web: 3 to 9 replicas/);

  await page.locator('[data-replicas="12"]').click();
  await expect(range).toContainText('12 is outside of it, and would not last');
  await page.keyboard.press('Escape');
  await expect(range).not.toContainText('outside');

  await run(['-n', 'shop', 'patch', 'hpa', 'web', '-p', '{"spec":{"minReplicas":12,"maxReplicas":60}}']);
  await expect(range).toContainText('HPA web: 12 to 60 replicas, has 12, wants 12 · hints at all of its 49 counts');
  await expect(page.locator('[data-range="12..60"]')).toBeVisible();
  const { violations } = await new AxeBuilder({ page }).include('[data-pane="what-if"]').analyze();
  expect(violations).toEqual([]);

  await run(['-n', 'shop', 'autoscale', 'deployment', 'web', '--name=second', '--min=2', '--max=4']);
  await expect(range).toHaveText('2 HPAs scale the same pods (second, web), so that none of their ranges holds');
  await run(['-n', 'shop', 'delete', 'hpa', 'web', 'second']);
  await expect(range).toHaveCount(0);
  expect(errors).toEqual([]);
});
