import { spawnSync } from 'node:child_process';
import { expect, type Page, test } from '@playwright/test';
import { hasKubectl } from './support/kubectl.ts';
import { startZonescope, type ZonescopeProcess } from './support/start-zonescope.ts';
import { collectConsoleErrors } from './support/zonescope-page.ts';

test.skip(!hasKubectl, 'the situations are made by kubectl, which is not installed here');

/** The three lines of the Why tab. */
interface Lines {
  readonly reason: string | null;
  readonly words: readonly string[];
  readonly cause: string;
  readonly objects: string;
  readonly fix: string;
  readonly commands: readonly string[];
}

async function openWhy(page: Page, url: string, service: string): Promise<void> {
  await page.goto(`${url}/?${new URLSearchParams({ service, tab: 'why' })}`);
  await expect(page.locator('[data-connection="live"]')).toBeVisible({ timeout: 20_000 });
}

async function linesOf(page: Page): Promise<Lines> {
  const panel = page.locator('#inspector-panel');
  return panel.evaluate((element) => {
    const text = (selector: string): string => element.querySelector(selector)?.textContent ?? '';
    return {
      reason: element.querySelector('[data-why="cause"]')?.getAttribute('data-reason') ?? null,
      words: [...element.querySelectorAll('[data-why="words"]')].map((found) => found.textContent ?? ''),
      cause: text('[data-why="cause"]'),
      objects: text('[data-why="objects"]'),
      fix: text('[data-why="fix"] p'),
      commands: [...element.querySelectorAll('[data-why="fix"] pre')].map((found) => found.textContent ?? ''),
    };
  });
}

/** Waits until the tab names this reason, and gives its lines. */
async function because(page: Page, reason: string): Promise<Lines> {
  await expect(page.locator('[data-why="cause"]')).toHaveAttribute('data-reason', reason, { timeout: 15_000 });
  return linesOf(page);
}

/** Runs command lines as a reader pastes them into a shell, with the exported kubeconfig. */
function paste({ kubeconfig = '' }: ZonescopeProcess, commands: readonly string[]): void {
  if (commands.length === 0) throw new Error('Cannot paste: there is no command');
  for (const command of commands) {
    const { status, stderr } = spawnSync('sh', ['-c', command], {
      env: { ...process.env, KUBECONFIG: kubeconfig },
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(`${command} ended with ${status}: ${stderr}`);
  }
}

test.describe('a cluster whose controllers look again only when those of 1.21 would', () => {
  let zonescope: ZonescopeProcess;
  test.beforeAll(async () => {
    zonescope = await startZonescope(['--demo', '--strict']);
  });
  test.afterAll(async () => void (await zonescope.stop()));

  test('labels after the endpoints, then the slice deleted too early: the fix does not repeat itself, and it works', async ({
    page,
  }) => {
    test.setTimeout(180_000);
    const errors = collectConsoleErrors(page);
    await openWhy(page, zonescope.url, 'kube-system/kube-dns');
    await because(page, 'not-opted-in');
    paste(zonescope, [
      'kubectl label node kind-control-plane kind-worker topology.kubernetes.io/zone=a',
      'kubectl label node kind-worker2 kind-worker3 topology.kubernetes.io/zone=b',
      'kubectl -n kube-system annotate service kube-dns service.kubernetes.io/topology-aware-hints=auto',
    ]);

    const outdated = await because(page, 'endpoint-zone-outdated');
    expect(outdated.cause).toContain('4 endpoints were written before the node had its zone label');
    expect(outdated.cause).toContain('until its slice is deleted');
    expect(outdated.words).toEqual([
      'Skipping topology aware endpoint filtering since one or more endpoints is missing a zone hint',
    ]);

    // The half of the fix that everybody finds by themselves. Creation times are whole seconds.
    await page.waitForTimeout(1_100);
    paste(zonescope, ['kubectl -n kube-system delete endpointslice -l kubernetes.io/service-name=kube-dns']);
    const uncounted = await because(page, 'zones-not-counted-again');
    expect(uncounted.cause).toContain('neither does deleting the slice once more');
    expect(uncounted.commands).toHaveLength(2);

    paste(zonescope, uncounted.commands);
    const routed = await because(page, 'hinted-by-cpu-share');
    expect(routed.commands).toEqual([]);
    await expect(page.locator('[data-verdict]').first()).toBeVisible();
    expect(errors).toEqual([]);
  });
});

/** Undoes whatever one of the tests below did. */
const AS_IT_WAS = [
  ...['a', 'b', 'c'].map(
    (zone) => `kubectl label node node-${zone}1 node-${zone}2 --overwrite topology.kubernetes.io/zone=${zone}`,
  ),
  'kubectl label node node-c1 node-role.kubernetes.io/control-plane-',
  'kubectl -n shop delete endpointslice web-by-hand --ignore-not-found',
  'kubectl -n shop annotate service web --overwrite service.kubernetes.io/topology-mode=Auto',
  `kubectl -n shop patch service web --type=merge -p '${JSON.stringify({
    spec: {
      trafficDistribution: null,
      internalTrafficPolicy: 'Cluster',
      ports: [{ name: 'http', port: 80, protocol: 'TCP', targetPort: 8080 }],
    },
  })}'`,
  'kubectl -n shop scale deployment/web --replicas=11',
];

test.describe('eleven endpoints in three equal zones', () => {
  test.describe.configure({ timeout: 180_000 });
  let zonescope: ZonescopeProcess;
  test.beforeAll(async () => {
    zonescope = await startZonescope(['--demo=three-zones']);
  });
  test.afterAll(async () => void (await zonescope.stop()));
  test.beforeEach(async ({ page }) => {
    await openWhy(page, zonescope.url, 'shop/web');
    await because(page, 'overload-threshold');
  });
  test.afterEach(() => paste(zonescope, AS_IT_WAS));

  test('the number of endpoints: the Event word for word, what each zone needs, and the fix works as it stands', async ({
    page,
  }) => {
    // Which workload to scale is known once the pods are read.
    await expect(page.locator('[data-why="fix"] pre')).toHaveCount(1);
    const few = await linesOf(page);
    expect(few.words[0]).toBe(
      'Warning  TopologyAwareHintsDisabled  Unable to allocate minimum required endpoints to each zone without exceeding overload threshold (11 endpoints, 3 zones), addressType: IPv4',
    );
    expect(few.cause).toBe(
      'By their shares of CPU the zones need at least a 4, b 4, c 4: 12 endpoints, and 11 are ready.',
    );
    paste(zonescope, few.commands);
    await because(page, 'hinted-by-cpu-share');
    paste(zonescope, ['kubectl -n shop scale deployment/web --replicas=2']);
    const fewer = await because(page, 'fewer-endpoints-than-zones');
    expect(fewer.commands).toEqual(['kubectl -n shop scale deployment/web --replicas=3']);
  });

  test('a node without its label: named, and the Event is the one that says too little', async ({ page }) => {
    paste(zonescope, ['kubectl label node node-b2 topology.kubernetes.io/zone-']);
    const lines = await because(page, 'node-without-zone');
    expect(lines.words[0]).toContain('Insufficient Node information');
    expect(lines.objects).toContain('node-b2');
    expect(lines.commands[0]).toBe('kubectl label node node-b2 topology.kubernetes.io/zone=ZONE');
    paste(
      zonescope,
      lines.commands.map((command) => command.replace('=ZONE', '=b')),
    );
    await because(page, 'overload-threshold');
  });

  test('all nodes in one zone: the same Event, called misleading', async ({ page }) => {
    paste(zonescope, ['kubectl label node --all --overwrite topology.kubernetes.io/zone=a']);
    const lines = await because(page, 'one-zone-only');
    expect(lines.words[0]).toContain('Insufficient Node information');
    await expect(page.locator('#inspector-panel')).toContainText('Misleading: no node lacks CPU or zone');
    expect(lines.cause).toContain('All counted nodes (6) are in zone a');
  });

  test('trafficDistribution and one endpoint without a hint: no Event, the offender by name, the fix works', async ({
    page,
  }) => {
    paste(zonescope, [
      'kubectl -n shop annotate service web service.kubernetes.io/topology-mode-',
      `kubectl -n shop patch service web -p '{"spec":{"trafficDistribution":"PreferClose"}}'`,
    ]);
    const routed = await because(page, 'hinted-to-own-zone');
    expect(routed.words).toEqual(['Kubernetes says nothing here.']);
    const slice = {
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: {
        name: 'web-by-hand',
        namespace: 'shop',
        labels: { 'kubernetes.io/service-name': 'web', 'endpointslice.kubernetes.io/managed-by': 'by-hand' },
      },
      addressType: 'IPv4',
      ports: [{ name: 'http', port: 8080, protocol: 'TCP' }],
      endpoints: [{ addresses: ['10.99.0.1'], conditions: { ready: true }, zone: 'a' }],
    };
    paste(zonescope, [`echo '${JSON.stringify(slice)}' | kubectl create -f -`]);
    const lines = await because(page, 'endpoint-without-zone-hint');
    expect(lines.words.join()).not.toContain('TopologyAwareHints');
    expect(lines.objects).toContain('web-by-hand · by-hand');
    await expect(page.locator('[data-finding="custom-slices-without-hints"]')).toBeVisible();
    paste(zonescope, lines.commands);
    await because(page, 'hinted-to-own-zone');
  });

  test('a wrong annotation value, then one annotation behind another', async ({ page }) => {
    paste(zonescope, ['kubectl -n shop annotate service web --overwrite service.kubernetes.io/topology-mode=Enabled']);
    const wrong = await because(page, 'annotation-value-not-enabling');
    await expect(page.locator('[data-finding="annotation-value"]')).toContainText('only Auto and auto do');
    paste(zonescope, wrong.commands);
    await because(page, 'overload-threshold');
  });

  test('internalTrafficPolicy Local with too few pods: a blackhole, in the words of the rules', async ({ page }) => {
    paste(zonescope, [
      'kubectl -n shop scale deployment/web --replicas=1',
      `kubectl -n shop patch service web -p '{"spec":{"internalTrafficPolicy":"Local"}}'`,
    ]);
    const lines = await because(page, 'internal-policy-local-without-endpoint');
    expect(lines.words).toContain('shop/web:http has no local endpoints');
    await expect(page.locator('[data-why="cause"]')).toContainText('5 of 6 nodes run none of the 1 endpoints');
    await expect(page.locator('[data-finding="local-policy-blackhole"]')).toBeVisible();
  });

  test('two ports of which one has no endpoints: each has its verdict, and a press shows it', async ({ page }) => {
    paste(zonescope, [
      `kubectl -n shop patch service web -p '{"spec":{"ports":[{"name":"admin","port":81,"protocol":"TCP","targetPort":"no-such-port"}]}}'`,
    ]);
    const ports = page.locator('[data-why="ports"] li');
    await expect(ports).toHaveCount(2, { timeout: 15_000 });
    await ports.filter({ hasText: 'admin' }).getByRole('button').click();
    await because(page, 'no-endpoint');
    await ports.filter({ hasText: 'http' }).getByRole('button').click();
    await because(page, 'overload-threshold');
  });

  test('the nodes as the controller counts them: shares by zone, and why a node does not count', async ({ page }) => {
    paste(zonescope, ['kubectl label node node-c1 node-role.kubernetes.io/control-plane=']);
    await page.getByRole('button', { name: 'Nodes', exact: true }).click();
    await expect(page).toHaveURL(/show=nodes/);
    const view = page.locator('[data-nodes-view]');
    await expect(view.locator('tr[data-counted="false"]')).toContainText('not counted: control-plane label');
    await expect(view.locator('[data-zone-shares] tbody tr')).toHaveCount(3);
    await expect(view.locator('[data-zone-shares]')).toContainText('1 / 2');
    await view.getByRole('button', { name: 'Not counted only' }).click();
    await expect(view.locator('tr[data-counted]')).toHaveCount(1);
    await view.getByRole('button', { name: 'node-c1' }).press('Enter');
    await expect(page.locator('[data-inspected-node="node-c1"]')).toBeVisible();
  });
});
