import { basename } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { recordConnection, toldAfter } from '../support/connection-record.ts';
import { expectEndpointsOf, shownEndpoints } from '../support/endpoint-rows.ts';
import { kubectl } from '../support/kubectl.ts';
import { REALCLUSTER, type RealCluster, startRealCluster } from '../support/realcluster.ts';
import { startZonescope, type ZonescopeProcess } from '../support/start-zonescope.ts';
import { collectConsoleErrors, openService } from '../support/zonescope-page.ts';

/**
 * What a real control plane does to those who watch it. One page stays open through all of it and is never reloaded: it says
 * at each moment how much it knows, keeps what it knew, and shows in the end what the API server holds.
 */
test.describe.configure({ mode: 'serial', timeout: 360_000 });
test.skip(REALCLUSTER === undefined, 'needs a control plane of its own (REALCLUSTER)');

const KUBE_DNS = 'kube-system/kube-dns';
const READS = 'nodes,services,pods,endpointslices';
/** Seconds of the heartbeat, until it asks and until nothing has answered, and one more. */
const FOUND_OUT_WITHIN = 36;
const PAUSE_SECONDS = 50;
/** What the machine may add to a time that is promised: page, server and control plane share its cores. */
const BUSY_SECONDS = 3;
/** Seconds for what Zonescope waits itself, up to 20 s, before it asks a server that was away, and for the machine. */
const BACK_WITHIN = 30;
/** Of the role that `rbac-kubeconfig` makes from READS: the rule for endpointslices. */
const SLICES_RULE = { path: '/rules/3', group: 'discovery.k8s.io' };

let cluster: RealCluster;
let zonescope: ZonescopeProcess;
let page: Page;
let role: string;
let errors: readonly string[];

test.beforeAll(async ({ browser }) => {
  test.setTimeout(900_000); // the control plane may have to be built first
  cluster = await startRealCluster(['--topology-mode-auto', 'kube-system/coredns']);
  const token = ['--token-out', `${cluster.directory}/token`];
  const rights = cluster.run(['rbac-kubeconfig', '--rules', READS, '--verbs', 'list,watch', ...token]).trim();
  const kubeconfig = rights.split('\n').at(-1) ?? '';
  role = basename(kubeconfig, '.kubeconfig');
  zonescope = await startZonescope(['--kubeconfig', kubeconfig]);
  page = await browser.newPage();
  errors = collectConsoleErrors(page);
  await openService(page, zonescope.url, { service: KUBE_DNS, parameters: { tab: 'endpoints' } });
  await recordConnection(page);
  await page.evaluate(() => Object.assign(window, { stayed: true }));
});

test.afterAll(async () => {
  await page?.close();
  await zonescope?.stop();
  await cluster?.stop();
});

async function expectConnection(kind: string, seconds: number): Promise<void> {
  await expect(page.locator(`[data-connection="${kind}"]`)).toBeVisible({ timeout: seconds * 1_000 });
}

async function scaleTo(replicas: number): Promise<void> {
  await kubectl(cluster.kubeconfig, ['-n', 'kube-system', 'scale', 'deployment', 'coredns', `--replicas=${replicas}`]);
}

/** The page, without a reload, shows what the API server holds once it has come to rest. */
async function expectCaughtUp(): Promise<void> {
  await expectConnection('live', BACK_WITHIN);
  cluster.settle();
  await expectEndpointsOf(page, cluster.kubeconfig, KUBE_DNS);
}

test('a workload that grows and shrinks is followed', async () => {
  await scaleTo(6);
  await expectCaughtUp();
  await scaleTo(2);
  await expectCaughtUp();
});

test('an API server that is killed and comes back: stale meanwhile, with the last data and its age, then caught up', async () => {
  const before = await shownEndpoints(page);
  const start = Date.now();
  const back = cluster.runBeside(['fault', 'restart-apiserver', '--for', '4s']);
  const { words } = await toldAfter(page, start, 'stale', 10_000);
  expect(words).toMatch(/^stale \d+ s$/);
  expect(await shownEndpoints(page)).toEqual(before);
  await back;
  await scaleTo(5);
  await expectCaughtUp();
});

test('an etcd that is compacted: every version handed out before is gone, and everything is read anew', async () => {
  const start = Date.now();
  const back = cluster.runBeside(['fault', 'compact', '--for', '2s']);
  await toldAfter(page, start, 'stale', 15_000);
  await back;
  await scaleTo(3);
  await expectCaughtUp();
});

test('a node that goes down and comes up', async () => {
  const node = page.locator('[data-node="kind-worker3"]');
  await kubectl(cluster.kubeconfig, ['annotate', 'node', 'kind-worker3', 'realcluster/down=true']);
  await expect(node).toContainText('NotReady', { timeout: 45_000 });
  await expectCaughtUp();
  await kubectl(cluster.kubeconfig, ['annotate', 'node', 'kind-worker3', 'realcluster/down-']);
  await expect(node).not.toContainText('NotReady', { timeout: 45_000 });
  await expectCaughtUp();
});

test(`an API server that hangs with its connections open is found out within ${FOUND_OUT_WITHIN} s`, async () => {
  const start = Date.now();
  await cluster.runBeside(['fault', 'pause-apiserver', '--for', `${PAUSE_SECONDS}s`]);
  const { at } = await toldAfter(page, start, 'stale', 1_000);
  // Counted from when it hung, which is some time after the command was given.
  const hung = Date.now() - PAUSE_SECONDS * 1_000;
  expect((at - hung) / 1_000).toBeLessThanOrEqual(FOUND_OUT_WITHIN + BUSY_SECONDS);
  // What it had begun before it hung runs into its deadlines now, and so may who asks at once.
  await expect(() => kubectl(cluster.kubeconfig, ['get', '--raw', '/readyz'])).toPass({ timeout: 60_000 });
  await scaleTo(4);
  await expectCaughtUp();
});

test('a right that is taken away is named, the rest stays live, and all is back when it is given again', async () => {
  const patch = (operation: object): Promise<string> =>
    kubectl(cluster.kubeconfig, ['patch', 'clusterrole', role, '--type=json', '-p', JSON.stringify([operation])]);
  await patch({ op: 'remove', path: SLICES_RULE.path });
  // Rights are asked for when a watch begins, and a restart ends them all.
  await cluster.runBeside(['fault', 'restart-apiserver']);
  await expectConnection('no-permission', BACK_WITHIN);
  await expect(page.locator('[data-connection]')).toHaveText(/^no permission: (list|watch) endpointslices$/);
  await kubectl(cluster.kubeconfig, ['cordon', 'kind-worker2']);
  await expect(page.locator('[data-node="kind-worker2"]')).toContainText('cordoned');
  const rule = { apiGroups: [SLICES_RULE.group], resources: ['endpointslices'], verbs: ['list', 'watch'] };
  await patch({ op: 'add', path: SLICES_RULE.path, value: rule });
  await scaleTo(6);
  // A refused kind is asked for again after 60 s at the latest.
  await expectConnection('live', 70);
  await expectCaughtUp();
});

test('through all of that the page was never loaded anew, and had nothing to complain of', async () => {
  expect(await page.evaluate(() => 'stayed' in window)).toBe(true);
  expect(errors).toEqual([]);
});
