import AxeBuilder from '@axe-core/playwright';
import { type BrowserContext, expect, type Page, test } from '@playwright/test';
import { kubectl } from '../support/kubectl.ts';
import { REALCLUSTER, type RealCluster, startRealCluster } from '../support/realcluster.ts';
import { startZonescope, type ZonescopeProcess } from '../support/start-zonescope.ts';

test.skip(REALCLUSTER === undefined, 'makes users, so it needs a cluster of its own (REALCLUSTER)');
test.describe.configure({ mode: 'serial' });

let cluster: RealCluster;
let zonescope: ZonescopeProcess;

const run = (args: readonly string[], input?: string): Promise<string> =>
  kubectl(cluster.kubeconfig, args, input === undefined ? {} : { input });

test.beforeAll(async () => {
  test.setTimeout(900_000); // the control plane may have to be built first
  cluster = await startRealCluster(['--topology-mode-auto', 'kube-system/coredns']);
  const service = (namespace: string) => ({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'vault', namespace },
    spec: { selector: { app: 'vault' }, ports: [{ port: 80 }] },
  });
  const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'bank' } };
  const items = [namespace, service('bank'), ...['admin', 'dns', 'plain', 'bare', 'nobody'].flatMap(account)];
  await run(['create', '-f', '-'], JSON.stringify({ apiVersion: 'v1', kind: 'List', items }));
  const everything = ['--verb=list,watch', '--resource=nodes,services,pods,endpointslices.discovery.k8s.io'];
  await run(['create', 'clusterrole', 'everything', ...everything]);
  await run(['create', 'clusterrole', 'nodes-only', '--verb=list,watch', '--resource=nodes']);
  await run(['create', 'clusterrolebinding', 'admin', '--clusterrole=everything', '--serviceaccount=default:admin']);
  await run(['create', 'clusterrolebinding', 'dns', '--clusterrole=nodes-only', '--serviceaccount=default:dns']);
  const inNamespace = ['--clusterrole=everything', '--serviceaccount=default:dns'];
  await run(['-n', 'kube-system', 'create', 'rolebinding', 'dns', ...inNamespace]);
  await run([
    '-n',
    'kube-system',
    'create',
    'rolebinding',
    'plain',
    '--clusterrole=everything',
    '--serviceaccount=default:plain',
  ]);
  await run(['create', 'clusterrole', 'services-only', '--verb=list,watch', '--resource=services']);
  await run([
    '-n',
    'kube-system',
    'create',
    'rolebinding',
    'bare',
    '--clusterrole=services-only',
    '--serviceaccount=default:bare',
  ]);
  zonescope = await startZonescope(['--kubeconfig', cluster.kubeconfig, '--auth', 'token']);
});
test.afterAll(async () => {
  await zonescope?.stop();
  await cluster?.stop();
});

function account(name: string) {
  return [{ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name, namespace: 'default' } }];
}

async function tokenFor(name: string): Promise<string> {
  return (await run(['-n', 'default', 'create', 'token', name])).trim();
}

async function signIn(page: Page, token: string): Promise<void> {
  await page.goto(zonescope.url);
  await expect(page.locator('[data-sign-in]')).toBeVisible();
  await page.getByLabel('Bearer token').fill(token);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

const services = (page: Page) => page.locator('[data-service]');

test('promise 14: without a token nothing of the cluster is answered, whatever is asked', async ({ request }) => {
  for (const path of ['/api/timeline?service=bank/vault', '/api/sweep']) {
    const status = (await request.get(`${zonescope.url}${path}`)).status();
    expect([401, 404], path).toContain(status);
  }
  for (const headers of [{}, { authorization: 'Bearer made-up' }, { cookie: 'zonescope-token=made-up' }]) {
    const text = await (await request.get(`${zonescope.url}/api/stream`, { headers })).text();
    expect(text).toContain('event: denied');
    expect(text).not.toMatch(/event: (snapshot|info|status)/);
  }
});

test('promise 14: two users at once see each what the API server lets them see, and never the other’s', async ({
  browser,
}) => {
  const contexts: BrowserContext[] = [await browser.newContext(), await browser.newContext()];
  const [admin, dns] = await Promise.all(contexts.map((context) => context.newPage()));
  if (admin === undefined || dns === undefined) throw new Error('Cannot open two pages');
  await Promise.all([
    tokenFor('admin').then((token) => signIn(admin, token)),
    tokenFor('dns').then((token) => signIn(dns, token)),
  ]);
  await expect(admin.locator('[data-service="bank/vault"]')).toBeVisible();
  await expect(dns.locator('[data-service="kube-system/kube-dns"]')).toBeVisible();
  await expect(admin.locator('[data-signed-in="system:serviceaccount:default:admin"]')).toBeVisible();
  await expect(dns.locator('[data-signed-in="system:serviceaccount:default:dns"]')).toBeVisible();
  const seen = await services(dns).evaluateAll((rows) => rows.map((row) => row.getAttribute('data-service')));
  expect(seen.filter((key) => !key?.startsWith('kube-system/'))).toEqual([]);

  // A link to what may not be seen leads nowhere, and changes elsewhere do not arrive.
  await dns.goto(`${zonescope.url}/?service=bank/vault`);
  await expect(dns.locator('[data-connection="live"]')).toBeVisible();
  await run(['-n', 'bank', 'annotate', 'service', 'vault', 'service.kubernetes.io/topology-mode=Auto']);
  await expect(admin.locator('[data-service="bank/vault"]')).toContainText('Auto');
  expect(await dns.locator('[data-service="bank/vault"]').count()).toBe(0);
  expect(await dns.content()).not.toContain('10.96.0.1/vault');
  const timeline = await dns.evaluate(async () => (await fetch('/api/timeline?service=bank/vault')).status);
  expect(timeline).toBe(404);

  // Signed out, the page is empty, and the cookie is of no more use.
  await admin.getByRole('button', { name: 'Sign out' }).click();
  await expect(admin.locator('[data-sign-in]')).toBeVisible();
  await expect(services(admin)).toHaveCount(0);
  await Promise.all(contexts.map((context) => context.close()));
});

test('a token that may see nothing, and one that nobody knows, are told apart', async ({ page }) => {
  await signIn(page, await tokenFor('nobody'));
  await expect(page.locator('[data-sign-in="no-rights"]')).toBeVisible();
  await page.getByLabel('Bearer token').fill('made.up.token');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.locator('[data-sign-in="unknown"]')).toBeVisible();
  await expect(services(page)).toHaveCount(0);
});

/** What this page's stream has sent by the end of its snapshot. */
function streamOf(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const stop = new AbortController();
    const response = await fetch('/api/stream?service=kube-system/kube-dns', { signal: stop.signal });
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    while (reader !== undefined && !/^event: snapshot\nid:/m.test(text)) {
      const { value, done } = await reader.read();
      if (done) break;
      text += value;
    }
    stop.abort();
    return text;
  });
}

const statusOf = (page: Page, path: string): Promise<number> =>
  page.evaluate(async (asked) => (await fetch(asked)).status, path);

test('without the right to nodes the page shows what is left, names the right, and no answer names a node of its own', async ({
  page,
  request,
}) => {
  await signIn(page, await tokenFor('plain'));
  await expect(page.locator('[data-connection="no-permission"]')).toContainText('list nodes');
  await expect(page.locator('[data-service="kube-system/kube-dns"]')).toContainText('no permission: list nodes');
  await expect(page.locator('[data-limited="list nodes"]')).toContainText('What nodes dial cannot be told');
  await expect(page.locator('[data-endpoint-row]').first()).toBeVisible();
  await expect(page.getByRole('status').filter({ hasText: '1 namespace: kube-system' })).toBeVisible();
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations).toEqual([]);
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  const [out, help] = await Promise.all(
    ['Sign out', 'Help'].map((name) => page.getByRole('button', { name }).boundingBox()),
  );
  expect((out?.x ?? 0) + (out?.width ?? 0)).toBeLessThanOrEqual(help?.x ?? 0);

  // A zone with CPU and no endpoint: what is computed would tell of it, and no slice does.
  const labels = { 'topology.kubernetes.io/zone': 'hidden-zone' };
  const node = { apiVersion: 'v1', kind: 'Node', metadata: { name: 'hidden-node', labels } };
  await run(['create', '-f', '-'], JSON.stringify(node));
  const admin = { authorization: `Bearer ${await tokenFor('admin')}` };
  const saved = () => request.get(`${zonescope.url}/api/snapshot`, { headers: admin }).then((answer) => answer.text());
  await expect.poll(saved).toContain('hidden-zone');
  const stream = await streamOf(page);
  const snapshot = await page.evaluate(async () => (await fetch('/api/snapshot')).text());
  for (const text of [stream, snapshot]) {
    expect(text).toContain('kube-dns');
    expect(text).not.toMatch(/"kind":"Node"|nodesInAll":[1-9]|kubeletVersion/);
    expect(text).not.toContain('hidden-');
  }
  expect(stream).not.toMatch(/"of":/);
  expect(await statusOf(page, '/api/timeline?service=kube-system/kube-dns')).toBe(403);
  expect(await statusOf(page, '/api/sweep?what-if=mode:Auto')).toBe(403);
  await run(['delete', 'node', 'hidden-node']);
});

test('with Services alone the page shows these, and names both rights that it lacks for more', async ({ page }) => {
  await signIn(page, await tokenFor('bare'));
  const row = page.locator('[data-service="kube-system/kube-dns"]');
  await expect(row).toContainText('no permission: list nodes, list endpointslices');
  await expect(row).not.toContainText('no endpoints');
  await expect(page.locator('[data-limited="list nodes, list endpointslices"]')).toBeVisible();
  await expect(page.locator('[data-endpoint-row]')).toHaveCount(0);
  expect(await streamOf(page)).not.toContain('"addresses"');
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`signing in needs the keyboard alone, and has no violation of axe's rules, ${colorScheme}`, async ({
    browser,
  }) => {
    const context = await browser.newContext({ colorScheme, viewport: { width: 390, height: 844 } });
    const page = await context.newPage();
    await page.goto(zonescope.url);
    await expect(page.getByLabel('Bearer token')).toBeFocused();
    await page.keyboard.type('made.up.token');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('alert').filter({ hasText: 'does not know this token' })).toBeVisible();
    await expect(page.getByLabel('Bearer token')).toHaveAccessibleDescription(/does not know this token/);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    await expect(page.locator('[data-pane="services"], [data-pane="timeline"]')).toHaveCount(0);
    await context.close();
  });
}

test('promise 14: a right that is taken away is gone from an open page within a minute', async ({ page }) => {
  await signIn(page, await tokenFor('dns'));
  await expect(page.locator('[data-service="kube-system/kube-dns"]')).toBeVisible();
  await run(['-n', 'kube-system', 'delete', 'rolebinding', 'dns']);
  await expect(page.locator('[data-sign-in="no-rights"]')).toBeVisible({ timeout: 60_000 });
  await expect(services(page)).toHaveCount(0);
});
