import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { clusterCommands } from './support/cluster-commands.ts';
import { startZonescope, type ZonescopeProcess } from './support/start-zonescope.ts';
import { ANNOTATE, byZone, KUBE_DNS, LABEL_ZONES, STEPS } from './support/tutorial.ts';
import { collectConsoleErrors, expectDialled, openService } from './support/zonescope-page.ts';

const COMMAND = join(import.meta.dirname, '..', 'lib/cli/zonescope.ts');

let zonescope: ZonescopeProcess;
test.beforeAll(async () => {
  zonescope = await startZonescope(['--demo']);
  const cluster = await clusterCommands(zonescope);
  for (const command of [...LABEL_ZONES, ANNOTATE]) await cluster.run(command);
});
test.afterAll(async () => void (await zonescope.stop()));

async function openShare(page: Page, parameters: Readonly<Record<string, string>> = {}): Promise<void> {
  await openService(page, zonescope.url, { service: KUBE_DNS, parameters });
  await expect(
    page.locator('[data-headline] [data-verdict="zone-routed"], [data-headline] [data-verdict="off"]'),
  ).toBeVisible();
  await page.getByRole('button', { name: 'Share…' }).click();
  await expect(page.getByRole('dialog', { name: 'Share this view' })).toBeVisible();
}

async function saved(page: Page, role: 'button' | 'link', name: string): Promise<string> {
  const coming = page.waitForEvent('download');
  await page.getByRole(role, { name, exact: true }).click();
  return (await coming).path();
}

async function drop(page: Page, file: string, name = 'snapshot.json'): Promise<void> {
  const transfer = await page.evaluateHandle(
    ({ base64, fileName }) => {
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      const data = new DataTransfer();
      data.items.add(new File([bytes], fileName, { type: 'application/json' }));
      return data;
    },
    { base64: readFileSync(file, 'base64'), fileName: name },
  );
  await page.dispatchEvent('body', 'dragover', { dataTransfer: transfer });
  await page.dispatchEvent('body', 'drop', { dataTransfer: transfer });
}

async function expectNoViolations(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)).toEqual([]);
}

test('a saved snapshot opens by drag and drop and by --snapshot, with the verdict, the backends and the what-if', async ({
  page,
}) => {
  test.setTimeout(120_000);
  const errors = collectConsoleErrors(page);
  await openShare(page);
  const file = await saved(page, 'link', 'Save snapshot');
  await page.keyboard.press('Escape');
  const hinted = byZone(STEPS.hinted.a, STEPS.hinted.b, 53);

  await test.step('kubectl would know it: a List with a header', () => {
    const { kind, zonescope: header, items } = JSON.parse(readFileSync(file, 'utf8'));
    expect(kind).toBe('List');
    expect(header).toMatchObject({ kubernetesVersion: '1.21.10', service: KUBE_DNS });
    expect(new Set(items.map((item: { kind: string }) => item.kind))).toEqual(
      new Set(['Node', 'Service', 'EndpointSlice', 'Pod']),
    );
  });

  await test.step('dropped onto a page whose server is gone', async () => {
    const other = await startZonescope(['--demo=dead-zone']);
    await page.goto(other.url);
    await expect(page.locator('[data-connection="live"]')).toBeVisible({ timeout: 20_000 });
    // The reader of files comes with the first drop, and what counts the replicas with the first Service: both must be
    // here before the server goes.
    await drop(page, file);
    await expect(page.locator('[data-snapshot="snapshot.json"]')).toContainText('read-only');
    await expect(page.locator('[data-headline]')).toHaveAttribute('data-headline', KUBE_DNS);
    await expect(page.getByRole('slider', { name: /replicas/i })).toBeVisible();
    await other.stop('SIGKILL');
    await page.getByRole('tab', { name: 'Node' }).click();
    await expect(page.locator('[data-headline] [data-verdict]')).toHaveAttribute('data-verdict', 'zone-routed');
    await expectDialled(page, 'dns', hinted);
    await page.getByRole('slider', { name: /replicas/i }).fill('2');
    await expectDialled(page, 'dns', byZone(STEPS.two.a, STEPS.two.b, 53));
    await expect(page.locator('[data-sweep="predicted"]')).toBeVisible();
    await expect(page.locator(`[data-service="${KUBE_DNS}"]`)).toContainText('a 1 · b 1');
    await expectNoViolations(page);
  });

  await test.step('--snapshot shows the same without a cluster', async () => {
    const offline = await startZonescope(['--snapshot', file]);
    try {
      expect(offline.printed.join('\n')).toContain('shows the snapshot');
      await openService(page, offline.url, { service: KUBE_DNS });
      await expect(page.locator('[data-snapshot]')).toBeVisible();
      await expect(page.locator('[data-headline] [data-verdict]')).toHaveAttribute('data-verdict', 'zone-routed');
      await expectDialled(page, 'dns', hinted);
      await page.getByRole('slider', { name: /replicas/i }).fill('1');
      await expectDialled(page, 'dns', byZone(STEPS.one.a, STEPS.one.b, 53));
    } finally {
      // A page that stayed would ask a server that says farewell, and rightly write down its answer.
      await page.goto('about:blank');
      await offline.stop();
    }
  });

  await test.step('zonescope -f answers from it', () => {
    const args = ['backends', '-f', file, '--service', KUBE_DNS, '--node', 'kind-worker2', '-o', 'json'];
    const { stdout, status } = spawnSync(process.execPath, [COMMAND, ...args], { encoding: 'utf8' });
    expect(status).toBe(0);
    for (const address of STEPS.hinted.b) expect(stdout).toContain(`${address}:53`);
    for (const address of STEPS.hinted.a) expect(stdout).not.toContain(`${address}:53`);
  });
  expect(errors.filter((error) => !error.includes('ERR_'))).toEqual([]);
});

test('a redacted snapshot names nothing of the cluster and dials the same addresses', async ({ page }) => {
  await openShare(page);
  await page.getByRole('checkbox', { name: /pseudonyms/ }).check();
  const file = await saved(page, 'link', 'Save snapshot');
  await page.keyboard.press('Escape');
  expect(readFileSync(file, 'utf8')).not.toMatch(/kind-worker|kind-control|coredns|kube-dns/);
  await drop(page, file, 'redacted.json');
  await expect(page.locator('[data-snapshot="redacted.json"]')).toContainText('pseudonyms');
  await expect(page.locator('[data-headline] [data-verdict]')).toHaveAttribute('data-verdict', 'zone-routed');
  const byNode = Object.fromEntries([
    ['node-1', STEPS.hinted.a.map((address) => `${address}:53`)],
    ['node-4', STEPS.hinted.b.map((address) => `${address}:53`)],
  ]);
  await page.getByRole('tab', { name: 'Node' }).click();
  await expectDialled(page, 'dns', byNode);
  await page.getByRole('button', { name: 'Close it' }).click();
  await expect(page.locator('[data-snapshot]')).toHaveCount(0);
});

test('what PowerShell wrote in UTF-16 is read as what it was', async ({ page }, info) => {
  await openShare(page);
  const file = await saved(page, 'link', 'Save snapshot');
  await page.keyboard.press('Escape');
  const wide = info.outputPath('wide.json');
  writeFileSync(wide, Buffer.from(`\uFEFF${readFileSync(file, 'utf8').replaceAll('\n', '\r\n')}`, 'utf16le'));
  await drop(page, wide, 'wide.json');
  await expect(page.locator('[data-snapshot="wide.json"]')).toContainText('read-only');
  await expect(page.locator('[data-headline] [data-verdict]')).toHaveAttribute('data-verdict', 'zone-routed');
});

test('a snapshot of somebody who might not read nodes says so, and no verdict is made up', async ({ page }, info) => {
  await openShare(page);
  const {
    items,
    zonescope: header,
    ...list
  } = JSON.parse(readFileSync(await saved(page, 'link', 'Save snapshot'), 'utf8'));
  await page.keyboard.press('Escape');
  const kept = items.filter((item: { kind: string }) => item.kind !== 'Node');
  const file = info.outputPath('limited.json');
  writeFileSync(file, JSON.stringify({ ...list, zonescope: { ...header, missing: ['list nodes'] }, items: kept }));
  await drop(page, file, 'limited.json');
  await expect(page.locator('[data-snapshot="limited.json"]')).toContainText('It does not hold nodes');
  await expect(page.locator('[data-limited="nodes"]')).toContainText('whoever saved it may not have been allowed');
  await expect(page.locator('[data-headline] [data-verdict]')).toHaveAttribute('data-verdict', 'unknown');
  await expect(page.locator(`[data-service="${KUBE_DNS}"]`)).toContainText('not in the file: nodes');
  await expectNoViolations(page);
});

test('a file that is no cluster is refused in one sentence, and the page stays as it was', async ({ page }, info) => {
  await openService(page, zonescope.url, { service: KUBE_DNS });
  await drop(page, join(import.meta.dirname, '..', 'package.json'), 'package.json');
  await expect(page.locator('[data-drop-problem]')).toContainText('Cannot read package.json');
  const packed = info.outputPath('cluster.json.gz');
  writeFileSync(packed, gzipSync('{"kind":"List"}'));
  await drop(page, packed, 'cluster.json.gz');
  await expect(page.locator('[data-drop-problem]')).toContainText('it is packed with gzip, so unpack it first');
  await expect(page.locator('[data-snapshot]')).toHaveCount(0);
});

test('what a dropped file lacks or is in the place of a cluster is said in the language of the page', async ({
  page,
}, info) => {
  await openShare(page);
  const list = JSON.parse(readFileSync(await saved(page, 'link', 'Save snapshot'), 'utf8'));
  await page.keyboard.press('Escape');
  const partly = info.outputPath('partly.json');
  const missing = ['list endpointslices -n shop', 'list endpointslices -n bank'];
  writeFileSync(partly, JSON.stringify({ ...list, zonescope: { ...list.zonescope, missing } }));
  await drop(page, partly, 'partly.json');
  const notice = page.locator('[data-snapshot="partly.json"]');
  await expect(notice).toContainText('It does not hold endpointslices in namespaces shop, bank, so nothing');
  await page.getByRole('combobox', { name: 'Language' }).selectOption('zh');
  await expect(notice).toContainText('其中没有 namespace shop, bank 中的 endpointslices');
  await drop(page, join(import.meta.dirname, '..', 'package.json'), 'package.json');
  const problem = page.locator('[data-drop-problem]');
  await expect(problem).toContainText('无法读取 package.json：kind 为“”，而 items 不是列表；应为 List');
  const empty = info.outputPath('empty.json');
  writeFileSync(empty, '');
  await drop(page, empty, 'empty.json');
  await expect(problem).toContainText('无法读取 empty.json：文件为空');
});

test('the graph as SVG and PNG and the summary as Markdown hold what the page shows', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  await openShare(page, { node: 'kind-worker2' });

  const svg = readFileSync(await saved(page, 'button', 'Save SVG'), 'utf8');
  expect(svg).toMatch(/^<\?xml/);
  for (const words of ['kind-worker2', 'zone-routed', KUBE_DNS]) expect(svg).toContain(words);
  // Self-contained and light: no class, no variable of the page, and the white panel of a node's card.
  expect(svg).not.toMatch(/var\(|class=|style=/);
  expect(svg).toContain('rgb(255, 255, 255)');

  const png = readFileSync(await saved(page, 'button', 'Save PNG'));
  expect(png.subarray(1, 4).toString()).toBe('PNG');
  expect(png.readUInt32BE(16)).toBeGreaterThan(800);

  const markdown = readFileSync(await saved(page, 'button', 'Save Markdown'), 'utf8');
  expect(markdown).toContain(`## ${KUBE_DNS}: Zone routing is on`);
  expect(markdown).toMatch(/\| a \| 2 \|/);
  expect(markdown).toContain('### kind-worker2 (b) dials');
  for (const address of STEPS.hinted.b) expect(markdown).toContain(`${address}:53`);
  expect(markdown).toContain('kubectl -n kube-system get service kube-dns');
  expect(markdown).toContain(`${zonescope.url}/?service=${KUBE_DNS}&node=kind-worker2`);
});

for (const scheme of ['light', 'dark'] as const) {
  test(`the share dialog, ${scheme}: no violation of axe's rules, no console error`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    const errors = collectConsoleErrors(page);
    await openShare(page);
    await expectNoViolations(page);
    expect(errors).toEqual([]);
  });
}

test('the commands of a what-if stand with what it would change', async ({ page }) => {
  await openService(page, zonescope.url, {
    service: KUBE_DNS,
    parameters: { tab: 'commands', 'what-if': 'replicas:1' },
  });
  await expect(page.getByRole('tabpanel')).toContainText('scale deployment/coredns --replicas=1');
  await expect(page.locator('[data-difference]')).toContainText('in effect on 0 of 4 nodes (now 4)');
});
