import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { startZonescope } from './support/start-zonescope.ts';

const COMMAND = join(import.meta.dirname, '..', 'lib/cli/zonescope.ts');
const folder = mkdtempSync(join(tmpdir(), 'zonescope-start-'));

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

function kubeconfig(name: string, server: string): string {
  const clusters = [{ name: 'c', cluster: { server } }];
  const contexts = [{ name: 'away', context: { cluster: 'c', user: 'u' } }];
  const users = [{ name: 'u', user: {} }];
  return file(name, JSON.stringify({ clusters, contexts, users, 'current-context': 'away' }));
}

test.describe('what cannot be started ends at once with one sentence and exit code 2', () => {
  const nowhere = join(folder, 'nowhere');
  const empty = file('empty', '');
  const cases = [
    { name: 'an unknown option', args: ['--colour'], says: /--colour/ },
    { name: 'a sub-path that is not that of the build', args: ['--demo', '--base-path', '/zones'], says: /serves ""/ },
    { name: 'a port that is none', args: ['--port', 'x'], says: /--port takes a number from 0 to 65535, not "x"/ },
    { name: 'an address that others can reach', args: ['--host', '0.0.0.0'], says: /Cannot listen on 0\.0\.0\.0/ },
    {
      name: 'a version that is not known',
      args: ['--demo', '--kubernetes-version', '1.5'],
      says: /from 1\.21 to 1\.37/,
    },
    { name: 'a gate that cannot be read', args: ['--demo', '--feature-gates', 'x'], says: /feature gate "x"/ },
    { name: 'a kubeconfig that is not there', args: ['--kubeconfig', nowhere], says: new RegExp(nowhere) },
    { name: 'an empty kubeconfig', args: ['--kubeconfig', empty], says: new RegExp(empty) },
    {
      name: 'a context that is not there',
      args: ['--kubeconfig', kubeconfig('k', 'http://127.0.0.1:1'), '--context', 'x'],
      says: /"?x"?/,
    },
    {
      name: 'a $KUBECONFIG of which no file is there',
      args: [],
      environment: { KUBECONFIG: nowhere },
      says: new RegExp(nowhere),
    },
  ];
  for (const { name, args, environment = {}, says } of cases) {
    test(name, () => {
      const env = { ...process.env, ...environment };
      const result = spawnSync(process.execPath, [COMMAND, ...args], { encoding: 'utf8', env, timeout: 30_000 });
      expect(result.status).toBe(2);
      expect(result.stdout).toBe('');
      expect(result.stderr.trim().split('\n')).toHaveLength(1);
      expect(result.stderr).toMatch(/^zonescope: Cannot /);
      expect(result.stderr).toMatch(says);
    });
  }
});

test('a cluster that cannot be reached is no reason not to start: the page says which address says what', async ({
  page,
}) => {
  const zonescope = await startZonescope(['--kubeconfig', kubeconfig('unreachable', 'http://127.0.0.1:1')]);
  try {
    await page.goto(zonescope.url);
    await expect(page.locator('[data-connection="unreachable"]')).toBeVisible({ timeout: 20_000 });
    await expect(page.locator('main')).toContainText('127.0.0.1:1');
    expect((await fetch(`${zonescope.url}/api/livez`)).status).toBe(200);
    expect((await fetch(`${zonescope.url}/api/readyz`)).status).toBe(503);
  } finally {
    expect(await zonescope.stop()).toBe(0);
  }
});
