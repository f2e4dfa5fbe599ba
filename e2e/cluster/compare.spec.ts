import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { ofOneMoment } from '../fidelity/moment.ts';
import { kubectl } from '../support/kubectl.ts';
import { type ProxyMode, restingDump } from '../support/proxy-dump.ts';
import { KUBE_DNS, patchKubeDns } from '../support/tutorial.ts';
import { watchRealCluster } from '../support/watched-realcluster.ts';
import { openService } from '../support/zonescope-page.ts';

const NODE = 'kind-worker2';
const MODES = ['iptables', 'nftables'] as const;
const COMMAND = join(import.meta.dirname, '..', '..', 'lib', 'cli', 'zonescope.ts');

const watched = watchRealCluster();

const SITUATIONS = [
  { name: 'no hints', spec: {} },
  { name: 'PreferSameZone', spec: { trafficDistribution: 'PreferSameZone' } },
  { name: 'PreferSameNode', spec: { trafficDistribution: 'PreferSameNode' } },
];

async function patchService(spec: unknown): Promise<void> {
  await kubectl(watched.cluster.kubeconfig, patchKubeDns(spec));
  watched.cluster.settle();
}

function dumpOf(mode: ProxyMode): string {
  return restingDump(watched.cluster, { node: NODE, mode }).text;
}

function compare(dump: string): { readonly out: string; readonly status: number | null } {
  const args = ['compare', '--node', NODE, '--dump', '-', '--kubeconfig', watched.cluster.kubeconfig];
  const result = spawnSync(process.execPath, [COMMAND, ...args], { encoding: 'utf8', input: dump });
  return { out: result.stdout + result.stderr, status: result.status };
}

async function openNode(page: Page): Promise<void> {
  await openService(page, watched.zonescope.url, { service: KUBE_DNS, parameters: { node: NODE, tab: 'node' } });
}

async function paste(page: Page, dump: string): Promise<void> {
  await page.getByRole('textbox', { name: /Paste what/ }).fill(dump);
}

test('what a real kube-proxy wrote is found equal, by the command line and in the page', async ({ page }) => {
  test.setTimeout(600_000);
  await openNode(page);
  for (const { name, spec } of SITUATIONS) {
    await test.step(name, async () => {
      await patchService(spec);
      for (const mode of MODES) {
        const { taken } = await ofOneMoment(watched.cluster.kubeconfig, async () => {
          const dump = dumpOf(mode);
          return { dump, ...compare(dump) };
        });
        expect([taken.out.split('\n')[0], taken.status]).toEqual([
          `Equal: all 4 addresses dial what is predicted for ${NODE}.`,
          0,
        ]);
        await paste(page, taken.dump);
        await expect(page.locator('[data-compared="equal"]')).toContainText('all 3 addresses dial what is predicted');
        await page.getByRole('button', { name: 'Clear' }).click();
      }
    });
  }
});

test('rules that a real kube-proxy wrote before a change are told by what they are', async ({ page }) => {
  test.setTimeout(300_000);
  await patchService({ trafficDistribution: 'PreferSameZone' });
  await openNode(page);
  await expect(page.locator('[data-headline]')).toContainText('PreferSameZone');
  const dump = dumpOf('nftables');
  await patchService({ trafficDistribution: 'PreferSameNode' });
  await expect(page.locator('[data-headline]')).toContainText('PreferSameNode');
  await paste(page, dump);
  await expect(page.locator('[data-compare-likely] li').first()).toContainText('kube-proxy is behind');
  const { out, status } = compare(dump);
  expect(status).toBe(1);
  // Without the slices of before, the command line can only say whose rules these would be now.
  expect(out).toContain('These are the rules that the kube-proxy of 1.3');
});

test('a data plane that leaves its sign on a Node changes verdict and headline at once', async ({ page }) => {
  test.setTimeout(300_000);
  await patchService({ trafficDistribution: 'PreferSameZone' });
  await openNode(page);
  const headline = page.locator('[data-headline]');
  await expect(headline).toContainText('In effect on 4 of 4 nodes');
  const sign = 'k8s.ovn.org/node-subnets';
  await kubectl(watched.cluster.kubeconfig, ['annotate', 'node', NODE, `${sign}={}`]);
  await expect(headline).toContainText('In effect on 3 of 4 nodes');
  await expect(page.locator('[data-data-plane="ovn-kubernetes"]')).toContainText(`found by ${sign}`);
  await paste(page, dumpOf('iptables'));
  await expect(page.locator('[data-compare-likely] li').first()).toContainText(
    'These are the rules that kube-proxy writes',
  );
  await kubectl(watched.cluster.kubeconfig, ['annotate', 'node', NODE, `${sign}-`]);
  await expect(headline).toContainText('In effect on 4 of 4 nodes');
});
