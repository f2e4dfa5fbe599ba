import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import {
  kubeconfigFor,
  type ObjectsApi,
  type ObjectsByResource,
  startObjectsApi,
} from '#lib/server/objects-api.test-support.ts';
import { startZonescope, type ZonescopeProcess } from './support/start-zonescope.ts';
import { collectConsoleErrors, openService } from './support/zonescope-page.ts';

/** What would run if it were taken for markup, an address or a template. */
const MARKUP = [
  '<img src=x onerror="window.ran=1">',
  '</script><script>window.ran=1</script>',
  'javascript:window.ran=1',
  '{{constructor.constructor("window.ran=1")()}}',
  '"><svg/onload=window.ran=1>',
  "';window.ran=1;//",
];
/** What would turn text around, hide in it or split a frame. */
const ODD = [
  '\u202eevil\u202c',
  'zero\u200bwidth',
  'nul\0',
  'lone\ud800',
  'line\u2028separator',
  '🙂',
  'a'.repeat(253),
  'a\nb\r\nevent: bye\n\n',
];

const ALL = [...MARKUP, ...ODD];

/** A cluster in which every text that the page shows is one of these. */
function hostileObjects(texts: readonly string[]): ObjectsByResource {
  const at = (index: number): string => texts[index % texts.length] ?? '';
  const nodes = texts.map((text, index) => ({
    kind: 'Node',
    metadata: {
      name: `node-${index}`,
      uid: `n${index}`,
      resourceVersion: '1',
      labels: { 'topology.kubernetes.io/zone': text, 'kubernetes.io/hostname': at(index + 1) },
    },
    spec: { taints: [{ key: at(index + 2), value: text, effect: at(index + 3) }] },
    status: {
      allocatable: { cpu: text, memory: '1Gi', pods: '10' },
      conditions: [{ type: 'Ready', status: 'True', reason: text, message: text }],
      nodeInfo: { kubeletVersion: index === 0 ? 'v1.34.2' : text, operatingSystem: at(index + 1) },
    },
  }));
  const services = [
    {
      kind: 'Service',
      metadata: {
        name: 'web',
        namespace: 'default',
        uid: 's',
        resourceVersion: '1',
        annotations: {
          'service.kubernetes.io/topology-mode': at(0),
          'service.kubernetes.io/topology-aware-hints': at(1),
        },
      },
      spec: {
        type: at(2),
        clusterIP: '10.96.0.7',
        clusterIPs: ['10.96.0.7'],
        ipFamilies: ['IPv4'],
        trafficDistribution: at(3),
        selector: { app: at(4) },
        ports: texts.map((name, index) => ({ name, protocol: 'TCP', port: 80 + index, appProtocol: name })),
      },
    },
  ];
  const endpointslices = [
    {
      kind: 'EndpointSlice',
      metadata: {
        name: 'web-1',
        namespace: 'default',
        uid: 'e',
        resourceVersion: '1',
        labels: { 'kubernetes.io/service-name': 'web', 'endpointslice.kubernetes.io/managed-by': at(5) },
      },
      addressType: 'IPv4',
      ports: texts.map((name, index) => ({ name, protocol: 'TCP', port: 8_000 + index })),
      endpoints: texts.map((text, index) => ({
        addresses: [index === 0 ? text : `10.0.0.${index}`],
        conditions: { ready: true },
        nodeName: `node-${index}`,
        zone: text,
        hints: { forZones: [{ name: text }] },
        targetRef: { kind: 'Pod', name: text, uid: `p${index}` },
      })),
    },
  ];
  const pods = texts.map((text, index) => ({
    kind: 'Pod',
    metadata: { name: `pod-${index}`, namespace: 'default', uid: `p${index}`, labels: { app: text } },
    spec: { nodeName: text, containers: [{ name: text, image: text }] },
    status: { phase: text, podIPs: [{ ip: text }] },
  }));
  return { nodes, services, endpointslices, pods };
}

/** A page is opened for each tab, and a machine may be busy. */
test.describe.configure({ timeout: 120_000 });

let api: ObjectsApi;
let zonescope: ZonescopeProcess;
let folder: string;

async function watch(texts: readonly string[]): Promise<void> {
  folder = mkdtempSync(join(tmpdir(), 'zonescope-hostile-'));
  api = await startObjectsApi(hostileObjects(texts));
  writeFileSync(join(folder, 'config'), kubeconfigFor(api.url, 'token'));
  zonescope = await startZonescope(['--kubeconfig', join(folder, 'config')]);
}

test.afterEach(async () => {
  await zonescope.stop();
  await api.close();
  rmSync(folder, { recursive: true });
});

/** Whether text with a mark that turns it around is shown, and where it could turn what stands beside it. */
function textsThatTurn(page: Page): Promise<{ readonly found: boolean; readonly loose: readonly string[] }> {
  return page.evaluate(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const loose: string[] = [];
    let found = false;
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const parent = node.parentElement;
      if (parent === null || !node.nodeValue?.includes('\u202e') || parent.closest('script') !== null) continue;
      found = true;
      let around: Element | null = parent;
      while (around !== null && !/isolate|plaintext/.test(getComputedStyle(around).unicodeBidi)) {
        // A block, and a control of the browser's own, ends what turns.
        if (/^(block|flex|grid|table-cell|list-item)$/.test(getComputedStyle(around).display)) break;
        if (['OPTION', 'TITLE', 'desc', 'title'].includes(around.tagName)) break;
        around = around.parentElement;
      }
      const isBlock = around !== null && around.textContent === node.nodeValue;
      const isIsolated = around !== null && /isolate|plaintext/.test(getComputedStyle(around).unicodeBidi);
      const isNative = around !== null && ['OPTION', 'TITLE', 'desc', 'title'].includes(around.tagName);
      if (!isBlock && !isIsolated && !isNative) loose.push(parent.outerHTML.slice(0, 160));
    }
    return { found, loose };
  });
}

async function lookEverywhere(page: Page): Promise<void> {
  for (const tab of ['why', 'node', 'endpoints', 'commands']) {
    await openService(page, zonescope.url, { service: 'default/web', parameters: { tab, node: 'node-1' } });
    await expect(page.locator('main, #main').first()).toBeVisible();
  }
}

test('promise 09: text of the cluster is neither run nor linked, and the policy has nothing to report', async ({
  page,
}) => {
  await watch(MARKUP);
  const errors = collectConsoleErrors(page);
  const dialogs: string[] = [];
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  await lookEverywhere(page);
  expect(await page.evaluate(() => 'ran' in window)).toBe(false);
  expect(await page.locator('a[href^="javascript:"], img[src="x"], svg[onload]').count()).toBe(0);
  expect([dialogs, errors]).toEqual([[], []]);
});

test('bad input 19: markup in zones, ports, taints, annotations and pods is shown as the text that it is', async ({
  page,
}) => {
  await watch(MARKUP);
  await openService(page, zonescope.url, { service: 'default/web', parameters: { tab: 'endpoints' } });
  await expect(page.getByText('<img src=x onerror="window.ran=1">').first()).toBeAttached();
});

test('bad input 20: odd characters in names neither turn the page around nor split a frame', async ({ page }) => {
  await watch(ALL);
  const errors = collectConsoleErrors(page);
  await lookEverywhere(page);
  await openService(page, zonescope.url, { service: 'default/web', parameters: { tab: 'endpoints' } });
  await expect.poll(() => textsThatTurn(page)).toEqual({ found: true, loose: [] });
  await expect(page.locator('[data-connection]').first()).toHaveAttribute('data-connection', 'live');
  expect(errors).toEqual([]);
});

test('bad input 02: how many objects could not be read stands on the page, and the others are shown', async ({
  page,
}) => {
  await watch(['plain']);
  await openService(page, zonescope.url, { service: 'default/web' });
  await expect(page.locator('.notices')).not.toContainText('without a name or version');
  api.tell('nodes', 'ADDED', { kind: 'Node', metadata: { resourceVersion: '50' } });
  await expect(page.locator('.notices')).toContainText('1 object without a name or version');
  await expect(page.locator('[data-node="node-0"]')).toBeVisible();
});
