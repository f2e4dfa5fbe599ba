import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Locator, type Page, test } from '@playwright/test';
import {
  kubeconfigFor,
  type ObjectsApi,
  type ObjectsByResource,
  startObjectsApi,
} from '#lib/server/objects-api.test-support.ts';
import { startZonescope, type ZonescopeProcess } from './support/start-zonescope.ts';
import { openService } from './support/zonescope-page.ts';

/** As long as Kubernetes lets a Service's name be. */
const LONG = `a${'23456789-1'.repeat(6)}23`;
const AUTO = { 'service.kubernetes.io/topology-mode': 'Auto' };

const identity = (name: string, namespace?: string) => ({
  name,
  uid: `uid-${name}`,
  resourceVersion: '1',
  ...(namespace !== undefined && { namespace }),
});

function serviceNamed(name: string, fields: Readonly<Record<string, unknown>> = {}) {
  return {
    kind: 'Service',
    metadata: { ...identity(name, 'default'), annotations: AUTO },
    spec: {
      type: 'ClusterIP',
      clusterIP: '10.96.0.7',
      clusterIPs: ['10.96.0.7'],
      ipFamilies: ['IPv4'],
      selector: { app: name },
      ports: [{ name: 'http', protocol: 'TCP', port: 80 }],
      ...fields,
    },
  };
}

/** Two zones; a Service whose three endpoints are all in one, one without endpoints, one that kube-proxy does not serve. */
function objects(): ObjectsByResource {
  const nodes = ['a', 'b'].map((zone) => ({
    kind: 'Node',
    metadata: { ...identity(`node-${zone}`), labels: { 'topology.kubernetes.io/zone': `eu-central-1${zone}` } },
    status: {
      allocatable: { cpu: '4', memory: '8Gi', pods: '110' },
      conditions: [{ type: 'Ready', status: 'True' }],
      nodeInfo: { kubeletVersion: 'v1.34.2', operatingSystem: 'linux' },
    },
  }));
  const slice = {
    kind: 'EndpointSlice',
    metadata: {
      ...identity(`${LONG}-1`, 'default'),
      labels: {
        'kubernetes.io/service-name': LONG,
        'endpointslice.kubernetes.io/managed-by': 'endpointslice-controller.k8s.io',
      },
    },
    addressType: 'IPv4',
    ports: [{ name: 'http', protocol: 'TCP', port: 8080 }],
    endpoints: [1, 2, 3].map((number) => ({
      addresses: [`10.244.0.${number}`],
      conditions: { ready: true },
      nodeName: 'node-a',
      zone: 'eu-central-1a',
      targetRef: { kind: 'Pod', name: `${LONG}-${number}`, uid: `pod-${number}` },
    })),
  };
  const services = [serviceNamed(LONG), serviceNamed('empty'), serviceNamed('headless', { clusterIP: 'None' })];
  const pods = [0, 1].map((number) => ({
    kind: 'Pod',
    metadata: {
      ...identity(`headless-${number}`, 'default'),
      labels: { app: 'headless' },
      ownerReferences: [{ apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'headless', uid: 'set', controller: true }],
    },
    spec: { nodeName: 'node-a', containers: [] },
    status: { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] },
  }));
  return { nodes, services, endpointslices: [slice], pods };
}

let api: ObjectsApi;
let zonescope: ZonescopeProcess;
let folder: string;

test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'zonescope-legible-'));
  api = await startObjectsApi(objects());
  writeFileSync(join(folder, 'config'), kubeconfigFor(api.url, 'token'));
  zonescope = await startZonescope(['--kubeconfig', join(folder, 'config')]);
});

test.afterAll(async () => {
  await zonescope.stop();
  await api.close();
  rmSync(folder, { recursive: true });
});

/** By how many pixels the contents of a box are wider, and taller, than itself. */
function overflowOf(box: Locator): Promise<{ readonly x: number; readonly y: number }> {
  return box.evaluate((element) => ({
    x: element.scrollWidth - element.clientWidth,
    y: element.scrollHeight - element.clientHeight,
  }));
}

/** The texts above the lanes, left to right, with the gap between each and the next. */
function titleGaps(page: Page): Promise<readonly number[]> {
  return page
    .locator('svg.graph > g')
    .first()
    .locator('> text')
    .evaluateAll((texts) => {
      const boxes = texts.map((text) => text.getBoundingClientRect()).sort((left, right) => left.left - right.left);
      return boxes.slice(1).map((box, index) => box.left - (boxes[index]?.right ?? 0));
    });
}

for (const [width, height] of [
  [1440, 900],
  [1024, 768],
  [390, 844],
] as const) {
  test(`a name of 63 characters covers nothing, and no row of the list is cut, at ${width} px`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    await openService(page, zonescope.url, { service: `default/${LONG}`, parameters: { tab: 'why' } });
    await expect(page.locator('[data-finding="single-zone"]')).toBeVisible();
    await expect.poll(() => titleGaps(page).then((gaps) => Math.min(...gaps))).toBeGreaterThan(4);
    expect((await overflowOf(page.getByRole('tabpanel'))).x).toBe(0);
    expect((await overflowOf(page.locator('html'))).x).toBe(0);
    for (const row of await page.getByRole('option').filter({ visible: true }).all()) {
      if ((await row.getAttribute('data-service')) !== null) expect((await overflowOf(row)).y).toBeLessThanOrEqual(1);
    }
  });
}

test('zones that differ in their last letter are told apart where one is lost', async ({ page }) => {
  await openService(page, zonescope.url, { service: `default/${LONG}`, parameters: { tab: 'why' } });
  for (const zone of ['eu-central-1a', 'eu-central-1b']) {
    const button = page.getByRole('button', { name: `Zone outage of ${zone}` });
    await expect(button).toHaveText(zone);
    expect((await overflowOf(button.locator('bdi'))).x).toBeLessThanOrEqual(0);
  }
});

test('no part of the page is left without a word where kube-proxy serves nothing or there is nothing to dial', async ({
  page,
}) => {
  await openService(page, zonescope.url, { service: 'default/headless', parameters: { tab: 'why' } });
  await expect(page.locator('[data-pane="what-if"]')).toContainText('kube-proxy does not serve this Service');
  await openService(page, zonescope.url, { service: 'default/empty', parameters: { tab: 'why' } });
  await expect(page.getByRole('tabpanel')).toContainText('No endpoint to dial');
});

test('the title tells the verdict and the Service, and says what is not the cluster of now', async ({ page }) => {
  await openService(page, zonescope.url, { service: `default/${LONG}` });
  await expect(page).toHaveTitle(`off · default/${LONG} · Zonescope`);
  await openService(page, zonescope.url, { service: 'default/empty', parameters: { 'what-if': 'mode:off' } });
  await expect(page).toHaveTitle('predicted · default/empty · Zonescope');
});
