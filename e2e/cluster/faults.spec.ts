import { basename } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
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
  await expectConnection('live', 30);
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
  const back = cluster.runBeside(['fault', 'restart-apiserver', '--for', '4s']);
  await expectConnection('stale', 10);
  await expect(page.locator('[data-connection]')).toHaveText(/^stale \d+ s$/);
  expect(await shownEndpoints(page)).toEqual(before);
  await back;
  await scaleTo(5);
  await expectCaughtUp();
});

test('an etcd that is compacted: every version handed out before is gone, and everything is read anew', async () => {
  const back = cluster.runBeside(['fault', 'compact', '--for', '2s']);
  await expectConnection('stale', 15);
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

test('an API server that hangs with its connections open is found out within 36 s', async () => {
  const back = cluster.runBeside(['fault', 'pause-apiserver', '--for', '40s']);
  await expectConnection('stale', 39);
  await back;
  await scaleTo(4);
  await expectCaughtUp();
});

test('a right that is taken away is named, the rest stays live, and all is back when it is given again', async () => {
  const patch = (operation: object): Promise<string> =>
    kubectl(cluster.kubeconfig, ['patch', 'clusterrole', role, '--type=json', '-p', JSON.stringify([operation])]);
  await patch({ op: 'remove', path: SLICES_RULE.path });
  // Rights are asked for when a watch begins, and a restart ends them all.
  await cluster.runBeside(['fault', 'restart-apiserver']);
  await expectConnection('no-permission', 30);
  await expect(page.locator('[data-connection]')).toHaveText(/^no permission: (list|watch) endpointslices$/);
  await kubectl(cluster.kubeconfig, ['cordon', 'kind-worker2']);
  await expect(page.locator('[data-node="kind-worker2"]')).toContainText('cordoned', { timeout: 20_000 });
  const rule = { apiGroups: [SLICES_RULE.group], resources: ['endpointslices'], verbs: ['list', 'watch'] };
  await patch({ op: 'add', path: SLICES_RULE.path, value: rule });
  await scaleTo(6);
  await expectConnection('live', 70);
  await expectCaughtUp();
});

test('through all of that the page was never loaded anew, and had nothing to complain of', async () => {
  expect(await page.evaluate(() => 'stayed' in window)).toBe(true);
  expect(errors).toEqual([]);
});
