import AxeBuilder from '@axe-core/playwright';
import { expect, type Locator, type Page, test } from '@playwright/test';
import { startZonescope, type ZonescopeProcess } from './support/start-zonescope.ts';
import { collectConsoleErrors, openService } from './support/zonescope-page.ts';

const WEB = 'shop/web';

let zonescope: ZonescopeProcess;
test.beforeAll(async () => {
  zonescope = await startZonescope(['--demo=three-zones']);
});
test.afterAll(async () => void (await zonescope.stop()));

function bar(page: Page): Locator {
  return page.locator('[data-pane="what-if"]');
}

const whatIf = async (page: Page): Promise<string> => new URL(page.url()).searchParams.get('what-if') ?? '';

/** The facts in a zone's header. */
function lane(page: Page, zone: string): Locator {
  return page.locator(`[data-lane="zone:${zone}"]`);
}

async function open(page: Page, parameters: Readonly<Record<string, string>> = {}): Promise<void> {
  await openService(page, zonescope.url, { service: WEB, parameters: { tab: 'why', ...parameters } });
}

test('an outage is stepped through its phases by keyboard, each listed and predicted, and taken back', async ({
  page,
}) => {
  const errors = collectConsoleErrors(page);
  await open(page);
  await bar(page).getByRole('button', { name: 'Zone outage of a' }).focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => whatIf(page)).toBe('zone-down:a@notready');
  await expect(page.locator('[data-live-verdict="off"]')).toBeVisible();
  await expect(bar(page).locator('[data-what-if="losses"]').first()).toHaveText(
    'No Service loses all of its backends.',
  );

  const phase = bar(page).getByRole('group', { name: 'Phase of the outage of a' });
  await phase.getByRole('button', { name: 'On' }).focus();
  for (const [name, words] of [
    ['evicted', 'zone a down, evicted'],
    ['rescheduled', 'zone a down, rescheduled'],
  ] as const) {
    await page.keyboard.press('Enter');
    await expect.poll(() => whatIf(page)).toBe(`zone-down:a@${name}`);
    await expect(bar(page).getByRole('button', { name: `Remove: ${words}` })).toBeVisible();
  }
  await expect(phase.getByRole('button', { name: 'On' })).toBeDisabled();
  await expect(bar(page).getByText(/the last of 4 pods is evicted/)).toBeVisible();

  await bar(page).getByRole('button', { name: 'Remove: zone a down, rescheduled' }).focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => whatIf(page)).toBe('');
  expect(errors).toEqual([]);
});

test('changes compose, and each is taken out by itself', async ({ page }) => {
  await open(page);
  await bar(page).getByRole('button', { name: 'Zonal shift away from b' }).click();
  await bar(page).getByRole('slider').focus();
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => whatIf(page)).toBe('zonal-shift:b,replicas:12');
  await expect(bar(page).getByText(/none is drained/)).toBeVisible();
  await bar(page).getByRole('button', { name: 'Remove: zonal shift away from b' }).click();
  await expect.poll(() => whatIf(page)).toBe('replicas:12');
  await page.keyboard.press('Escape');
  await expect.poll(() => whatIf(page)).toBe('');
});

test('a drained node loses its pods, and every number stands beside the live one', async ({ page }) => {
  await open(page, { show: 'table' });
  await bar(page).getByRole('button', { name: 'Node', exact: true }).click();
  await bar(page).getByRole('combobox', { name: 'Node', exact: true }).fill('node-c2');
  await bar(page).getByRole('button', { name: 'Drain' }).click();
  await expect.poll(() => whatIf(page)).toBe('drain:node-c2');
  await expect(page.locator('[data-pane="graph"]').getByText('1 cordoned (live 0)')).toBeVisible();
  await expect(page.locator('[data-why="live"]')).toHaveText(/^Live: off, in effect on 0 of 6 nodes/);
  await bar(page).getByRole('textbox', { name: 'Its CPU' }).fill('8');
  await expect.poll(() => whatIf(page)).toBe('drain:node-c2,cpu:node-c2=8');
  await bar(page).getByRole('combobox', { name: 'Its zone' }).selectOption('a');
  await expect.poll(() => whatIf(page)).toBe('drain:node-c2,cpu:node-c2=8,relabel:node-c2=a');
});

test('a rollout is stepped through, with what serves, starts and ends, and the worst moment of each zone', async ({
  page,
}) => {
  await open(page);
  await bar(page).getByRole('button', { name: 'Rollout' }).click();
  await bar(page).getByRole('button', { name: 'Step through' }).click();
  await expect.poll(() => whatIf(page)).toBe('rollout:surge=3,unavailable=2,step=1');
  await expect(bar(page).getByText('9 serve · 5 start · 2 end')).toBeVisible();
  await expect(bar(page).getByText(/^fewest: a \d at step \d, b \d at step \d, c \d at step \d$/)).toBeVisible();
  await bar(page).getByRole('group', { name: 'Step of the rollout' }).getByRole('button', { name: 'On' }).click();
  await expect.poll(() => whatIf(page)).toBe('rollout:surge=3,unavailable=2,step=2');
});

test('the strip comes from a worker, and says which counts have hints', async ({ page }) => {
  await open(page);
  const without = () =>
    bar(page)
      .locator('[data-replicas][data-hints="false"]')
      .evaluateAll((cells) => cells.map((cell) => Number(cell.getAttribute('data-replicas'))));
  await expect.poll(without).toEqual([1, 2, 4, 5, 8, 11]);
  expect(page.workers()).toHaveLength(1);
});

const CONTROLS = [
  ['Zone', 'light'],
  ['Node', 'dark'],
  ['Mode', 'light'],
  ['Rollout', 'dark'],
] as const;
for (const [kind, colorScheme] of CONTROLS) {
  test(`the controls for ${kind}, ${colorScheme}: no violation of axe's rules`, async ({ page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await open(page, { 'what-if': 'zone-down:a@evicted,rollout:surge=1,unavailable=0,step=2' });
    await bar(page).getByRole('button', { name: kind, exact: true }).click();
    const { violations } = await new AxeBuilder({ page }).include('[data-pane="what-if"]').analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)).toEqual([]);
  });
}

test('on a narrow screen nothing of it is wider than the page', async ({ page }) => {
  for (const viewport of [
    { width: 1024, height: 768 },
    { width: 390, height: 844 },
  ]) {
    await page.setViewportSize(viewport);
    await open(page, { 'what-if': 'zone-down:a@evicted,zone-down:b@notready,drain:node-c1,replicas:4' });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(viewport.width);
  }
});

test('a lane says what stands now beside what is predicted', async ({ page }) => {
  await open(page, { 'what-if': 'zone-down:a@notready' });
  await expect(lane(page, 'a')).toContainText('2 NotReady (live 0)');
});
