import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadAllYaml } from '@kubernetes/client-node';
import { expect, test } from '@playwright/test';
import { requestsOfZonescope } from '../support/audit-log.ts';
import { kubectl } from '../support/kubectl.ts';
import { REALCLUSTER, type RealCluster, startRealCluster } from '../support/realcluster.ts';
import { startZonescope } from '../support/start-zonescope.ts';
import { collectConsoleErrors } from '../support/zonescope-page.ts';

const DEPLOY = join(import.meta.dirname, '..', '..', 'deploy');
const ACCOUNT = 'system:serviceaccount:zonescope:zonescope';

const KINDS = ['nodes', 'services', 'endpointslices', 'pods'];

test.skip(REALCLUSTER === undefined, 'changes a cluster, so it needs one of its own (REALCLUSTER)');
test.describe.configure({ mode: 'serial' });

let cluster: RealCluster;
let server: string;

test.beforeAll(async () => {
  test.setTimeout(900_000); // the control plane may have to be built first
  cluster = await startRealCluster(['--topology-mode-auto', 'kube-system/coredns', '--audit']);
  server = /server: (\S+)/.exec(readFileSync(cluster.kubeconfig, 'utf8'))?.[1] ?? '';
});
test.afterAll(() => cluster?.stop());

const run = (args: readonly string[], input?: string): Promise<string> =>
  kubectl(cluster.kubeconfig, args, input === undefined ? {} : { input });

/** What it printed on standard error when it was refused; undefined when it was not. */
async function refusalOf(args: readonly string[], input?: string): Promise<string | undefined> {
  try {
    await run(args, input);
    return undefined;
  } catch (error) {
    return String(error);
  }
}

test('the base is admitted under strict validation and the restricted standard, and its Pod becomes ready', async () => {
  await run(['apply', '--server-side', '--validate=strict', '-k', join(DEPLOY, 'base')]);
  await run(['-n', 'zonescope', 'rollout', 'status', 'deployment/zonescope', '--timeout=180s']);
  const root = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'root', namespace: 'zonescope' },
    spec: { containers: [{ name: 'c', image: 'x', securityContext: { privileged: true } }] },
  };
  expect(await refusalOf(['create', '-f', '-'], JSON.stringify(root))).toContain('violates PodSecurity "restricted');
});

test('every overlay is admitted, but for the kinds that only the Prometheus operator knows', async () => {
  for (const overlay of ['namespace-only', 'auth', 'metrics', 'hpa']) {
    const built = await run(['kustomize', join(DEPLOY, 'overlays', overlay)]);
    const manifests = (loadAllYaml(built) as readonly { readonly apiVersion: string }[]).filter(
      ({ apiVersion }) => !apiVersion.startsWith('monitoring.coreos.com/'),
    );
    const list = { apiVersion: 'v1', kind: 'List', items: manifests };
    const args = ['apply', '--server-side', '--force-conflicts', '--dry-run=server', '--validate=strict', '-f', '-'];
    expect(await refusalOf(args, JSON.stringify(list)), overlay).toBeUndefined();
  }
});

test('the ServiceAccount may list and watch four kinds, and nothing else that not everybody may', async () => {
  const rights = (await run(['auth', 'can-i', '--list', `--as=${ACCOUNT}`]))
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('Resources'))
    .map((line) => line.trim().replace(/\s+/g, ' '));
  const everybodys = (await run(['auth', 'can-i', '--list', '--as=system:serviceaccount:default:default']))
    .split('\n')
    .map((line) => line.trim().replace(/\s+/g, ' '));
  expect(rights.filter((line) => !everybodys.includes(line)).sort()).toEqual(
    [
      'endpointslices.discovery.k8s.io [] [] [list watch]',
      'nodes [] [] [list watch]',
      'pods [] [] [list watch]',
      'services [] [] [list watch]',
    ].sort(),
  );
});

/** How many tokens have been bound to a Secret of their own. */
let secrets = 0;

/** The folder that a Pod finds its ServiceAccount in, with a token that ends when its Secret does. */
async function mountedAccount(namespace: string): Promise<{ folder: string; renew(): Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'zonescope-account-'));
  const authority = JSON.parse(await run(['config', 'view', '--raw', '-o', 'json'])).clusters[0].cluster;
  const bytes = authority['certificate-authority-data'];
  const ca = bytes === undefined ? readFileSync(authority['certificate-authority']) : Buffer.from(bytes, 'base64');
  writeFileSync(join(folder, 'ca.crt'), ca);
  writeFileSync(join(folder, 'namespace'), namespace);
  let secret = '';
  const issue = async (): Promise<void> => {
    secret = `bound-${secrets}`;
    secrets += 1;
    await run(['-n', namespace, 'create', 'secret', 'generic', secret]);
    const bound = ['--bound-object-kind', 'Secret', '--bound-object-name', secret];
    const token = await run(['-n', namespace, 'create', 'token', 'zonescope', ...bound]);
    // As the kubelet does it: whoever reads finds the old file or the new one.
    writeFileSync(join(folder, 'token.new'), token.trim());
    renameSync(join(folder, 'token.new'), join(folder, 'token'));
  };
  await issue();
  return {
    folder,
    async renew() {
      const old = secret;
      await issue();
      await run(['-n', namespace, 'delete', 'secret', old]);
    },
  };
}

const canMount = process.getuid?.() === 0 && spawnSync('unshare', ['--mount', 'true']).status === 0;

/** Environment and files as a Pod has them: nothing of this machine's kubeconfigs. */
function startAsPod(folder: string, options: readonly string[]) {
  const { hostname, port } = new URL(server);
  const enter =
    'mount -t tmpfs tmpfs /run && mkdir -p /run/secrets/kubernetes.io && ln -s "$0" /run/secrets/kubernetes.io/serviceaccount && exec "$@"';
  return startZonescope(
    options,
    { KUBERNETES_SERVICE_HOST: hostname, KUBERNETES_SERVICE_PORT: port, HOME: '/nowhere', KUBECONFIG: '' },
    ['unshare', '--mount', 'sh', '-c', enter, folder],
  );
}

test('as a Pod, with exactly these rights, everything is live, also after its token was replaced', async ({ page }) => {
  test.skip(!canMount, 'needs root and mount namespaces, to lay files where a Pod finds them');
  const errors = collectConsoleErrors(page);
  const account = await mountedAccount('zonescope');
  const zonescope = await startAsPod(account.folder, ['--ops-port', '0']);
  try {
    expect(zonescope.printed.join('\n')).toContain(`as ${ACCOUNT}`);
    await page.goto(`${zonescope.url}/?service=kube-system/kube-dns`);
    await expect(page.locator('[data-connection="live"]')).toBeVisible();
    await expect(page.locator('main')).toContainText('kube-dns');
    const ops = /metrics on port (\d+)/.exec(await lineOf(zonescope.printed, /metrics on port/))?.[1];
    expect((await fetch(`http://127.0.0.1:${ops}/readyz`)).status).toBe(200);
    expect(await (await fetch(`http://127.0.0.1:${ops}/metrics`)).text()).toContain(
      'zonescope_service_verdict{namespace="kube-system",service="kube-dns"',
    );

    await account.renew();
    await run(['-n', 'kube-system', 'scale', 'deployment', 'coredns', '--replicas=3']);
    await expect(page.locator('[data-connection="live"]')).toBeVisible({ timeout: 90_000 });
    await expect(page.locator('main')).toContainText('3 endpoints', { timeout: 90_000 });
    expect(errors).toEqual([]);
  } finally {
    expect(await zonescope.stop()).toBe(0);
  }
  const denied = auditEvents().filter(({ code }) => code === 403);
  expect(denied).toEqual([]);
  // A server that streams its lists sees watches alone.
  const allowed = ['get /version', ...KINDS.flatMap((kind) => [`list ${kind}`, `watch ${kind}`])];
  const asked = [...new Set(auditEvents().map(({ request }) => request))];
  expect(asked.filter((request) => !allowed.includes(request))).toEqual([]);
  expect(asked).toEqual(expect.arrayContaining(['get /version', ...KINDS.map((kind) => `watch ${kind}`)]));
});

async function lineOf(printed: readonly string[], pattern: RegExp): Promise<string> {
  await expect.poll(() => printed.some((line) => pattern.test(line))).toBe(true);
  return printed.find((line) => pattern.test(line)) ?? '';
}

const auditEvents = () => requestsOfZonescope(cluster).filter(({ user }) => user === ACCOUNT);

test('with its token every other verb and kind is refused', async () => {
  const token = (await run(['-n', 'zonescope', 'create', 'token', 'zonescope'])).trim();
  const status = async (method: string, path: string, body?: unknown): Promise<number> => {
    const args = ['-sk', '-o', '/dev/null', '-w', '%{http_code}', '-X', method, '-H', `Authorization: Bearer ${token}`];
    const sent = body === undefined ? [] : ['-H', 'Content-Type: application/json', '-d', JSON.stringify(body)];
    return Number(spawnSync('curl', [...args, ...sent, `${server}${path}`], { encoding: 'utf8' }).stdout);
  };
  expect(await status('GET', '/api/v1/nodes?limit=1')).toBe(200);
  expect(await status('GET', '/version')).toBe(200);
  const service = '/api/v1/namespaces/kube-system/services/kube-dns';
  for (const [method, path, body] of [
    ['GET', service, undefined],
    ['DELETE', service, undefined],
    ['PUT', service, {}],
    ['PATCH', '/api/v1/nodes/kind-worker', {}],
    ['POST', '/api/v1/namespaces/zonescope/pods', { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'x' } }],
    ['POST', '/api/v1/namespaces/zonescope/serviceaccounts/zonescope/token', {}],
    ['GET', '/api/v1/secrets', undefined],
    ['GET', '/api/v1/configmaps', undefined],
    ['GET', '/api/v1/events', undefined],
    ['GET', '/apis/apps/v1/deployments', undefined],
    ['GET', '/apis/autoscaling/v1/horizontalpodautoscalers', undefined],
    ['GET', '/apis/autoscaling/v2/horizontalpodautoscalers', undefined],
    ['GET', '/api/v1/nodes/kind-worker/proxy/', undefined],
    ['GET', `${service.replace('kube-dns', 'kube-dns:53')}/proxy/`, undefined],
    ['POST', '/apis/authentication.k8s.io/v1/tokenreviews', { spec: { token: 'x' } }],
    ['GET', '/metrics', undefined],
  ] as const) {
    expect(await status(method, path, body), `${method} ${path}`).toBe(403);
  }
});

test('an autoscaler’s range is shown with the overlay’s right, and without it the page says why not', async ({
  page,
}) => {
  test.skip(!canMount, 'needs root and mount namespaces, to lay files where a Pod finds them');
  const errors = collectConsoleErrors(page);
  await run(['-n', 'kube-system', 'scale', 'deployment', 'coredns', '--replicas=4']);
  await run(['-n', 'kube-system', 'autoscale', 'deployment', 'coredns', '--name=dns', '--min=2', '--max=6']);
  const account = await mountedAccount('zonescope');
  const zonescope = await startAsPod(account.folder, ['--watch-hpa']);
  const range = page.locator('[data-what-if="autoscaler"]');
  try {
    await page.goto(`${zonescope.url}/?service=kube-system/kube-dns`);
    await expect(range).toHaveText('No range: no permission to list and watch horizontalpodautoscalers');
    await expect(page.locator('[data-connection="live"]')).toBeVisible();
    await expect(page.locator('[data-range]')).toHaveCount(0);

    await run(['apply', '--server-side', '--force-conflicts', '-k', join(DEPLOY, 'overlays', 'hpa')]);
    // The right is found at the next attempt.
    await expect(range).toContainText('HPA dns: 2 to 6 replicas', { timeout: 90_000 });
    await expect(page.locator('[data-range="2..6"]')).toBeVisible();
    await run(['-n', 'kube-system', 'patch', 'hpa', 'dns', '-p', '{"spec":{"maxReplicas":20}}']);
    await expect(range).toContainText('HPA dns: 2 to 20 replicas');
    await expect(page.locator('[data-replicas="20"]')).toBeVisible();
    await run(['-n', 'kube-system', 'delete', 'hpa', 'dns']);
    await expect(range).toHaveCount(0);
    expect(errors).toEqual([]);
  } finally {
    expect(await zonescope.stop()).toBe(0);
  }
  const verbs = ['list', 'watch', 'get', 'patch'];
  const rights = await Promise.all(verbs.map((verb) => may(verb, 'horizontalpodautoscalers.autoscaling', '-A')));
  expect(rights).toEqual([true, true, false, false]);
});

/** Of Zonescope's ServiceAccount, as the API server answers now; `where` is `-A`, or a namespace. */
async function may(verb: string, resource: string, ...where: readonly string[]): Promise<boolean> {
  return (await refusalOf(['auth', 'can-i', verb, resource, ...where, `--as=${ACCOUNT}`])) === undefined;
}

test('in namespace-only the page shows the namespace and says what it cannot see', async ({ page }) => {
  test.skip(!canMount, 'needs root and mount namespaces, to lay files where a Pod finds them');
  const account = await mountedAccount('zonescope');
  await run(['delete', 'clusterrolebinding', 'zonescope']);
  const overlay = (await run(['kustomize', join(DEPLOY, 'overlays', 'namespace-only')])).replaceAll(
    'namespace: default',
    'namespace: kube-system',
  );
  await run(['apply', '--server-side', '--force-conflicts', '--validate=strict', '-f', '-'], overlay);
  // The API server learns of roles by a watch of its own, and who begins before it has keeps the rights of before.
  await expect.poll(() => may('list', 'nodes')).toBe(false);
  await expect.poll(() => may('list', 'endpointslices', '-n', 'kube-system')).toBe(true);
  const zonescope = await startAsPod(account.folder, ['--namespace', 'kube-system']);
  try {
    await page.goto(zonescope.url);
    await expect(page.locator('[data-service="kube-system/kube-dns"]')).toBeVisible();
    await expect(page.locator('[data-connection="no-permission"]')).toContainText('list nodes');
    await expect(page.locator('[data-limited="list nodes"]')).toContainText('What nodes dial cannot be told');
    await expect(page.locator('[data-endpoint-row]').first()).toBeVisible();
    await expect(page.locator('main')).not.toContainText('has no nodes');
  } finally {
    expect(await zonescope.stop()).toBe(0);
  }
});
