import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { startZonescope } from '../support/start-zonescope.ts';
import { startTcpRelay } from '../support/tcp-relay.ts';
import { collectConsoleErrors } from '../support/zonescope-page.ts';

const ROOT = join(import.meta.dirname, '..', '..');
/** Below the project, so that it finds the packages that are installed there. */
const NEXT_VERSION = join(ROOT, '.zonescope', 'next-version');

test('a rolling update leaves no error on an open page, which goes on with the new Pod and offers to reload', async ({
  page,
}) => {
  test.setTimeout(120_000);
  const script = join(ROOT, 'scripts/release/stage.ts');
  const staged = spawnSync(process.execPath, [script, NEXT_VERSION], { cwd: ROOT, encoding: 'utf8' });
  expect(staged.status, staged.stderr).toBe(0);
  const build = join(NEXT_VERSION, '.next', 'BUILD_ID');
  writeFileSync(build, `next-${readFileSync(build, 'utf8')}`);

  const errors = collectConsoleErrors(page);
  const [old, next] = await Promise.all([
    startZonescope(['--demo=three-zones']),
    startZonescope(['--demo=three-zones'], {}, [], join(NEXT_VERSION, 'lib/cli/zonescope.js')),
  ]);
  const relay = await startTcpRelay(old.port);
  try {
    await page.goto(`http://127.0.0.1:${relay.port}/?service=shop/web`);
    await expect(page.locator('[data-connection="live"]')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Reload' })).toHaveCount(0);

    // The new Pod is ready, new connections go there, and the old one says farewell to those it has.
    relay.retarget(next.port, 'kept');
    expect(await old.stop()).toBe(0);
    await expect(page.getByRole('button', { name: 'Reload' })).toBeVisible({ timeout: 20_000 });
    await expect(page.locator('[data-connection="live"]')).toBeVisible({ timeout: 20_000 });
    await expect(page.locator('main')).toContainText('shop/web');
    expect(errors).toEqual([]);

    await page.getByRole('button', { name: 'Reload' }).click();
    await expect(page.locator('[data-connection="live"]')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Reload' })).toHaveCount(0);
  } finally {
    await relay.close();
    await next.stop();
  }
});
