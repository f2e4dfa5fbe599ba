import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { clusterCommands } from './support/cluster-commands.ts';
import { startZonescope, type ZonescopeProcess } from './support/start-zonescope.ts';
import { ANNOTATE, byZone, KUBE_DNS, LABEL_ZONES, STEPS } from './support/tutorial.ts';
import { collectConsoleErrors, expectDialled, openService } from './support/zonescope-page.ts';

const NODE = 'kind-worker2';
const COMMAND = join(import.meta.dirname, '..', 'lib', 'cli', 'zonescope.ts');

let zonescope: ZonescopeProcess;
test.beforeAll(async ({ browser }) => {
  zonescope = await startZonescope(['--demo']);
  const cluster = await clusterCommands(zonescope);
  for (const command of [...LABEL_ZONES, ANNOTATE]) await cluster.run(command);
  const page = await browser.newPage();
  await openService(page, zonescope.url, { service: KUBE_DNS });
  await expectDialled(page, 'dns', byZone(STEPS.hinted.a, STEPS.hinted.b, 53));
  await page.close();
});
test.afterAll(async () => void (await zonescope.stop()));

/** What the command line says of the same cluster: of all its Services unless one is named. */
function command(...args: readonly string[]): { readonly out: string; readonly status: number | null } {
  const { kubeconfig } = zonescope;
  if (kubeconfig === undefined) throw new Error('Cannot ask: Zonescope printed no kubeconfig');
  // No object tells a kube-proxy's gates; those of the tutorial's are on.
  const own = ['--kubeconfig', kubeconfig, '--feature-gates', 'TopologyAwareHints=true'];
  const result = spawnSync(process.execPath, [COMMAND, ...args, ...own], { encoding: 'utf8' });
  return { out: result.stdout + result.stderr, status: result.status };
}

function dumpOf(node: string, output = 'iptables'): string {
  return command('backends', '--node', node, '-o', output).out;
}

async function openNode(page: Page, parameters: Readonly<Record<string, string>> = {}): Promise<void> {
  await openService(page, zonescope.url, { service: KUBE_DNS, parameters: { node: NODE, ...parameters } });
}

async function paste(page: Page, text: string): Promise<void> {
  await page.getByRole('textbox', { name: /Paste what/ }).fill(text);
}

test('the rules stand in every mode that the version has, as the command line prints them', async ({ page }) => {
  await openNode(page);
  for (const [name, output] of [
    ['iptables-save', 'iptables'],
    ['ipvsadm -ln', 'ipvs'],
  ] as const) {
    await page.getByRole('button', { name, exact: true }).click();
    const shown = await page.locator(`[data-${output}="${NODE}"] pre`).textContent();
    const printed = command('backends', '--node', NODE, '--service', KUBE_DNS, '-o', output).out;
    expect(shown?.trimEnd()).toBe(printed.trimEnd());
  }
  await expect(page.getByRole('button', { name: 'nft list ruleset' })).toHaveCount(0);
  await openNode(page, { minor: '1.37' });
  await page.getByRole('button', { name: 'nft list ruleset' }).click();
  await expect(page.locator(`[data-nftables="${NODE}"] pre`)).toContainText('table ip kube-proxy {');
  await page.getByRole('button', { name: 'ipvsadm -ln' }).click();
  await expect(page.getByText('The ipvs mode is deprecated')).toBeVisible();
});

test('a dump of the node is found equal, and nothing of it leaves the browser', async ({ page }) => {
  await openNode(page);
  const dump = dumpOf(NODE);
  const sent: string[] = [];
  page.on('request', (request) => {
    if (request.method() !== 'GET' || request.url().length > 300) sent.push(`${request.method()} ${request.url()}`);
  });
  await paste(page, `root@${NODE}:~# iptables-save\n${dump}`);
  await expect(page.locator('[data-compared="equal"]')).toContainText('all 3 addresses dial what is predicted');
  await expect(page.locator('[data-compared="equal"]')).toContainText('1 line was not understood');
  expect(sent).toEqual([]);
});

test('a dump of another node is held against this one, with what differs and the likely cause', async ({ page }) => {
  const errors = collectConsoleErrors(page);
  await openNode(page);
  await paste(page, dumpOf('kind-worker'));
  await expect(page.locator('[data-compared="differs"]')).toContainText(`3 of 3 addresses on ${NODE} differ`);
  await expect(page.locator('[data-compare-likely]')).toContainText('These are the rules of a node in zone a.');
  const row = page.locator('[data-compare-row="UDP 10.96.0.10:53"]');
  await expect(row).toHaveAttribute('data-status', 'missing');
  for (const address of STEPS.hinted.b) await expect(row).toContainText(`${address}:53`);
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);
  }
  await page.getByRole('button', { name: 'Clear' }).click();
  await expect(page.locator('[data-compared]')).toHaveCount(0);
  expect(errors).toEqual([]);
});

test('a file is taken as well, in the mode that it is of', async ({ page }) => {
  const file = join(mkdtempSync(join(tmpdir(), 'zonescope-dump-')), 'node.txt');
  writeFileSync(file, dumpOf(NODE, 'ipvs').replaceAll('\n', '\r\n'));
  await openNode(page);
  await page.locator('[data-compare] input[type="file"]').setInputFiles(file);
  await expect(page.locator('[data-compared="equal"]')).toContainText('Read as ipvsadm -ln');
  const compared = command('compare', '--node', NODE, '--dump', file);
  expect([compared.status, compared.out.split('\n')[0]]).toEqual([
    0,
    `Equal: all 4 addresses dial what is predicted for ${NODE}.`,
  ]);
  expect(command('compare', '--node', 'kind-worker', '--dump', file).status).toBe(1);
});

test('a file that PowerShell wrote in UTF-16 is read, and a packed one is told', async ({ page }) => {
  const folder = mkdtempSync(join(tmpdir(), 'zonescope-dump-'));
  const [wide, packed] = [join(folder, 'wide.txt'), join(folder, 'node.gz')];
  writeFileSync(wide, Buffer.from(`\uFEFF${dumpOf(NODE).replaceAll('\n', '\r\n')}`, 'utf16le'));
  writeFileSync(packed, gzipSync(dumpOf(NODE)));
  await openNode(page);
  const input = page.locator('[data-compare] input[type="file"]');
  await input.setInputFiles(wide);
  await expect(page.locator('[data-compared="equal"]')).toContainText('Read as iptables-save');
  await expect(page.locator('[data-compared="equal"]')).not.toContainText('not understood');
  await input.setInputFiles(packed);
  await expect(page.locator('[data-compared="refused"]')).toHaveText('The file is packed with gzip: unpack it first.');
});

test('a file that is dropped there is a dump, and nobody takes it for a snapshot', async ({ page }) => {
  await openNode(page);
  const zone = page.locator('[data-compare]');
  await zone.waitFor();
  const overlay = page.getByText('Drop a snapshot to open it');
  const drag = async (type: string, selector: string) => {
    const dataTransfer = await page.evaluateHandle((text) => {
      const carried = new DataTransfer();
      carried.items.add(new File([text], 'rules.txt'));
      return carried;
    }, dumpOf(NODE));
    await page.dispatchEvent(selector, type, { dataTransfer });
  };
  await drag('dragover', '[data-headline]');
  await expect(overlay).toBeVisible();
  await drag('dragover', '[data-compare]');
  await expect(overlay).toHaveCount(0);
  await drag('drop', '[data-compare]');
  await expect(page.locator('[data-compared="equal"]')).toContainText('Read as iptables-save');
  await expect(page.locator('[data-drop-problem]')).toHaveCount(0);
});

test('what is no dump is refused', async ({ page }) => {
  await openNode(page);
  await paste(page, 'kind: Service\nmetadata:\n  name: kube-dns\n');
  await expect(page.locator('[data-compared="refused"]')).toContainText('This is no output of ipvsadm -ln');
});

test('rules that are behind the slices are recognised by those that the page has seen', async ({ page }) => {
  await openNode(page);
  const before = dumpOf(NODE);
  const cluster = await clusterCommands(zonescope);
  await cluster.run(['-n', 'kube-system', 'scale', 'deployment', 'coredns', '--replicas=2']);
  await expectDialled(page, 'dns', byZone(STEPS.two.a, STEPS.two.b, 53));
  await page.getByRole('combobox', { name: 'Node', exact: true }).selectOption(NODE);
  await paste(page, before);
  await expect(page.locator('[data-compare-likely] li').first()).toContainText('kube-proxy is behind');
  await cluster.run(['-n', 'kube-system', 'scale', 'deployment', 'coredns', '--replicas=4']);
});

test('who knows better says what routes on a node, and the link keeps it', async ({ page }) => {
  await openNode(page);
  await expect(page.getByText('the Node shows no sign of another data plane')).toBeVisible();
  await page.getByRole('combobox', { name: `Data plane of ${NODE}` }).selectOption('unknown');
  await expect(page).toHaveURL(/data-plane=kind-worker2(:|%3A)unknown/);
  await expect(page.getByText('this node may route in another way')).toBeVisible();
  await page.getByRole('tab', { name: 'Why' }).click();
  await expect(page.getByRole('tabpanel')).toContainText('What routes on 1 node is unknown');
  const headline = page.locator('[data-headline]');
  await expect(headline).toContainText('In effect on 3 of 4 nodes, unknown on 1');
  await expect(headline).toContainText('In zone, if kube-proxy routes');
  await page.getByRole('tab', { name: 'Node' }).click();
  await page.getByRole('button', { name: 'Say it of all nodes' }).click();
  await expect(page).toHaveURL(/data-plane=(\*|%2A)(:|%3A)unknown/);
  await expect(headline).toContainText('In effect on 0 of 4 nodes, unknown on 4');
  await page.reload();
  await expect(headline).toContainText('unknown on 4');
  await page.getByRole('combobox', { name: `Data plane of ${NODE}` }).selectOption('as found');
  await expect(page).not.toHaveURL(/data-plane/);
  await expect(headline).toContainText('In effect on 4 of 4 nodes');
});
