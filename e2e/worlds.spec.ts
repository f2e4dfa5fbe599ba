import { expect, test } from '@playwright/test';
import { startZonescope } from './support/start-zonescope.ts';
import { openService } from './support/zonescope-page.ts';

/** Worlds built from real threads, and what a person who opens one must be told. */
const WORLDS: readonly {
  readonly name: string;
  readonly verdict: string;
  /** Of the tab Why. */
  readonly says: readonly RegExp[];
  readonly parameters?: Readonly<Record<string, string>>;
}[] = [
  {
    name: 'three-zones',
    verdict: 'off',
    says: [/Unable to allocate minimum required endpoints .* \(11 endpoints, 3 zones\)/],
  },
  { name: 'zone-skew', verdict: 'zone-routed', says: [/In effect on 5 of 5 nodes/] },
  { name: 'tainted-nodes', verdict: 'off', says: [/\(3 endpoints, 3 zones\)/, /82\s?%/] },
  {
    name: 'late-label',
    verdict: 'off',
    says: [/allocatable CPU or zone not specified on one or more nodes/, /node-new/],
  },
  {
    name: 'borrowed-endpoints',
    verdict: 'zone-routed',
    says: [/1 lent endpoint: hinted to another zone than its own/],
  },
  {
    name: 'dead-zone',
    verdict: 'off',
    says: [/allocatable CPU or zone not specified on one or more nodes/, /Only zone a counts/],
  },
];

for (const { name, verdict, says, parameters = {} } of WORLDS) {
  test(`--demo=${name} tells what the thread was about`, async ({ page }) => {
    const zonescope = await startZonescope([`--demo=${name}`]);
    try {
      await openService(page, zonescope.url, { service: 'shop/web', parameters: { tab: 'why', ...parameters } });
      await expect(page.locator('[data-headline="shop/web"] [data-verdict]')).toHaveAttribute('data-verdict', verdict);
      for (const words of says) await expect(page.getByRole('tabpanel')).toContainText(words);
      await expect(page.locator('[data-pane="guide"]')).toContainText('Look at');
    } finally {
      await zonescope.stop();
    }
  });
}
