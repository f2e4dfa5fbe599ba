import { expect, type Page, test } from '@playwright/test';
import { type ClusterCommands, clusterCommands } from './support/cluster-commands.ts';
import { startZonescope, type ZonescopeProcess } from './support/start-zonescope.ts';
import { startTcpRelay } from './support/tcp-relay.ts';
import { ANNOTATE, byZone, KUBE_DNS, LABEL_ZONES, STEPS } from './support/tutorial.ts';
import { expectDialled, openService } from './support/zonescope-page.ts';

async function toHintedStep(cluster: ClusterCommands): Promise<void> {
  for (const command of [...LABEL_ZONES, ANNOTATE]) await cluster.run(command);
}

function connection(page: Page) {
  return page.locator('[data-connection]').first();
}

test('a server that is killed and started again under an open page is live again without a reload', async ({
  page,
}) => {
  let zonescope: ZonescopeProcess = await startZonescope(['--demo']);
  try {
    await openService(page, zonescope.url, { service: KUBE_DNS });
    await page.evaluate(() => Object.assign(window, { stayed: true }));
    await zonescope.stop('SIGKILL');
    await expect(connection(page)).toHaveAttribute('data-connection', 'reconnecting');
    zonescope = await startZonescope(['--demo', '--port', String(zonescope.port)]);
    await expect(connection(page)).toHaveAttribute('data-connection', 'live', { timeout: 20_000 });
    await toHintedStep(await clusterCommands(zonescope));
    await expectDialled(page, 'dns', byZone(STEPS.hinted.a, STEPS.hinted.b, 53));
    expect(await page.evaluate(() => 'stayed' in window)).toBe(true);
  } finally {
    await zonescope.stop();
  }
});

test('a page through a relay on another port works, says when the relay dies and recovers when it is back', async ({
  page,
}) => {
  const zonescope = await startZonescope(['--demo']);
  const relay = await startTcpRelay(zonescope.port);
  try {
    await openService(page, `http://127.0.0.1:${relay.port}`, { service: KUBE_DNS });
    await relay.die();
    await expect(connection(page)).toHaveAttribute('data-connection', 'reconnecting');
    await toHintedStep(await clusterCommands(zonescope));
    await relay.revive();
    await expect(connection(page)).toHaveAttribute('data-connection', 'live', { timeout: 20_000 });
    await expectDialled(page, 'dns', byZone(STEPS.hinted.a, STEPS.hinted.b, 53));
  } finally {
    await relay.close();
    await zonescope.stop();
  }
});
