import { parseArgs } from 'node:util';
import { type CDPSession, chromium, type Page } from '@playwright/test';
import { browserPath } from '../../scripts/browser.mjs';
import { FULL_SHAPE, NAMESPACE, serviceName } from '../soak/cluster-shape.ts';
import { startSoaked, wait } from '../soak/soaked-zonescope.ts';

/** What a page takes in its browser while the cluster changes. */
export interface PageRow {
  readonly case: string;
  /** From the request for the page until its list of Services and its graph are there. */
  readonly data_ms: number;
  /** Of its time, how much the page's main thread was at work. */
  readonly busy: number;
  /** From a key that was pressed until what it moved was painted. */
  readonly key_p50_ms: number;
  readonly key_max_ms: number;
  /** Of JavaScript, after a collection. */
  readonly heap_mb: number;
}

/** One that changes now and then, and one that changes with most frames. */
const CASES = [
  { name: 'a small Service', service: 9_000 },
  { name: 'a Service of 1,000 endpoints', service: 0 },
] as const;
const SETTLE_MILLIS = 5_000;
const KEYS = 20;
const BETWEEN_KEYS_MILLIS = 250;

/**
 * `npm run -s bench -- page [--json] [--seconds S]`: one page on the soak's cluster (5,000 nodes, 10,000 Services, 100,000
 * endpoints, 100 changes a second), in a real browser.
 */
export async function pageBench(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: { json: { type: 'boolean', default: false }, seconds: { type: 'string', default: '20' } },
  });
  const soaked = await startSoaked({ shape: FULL_SHAPE });
  const browser = await chromium.launch({
    executablePath: browserPath(),
    args: ['--no-sandbox', '--disable-gpu', '--enable-precise-memory-info'],
  });
  try {
    soaked.api.send('begin');
    const rows: PageRow[] = [];
    for (const { name, service } of CASES) {
      const page = await browser.newPage({ viewport: { width: 1_440, height: 900 } });
      const path = `/?service=${NAMESPACE}/${serviceName(service)}`;
      rows.push({ case: name, ...(await measure(page, soaked.url + path, Number(values.seconds))) });
      await page.close();
    }
    if (values.json) console.log(JSON.stringify(rows));
    else for (const row of rows) console.log(lineOf(row));
  } finally {
    await browser.close();
    soaked.stop();
  }
}

async function measure(page: Page, url: string, seconds: number): Promise<Omit<PageRow, 'case'>> {
  await page.addInitScript(observeKeys);
  const began = performance.now();
  await page.goto(url, { waitUntil: 'commit' });
  await page.locator('[data-service]').first().waitFor();
  await page.locator('[data-pane="graph"] svg.graph').first().waitFor();
  const dataMillis = performance.now() - began;
  await wait(SETTLE_MILLIS);
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const before = await metricOf(session, 'TaskDuration');
  await wait(seconds * 1_000);
  const busy = ((await metricOf(session, 'TaskDuration')) - before) / seconds;
  for (let key = 0; key < KEYS; key += 1) {
    await page.keyboard.press(key % 2 === 0 ? 'j' : 'k');
    await wait(BETWEEN_KEYS_MILLIS);
  }
  const keys = (await page.evaluate<number[]>('window.keyMillis')).toSorted((left, right) => left - right);
  await session.send('HeapProfiler.collectGarbage');
  return {
    data_ms: Math.round(dataMillis),
    busy: Number(busy.toFixed(2)),
    key_p50_ms: keys[Math.floor(keys.length / 2)] ?? 0,
    key_max_ms: keys.at(-1) ?? 0,
    heap_mb: Number(((await metricOf(session, 'JSHeapUsedSize')) / 2 ** 20).toFixed(1)),
  };
}

/** Runs in the page: how long each press of a key took until the next frame was painted, by the browser's own clock. */
function observeKeys(): void {
  const keyMillis: number[] = [];
  Object.assign(globalThis, { keyMillis });
  new PerformanceObserver((list) => {
    for (const { name, duration } of list.getEntries()) if (name === 'keydown') keyMillis.push(duration);
  }).observe({ type: 'event', durationThreshold: 16, buffered: true } as PerformanceObserverInit);
}

async function metricOf(session: CDPSession, name: string): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return metrics.find((metric) => metric.name === name)?.value ?? 0;
}

function lineOf({ case: name, data_ms, busy, key_p50_ms, key_max_ms, heap_mb }: PageRow): string {
  return (
    `${name.padEnd(30)} data after ${data_ms} ms, main thread busy ${Math.round(busy * 100)} %, ` +
    `a key painted after ${key_p50_ms} ms (p50), ${key_max_ms} ms (max), heap ${heap_mb} MB`
  );
}
