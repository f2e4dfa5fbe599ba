import { expect, type Page, test } from '@playwright/test';
import { type ClusterCommands, clusterCommands } from './support/cluster-commands.ts';
import { startZonescope, type ZonescopeProcess } from './support/start-zonescope.ts';
import { ANNOTATE, byZone, KUBE_DNS, LABEL_ZONES, STEPS, scaleTo } from './support/tutorial.ts';
import { expectDialled, openService } from './support/zonescope-page.ts';

let zonescope: ZonescopeProcess;
let cluster: ClusterCommands;
test.beforeEach(async () => {
  zonescope = await startZonescope(['--demo']);
  cluster = await clusterCommands(zonescope);
});
test.afterEach(async () => void (await zonescope.stop()));

function foot(page: Page) {
  return page.locator('[data-pane="timeline"]');
}

test('each change has its cause, each moment can be gone back to, and the page says that it is the past', async ({
  page,
}) => {
  test.setTimeout(180_000);
  await openService(page, zonescope.url, { service: KUBE_DNS });
  for (const command of LABEL_ZONES) await cluster.run(command);
  await expect(foot(page).locator('[data-cause="cause.nodes-labelled"]')).toBeVisible();
  await cluster.run(ANNOTATE);
  await expect(foot(page).locator('[data-cause="cause.annotation-set"]')).toBeVisible();
  await expect(page.locator('[data-headline]')).toContainText('off → zone-routed');
  await expectDialled(page, 'dns', byZone(STEPS.hinted.a, STEPS.hinted.b, 53));
  await cluster.run(scaleTo(2));
  await expect(foot(page).locator('[data-cause="cause.replicas"]')).toContainText('from 4 to 2');
  await expectDialled(page, 'dns', byZone(STEPS.two.a, STEPS.two.b, 53));

  await test.step('one step back: four endpoints with hints, at a link that says when', async () => {
    await foot(page).getByRole('button', { name: 'Earlier change' }).click();
    await expect(page.locator('[data-past="there"]')).toContainText('This is the past');
    await expect(page).toHaveURL(/[?&]at=20/);
    await expectDialled(page, 'dns', byZone(STEPS.hinted.a, STEPS.hinted.b, 53));
    await page.reload();
    await expect(page.locator('[data-past="there"]')).toBeVisible();
    await expectDialled(page, 'dns', byZone(STEPS.hinted.a, STEPS.hinted.b, 53));
  });

  await test.step('the past stands still while the cluster moves on, and Escape returns', async () => {
    await cluster.run(scaleTo(1));
    await expectDialled(page, 'dns', byZone(STEPS.hinted.a, STEPS.hinted.b, 53));
    await page.locator('main').press('Escape');
    await expect(page.locator('[data-past]')).toHaveCount(0);
    await expect(page).not.toHaveURL(/[?&]at=/);
    await expectDialled(page, 'dns', byZone(STEPS.one.a, STEPS.one.b, 53));
    await expect(foot(page)).toContainText('2 flips');
  });
});

test('a moment before all is answered with the first one that is known', async ({ page }) => {
  await page.goto(`${zonescope.url}/?service=${KUBE_DNS}&at=2020-01-01T00:00:00Z`);
  await expect(page.locator('[data-past="there"]')).toContainText('now');
  await page.getByRole('button', { name: 'Return to now' }).click();
  await expect(page.locator('[data-past]')).toHaveCount(0);
});

test('the list by its latest change tells of every Service when it changed and why', async ({ page }) => {
  await openService(page, zonescope.url, { service: KUBE_DNS, parameters: { sort: 'changed' } });
  const rows = page.locator('[role="option"][data-service]');
  await expect(rows.filter({ hasText: 'no change seen' })).toHaveCount(2);
  for (const command of LABEL_ZONES) await cluster.run(command);
  await cluster.run(ANNOTATE);
  await expect(rows.first()).toHaveAttribute('data-service', KUBE_DNS);
  await expect(rows.first().locator('[data-changed]')).toContainText(/\d\d:\d\d:\d\d · annotation/);
  await expect(rows.filter({ hasText: 'no change seen' })).toHaveCount(1);
});
