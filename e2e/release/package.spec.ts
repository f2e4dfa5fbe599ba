import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { onLine } from '../support/lines.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const STAGED = join(ROOT, '.zonescope', 'package');
const INSTALL_MILLIS = 180_000;
/** Everything that a published package may hold; whatever else turns up was not meant to be published. */
const MAY_HOLD = [
  /^package\/(package\.json|README\.md|LICENSE|CHANGELOG\.md|SECURITY\.md|next\.config\.js)$/,
  /^package\/lib\/[a-z-]+\/([a-z-]+\/)*[a-z0-9.-]+\.js$/,
  /^package\/scripts\/(runtime|zonescope)\.mjs$/,
  /^package\/public\/[a-z.-]+$/,
  /^package\/\.next\/(BUILD_ID|package\.json|[a-z-]+\.(json|js))$/,
  /^package\/\.next\/(server|static)\/.+\.(js|json|css|html|rsc|meta|body|segment\.rsc|svg|woff2|txt)$/,
];

test('npx runs the packed package in an empty folder, and it holds nothing that was not meant', async ({ page }) => {
  test.setTimeout(INSTALL_MILLIS + 60_000);
  const folder = mkdtempSync(join(tmpdir(), 'zonescope-npx-'));
  const staged = spawnSync(process.execPath, [join(ROOT, 'scripts/release/stage.ts')], { cwd: ROOT, encoding: 'utf8' });
  expect(staged.status, staged.stderr).toBe(0);
  const packed = spawnSync('npm', ['pack', STAGED, '--silent', '--pack-destination', folder], { encoding: 'utf8' });
  expect(packed.status, packed.stderr).toBe(0);
  const [archive = ''] = readdirSync(folder).filter((name) => name.endsWith('.tgz'));

  const names = spawnSync('tar', ['-tzf', join(folder, archive)], { encoding: 'utf8' })
    .stdout.trim()
    .split('\n');
  expect(names.filter((name) => !MAY_HOLD.some((pattern) => pattern.test(name)))).toEqual([]);
  expect(names.length).toBeGreaterThan(100);

  const npx = ['--yes', `--package=${join(folder, archive)}`, 'zonescope', '--demo', '--port', '0'];
  const child = spawn('npx', npx, {
    cwd: folder,
    env: { ...process.env, npm_config_ignore_scripts: 'true' },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const lines: string[] = [];
  try {
    const url = await new Promise<string>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`no URL:\n${lines.join('\n')}`)), INSTALL_MILLIS);
      const look = (line: string): void => {
        lines.push(line);
        const found = /^Zonescope (http:\S+)/.exec(line)?.[1];
        if (found === undefined) return;
        clearTimeout(timer);
        resolve(found);
      };
      for (const stream of [child.stdout, child.stderr]) onLine(stream, look);
      child.once('close', () => reject(new Error(`it ended:\n${lines.join('\n')}`)));
    });
    await page.goto(url);
    await expect(page.locator('[data-connection="live"]')).toBeVisible();
    await expect(page.locator('main')).toContainText('kube-dns');
  } finally {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGTERM');
    rmSync(folder, { recursive: true, force: true });
  }
});
