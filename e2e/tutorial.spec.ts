import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { clusterCommands } from './support/cluster-commands.ts';
import { startZonescope, type ZonescopeProcess } from './support/start-zonescope.ts';
import { byZone, ipvsOfKubeDns, KUBE_DNS, LABEL_ZONES, NODES, STEPS, scaleTo } from './support/tutorial.ts';
import {
  answerOfNode,
  collectConsoleErrors,
  expectDialled,
  type NodeAnswer,
  openService,
} from './support/zonescope-page.ts';

type Step = { readonly a: readonly string[]; readonly b: readonly string[] };

/** Every port on every node, in the page's lists and in the text that ipvsadm would print there. */
async function expectStep(page: Page, step: Step): Promise<void> {
  const want: Record<string, NodeAnswer> = {};
  for (const node of NODES) {
    const keys = (port: number): readonly string[] => [...(byZone(step.a, step.b, port)[node] ?? [])].sort();
    const ipvs = ipvsOfKubeDns(keys(53).map((key) => key.replace(/:53$/, '')));
    want[node] = { dialledByPort: { dns: keys(53), 'dns-tcp': keys(53), metrics: keys(9153) }, ipvs };
  }
  const read = async (): Promise<Readonly<Record<string, NodeAnswer>>> => {
    const found: Record<string, NodeAnswer> = {};
    for (const node of NODES) found[node] = await answerOfNode(page, node);
    return found;
  };
  await expect.poll(read, { timeout: 20_000 }).toEqual(want);
}

/** Moves the slider, and says what every node would dial then. */
async function predict(page: Page, replicas: number, { a, b }: Step): Promise<void> {
  await page.getByRole('slider', { name: /replicas/i }).fill(String(replicas));
  await expect(page.getByText('predicted').first()).toBeVisible();
  await expectDialled(page, 'dns', byZone(a, b, 53));
}

/** `kubectl edit` runs this command on a file and applies what it left behind. */
function annotatingEditor(): string {
  const file = join(mkdtempSync(join(tmpdir(), 'zonescope-editor-')), 'editor.mjs');
  const annotations = 'metadata:\\n  annotations:\\n    service.kubernetes.io/topology-aware-hints: auto';
  const edit = `readFileSync(process.argv[2], 'utf8').replace(/^metadata:$/m, '${annotations}')`;
  writeFileSync(
    file,
    `import { readFileSync, writeFileSync } from 'node:fs';\nwriteFileSync(process.argv[2], ${edit});\n`,
  );
  return `${process.execPath} ${file}`;
}

test.describe('the tutorial on the embedded cluster, from the first command to the last', () => {
  let zonescope: ZonescopeProcess;
  test.beforeEach(async () => {
    zonescope = await startZonescope(['--demo']);
  });
  test.afterEach(async () => {
    expect(await zonescope.stop()).toBe(0);
  });

  test('every step as the tutorial tells it, each scaling predicted before it happens', async ({ page }) => {
    test.setTimeout(120_000);
    const errors = collectConsoleErrors(page);
    const cluster = await clusterCommands(zonescope);
    await openService(page, zonescope.url, { service: KUBE_DNS });

    await test.step('start: no zones, no annotation, every node dials all four', () => expectStep(page, STEPS.start));

    await test.step('zones and the annotation: each zone dials its own two', async () => {
      for (const command of LABEL_ZONES) await cluster.run(command);
      await cluster.edit(['-n', 'kube-system', 'edit', 'service', 'kube-dns'], annotatingEditor());
      await expectStep(page, STEPS.hinted);
    });

    await test.step('two replicas: predicted, then seen', async () => {
      await predict(page, 2, STEPS.two);
      await page.keyboard.press('Escape');
      await expectStep(page, STEPS.hinted);
      await cluster.run(scaleTo(2));
      await expectStep(page, STEPS.two);
    });

    await test.step('one replica: the hints go, every node dials what is left', async () => {
      await predict(page, 1, STEPS.one);
      await page.keyboard.press('Escape');
      await cluster.run(scaleTo(1));
      await expectStep(page, STEPS.one);
    });

    expect(errors).toEqual([]);
  });
});
