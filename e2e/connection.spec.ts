import { expect, type Page, test } from '@playwright/test';
import { type ClusterCommands, clusterCommands } from './support/cluster-commands.ts';
import { startOddProxy } from './support/odd-proxy.ts';
import { startZonescope, type ZonescopeProcess } from './support/start-zonescope.ts';
import { openStream } from './support/stream-clients.ts';
import { startTcpRelay } from './support/tcp-relay.ts';
import { ANNOTATE, byZone, KUBE_DNS, LABEL_ZONES, STEPS } from './support/tutorial.ts';
import { expectDialled, openService } from './support/zonescope-page.ts';

async function toHintedStep(cluster: ClusterCommands): Promise<void> {
  for (const command of [...LABEL_ZONES, ANNOTATE]) await cluster.run(command);
}

function connection(page: Page) {
  return page.locator('[data-connection]').first();
}

test('fault 27: a server that is killed and started again under an open page is live again without a reload', async ({
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

test('fault 29: a page through a relay on another port works, says when the relay dies and recovers when it is back', async ({
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

test('fault 28: SIGTERM says farewell to 200 open streams and ends within 5 s with exit code 0', async () => {
  const zonescope = await startZonescope(['--demo']);
  const clients = await Promise.all(Array.from({ length: 200 }, () => openStream(zonescope.url)));
  await expect.poll(() => clients.every(({ text }) => text().includes('event: status'))).toBe(true);
  const started = Date.now();
  expect(await zonescope.stop('SIGTERM')).toBe(0);
  expect(Date.now() - started).toBeLessThan(5_000);
  await Promise.all(clients.map(({ ended }) => ended));
  expect(clients.filter(({ text }) => !text().endsWith('event: bye\ndata: {}\n\n'))).toEqual([]);
});

test('fault 33: behind a Service with two replicas the page takes the snapshot of whichever answers', async ({
  page,
}) => {
  const [first, second] = [await startZonescope(['--demo']), await startZonescope(['--demo'])];
  const relay = await startTcpRelay(first.port);
  try {
    await openService(page, `http://127.0.0.1:${relay.port}`, { service: KUBE_DNS });
    await toHintedStep(await clusterCommands(second));
    for (const [port, dialled] of [
      [second.port, byZone(STEPS.hinted.a, STEPS.hinted.b, 53)],
      [first.port, byZone(STEPS.start.a, STEPS.start.b, 53)],
    ] as const) {
      relay.retarget(port);
      await expectDialled(page, 'dns', dialled);
      await expect(connection(page)).toHaveAttribute('data-connection', 'live');
    }
  } finally {
    await relay.close();
    await first.stop();
    await second.stop();
  }
});

test.describe('with a server that stays', () => {
  let zonescope: ZonescopeProcess;
  test.beforeAll(async () => {
    zonescope = await startZonescope(['--demo']);
  });
  test.afterAll(async () => {
    await zonescope.stop();
  });

  test('fault 30: a proxy that holds the stream back is hinted at after 10 s, and one that answers 502 for a while is outlived', async ({
    page,
  }) => {
    const proxy = await startOddProxy(zonescope.port);
    try {
      proxy.mood = 'buffering';
      await page.goto(proxy.url);
      await expect(page.getByText('it must not buffer /api/stream').first()).toBeVisible({ timeout: 20_000 });
      await expect(connection(page)).toHaveAttribute('data-connection', 'held-back');
      proxy.mood = 'bad-gateway';
      await page.reload();
      await expect(connection(page)).toHaveAttribute('data-connection', 'reconnecting');
      proxy.mood = 'honest';
      await expect(connection(page)).toHaveAttribute('data-connection', 'live', { timeout: 20_000 });
    } finally {
      await proxy.close();
    }
  });

  test('fault 31: of 8 tabs the hidden ones let go of their streams in 5 s, and whichever is shown is live', async ({
    context,
  }) => {
    // Each of eight tabs is hidden for the five seconds after which it lets go.
    test.setTimeout(180_000);
    const pages: Page[] = [];
    for (let tab = 0; tab < 8; tab += 1) {
      const page = await context.newPage();
      await page.goto(`${zonescope.url}/?service=${KUBE_DNS}`);
      await expect(connection(page)).toHaveAttribute('data-connection', 'live', { timeout: 20_000 });
      await setHidden(page, true);
      pages.push(page);
      await expect(connection(page)).toHaveAttribute('data-connection', 'closed', { timeout: 10_000 });
    }
    for (const page of [pages[0], pages[7], pages[3]]) {
      if (page === undefined) continue;
      await setHidden(page, false);
      await expect(connection(page)).toHaveAttribute('data-connection', 'live');
      await setHidden(page, true);
    }
  });

  test('fault 32: a tab that was frozen or went back in history or offline says so, and is live again by itself', async ({
    page,
    context,
  }) => {
    await openService(page, zonescope.url, { service: KUBE_DNS });
    const browser = await context.newCDPSession(page);
    await browser.send('Page.setWebLifecycleState', { state: 'frozen' });
    await browser.send('Page.setWebLifecycleState', { state: 'active' });
    await expect(connection(page)).toHaveAttribute('data-connection', 'live');
    await page.goto(`${zonescope.url}/api/livez`);
    await page.goBack();
    await expect(connection(page)).toHaveAttribute('data-connection', 'live');
    const relay = await startTcpRelay(zonescope.port);
    await openService(page, `http://127.0.0.1:${relay.port}`, { service: KUBE_DNS });
    await context.setOffline(true);
    await relay.die();
    await expect(connection(page)).toHaveAttribute('data-connection', 'offline', { timeout: 20_000 });
    await relay.revive();
    await context.setOffline(false);
    await expect(connection(page)).toHaveAttribute('data-connection', 'live', { timeout: 5_000 });
    await relay.close();
  });

  test('fault 19: running through the list with a key held down ends at the Service where it stops, with one stream', async ({
    page,
  }) => {
    const opened: string[] = [];
    const closed: string[] = [];
    page.on('request', (request) => request.url().includes('/api/stream') && opened.push(request.url()));
    page.on('requestfailed', (request) => request.url().includes('/api/stream') && closed.push(request.url()));
    await openService(page, zonescope.url, { service: KUBE_DNS });
    const before = opened.length;
    const held = await page.evaluate(holdKeys, 51);
    await expect(connection(page)).toHaveAttribute('data-connection', 'live');
    const service = new URL(page.url()).searchParams.get('service') ?? '';
    await expect.poll(() => decodeURIComponent(opened.at(-1) ?? '')).toContain(`service=${service}`);
    await expect.poll(() => opened.length - closed.length).toBe(1);
    // One at once, one each 150 ms while keys come, and the last; a busy page takes longer over its keys.
    expect(opened.length - before).toBeLessThanOrEqual(2 + held / 150);
  });
});

/** So many presses of j and k in turn, as fast as a keyboard repeats; resolves with the milliseconds that they took. */
async function holdKeys(presses: number): Promise<number> {
  const start = performance.now();
  for (let press = 0; press < presses; press += 1) {
    const key = press % 2 === 0 ? 'j' : 'k';
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
  return performance.now() - start;
}

/** Headless pages are never hidden by themselves: the page is told so, as the browser would tell it. */
async function setHidden(page: Page, hidden: boolean): Promise<void> {
  await page.evaluate((value) => {
    Object.defineProperty(document, 'hidden', { value, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  }, hidden);
}
