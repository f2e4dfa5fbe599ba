import { readdirSync } from 'node:fs';
import { expect, type Page, test } from '@playwright/test';
import { clusterCommands } from './support/cluster-commands.ts';
import { startZonescope, type ZonescopeProcess } from './support/start-zonescope.ts';
import { openStream } from './support/stream-clients.ts';
import { ANNOTATE, byZone, KUBE_DNS, LABEL_ZONES, STEPS } from './support/tutorial.ts';
import { expectDialled, openService } from './support/zonescope-page.ts';

/** What only the process itself shows: being stopped, its descriptors, being killed under many pages. */

async function toHintedStep(zonescope: ZonescopeProcess): Promise<void> {
  const cluster = await clusterCommands(zonescope);
  for (const command of [...LABEL_ZONES, ANNOTATE]) await cluster.run(command);
}

async function expectLive(page: Page): Promise<void> {
  await expect(page.locator('[data-connection]').first()).toHaveAttribute('data-connection', 'live', {
    timeout: 20_000,
  });
}

/** The embedded cluster has the gate of hints on, which its API does not tell. */
const GATES = ['--feature-gates', 'TopologyAwareHints=true'];

test('fault 18: a server process that was stopped and goes on shows within 10 s what came meanwhile', async ({
  page,
}) => {
  test.skip(process.platform === 'win32', 'Windows has no SIGSTOP');
  test.setTimeout(120_000);
  const cluster = await startZonescope(['--demo']);
  const zonescope = await startZonescope(['--kubeconfig', cluster.kubeconfig ?? '', ...GATES]);
  try {
    await openService(page, zonescope.url, { service: KUBE_DNS });
    await expectDialled(page, 'dns', byZone(STEPS.start.a, STEPS.start.b, 53));
    process.kill(zonescope.pid, 'SIGSTOP');
    const stopped = Date.now();
    await toHintedStep(cluster);
    // So long that the process itself finds that time has passed without it.
    await expect.poll(() => Date.now() - stopped, { timeout: 30_000 }).toBeGreaterThan(15_000);
    await expectDialled(page, 'dns', byZone(STEPS.start.a, STEPS.start.b, 53));
    process.kill(zonescope.pid, 'SIGCONT');
    const woken = Date.now();
    await expectDialled(page, 'dns', byZone(STEPS.hinted.a, STEPS.hinted.b, 53));
    expect(Date.now() - woken).toBeLessThan(10_000);
    await expectLive(page);
  } finally {
    process.kill(zonescope.pid, 'SIGCONT');
    await zonescope.stop();
    await cluster.stop();
  }
});

test('fault 23: 2,000 streams that are opened and dropped leave the server no descriptor', async () => {
  test.skip(process.platform !== 'linux', 'descriptors are counted in /proc, which is Linux’s');
  test.setTimeout(120_000);
  const zonescope = await startZonescope(['--demo']);
  const descriptors = (): number => readdirSync(`/proc/${zonescope.pid}/fd`).length;
  const round = async (): Promise<number> => {
    const clients = await Promise.all(Array.from({ length: 100 }, () => openStream(zonescope.url)));
    const open = descriptors();
    for (const client of clients) client.close();
    await Promise.all(clients.map(({ ended }) => ended));
    return open;
  };
  try {
    // What a server opens once, with its first streams, is no leak.
    const most = await round();
    let before = most;
    await expect
      .poll(() => {
        const [last, now] = [before, descriptors()];
        before = now;
        return now <= most - 90 && now === last;
      })
      .toBe(true);
    const open: number[] = [];
    for (let at = 0; at < 20; at += 1) open.push(await round());
    expect(Math.max(...open)).toBeGreaterThanOrEqual(before + 90);
    await expect.poll(descriptors, { timeout: 30_000 }).toBeLessThanOrEqual(before);
  } finally {
    await zonescope.stop();
  }
});

test('fault 27: six pages open on a server that is killed and started again are all live again without a reload', async ({
  browser,
}) => {
  test.setTimeout(120_000);
  let zonescope = await startZonescope(['--demo']);
  const pages = await Promise.all(Array.from({ length: 6 }, async () => (await browser.newContext()).newPage()));
  try {
    for (const page of pages) await openService(page, zonescope.url, { service: KUBE_DNS });
    for (const page of pages) await page.evaluate(() => Object.assign(window, { stayed: true }));
    await zonescope.stop('SIGKILL');
    zonescope = await startZonescope(['--demo', '--port', String(zonescope.port)]);
    await Promise.all(pages.map(expectLive));
    await toHintedStep(zonescope);
    for (const page of pages) {
      await expectDialled(page, 'dns', byZone(STEPS.hinted.a, STEPS.hinted.b, 53));
      expect(await page.evaluate(() => 'stayed' in window)).toBe(true);
    }
  } finally {
    await Promise.all(pages.map((page) => page.context().close()));
    await zonescope.stop();
  }
});
