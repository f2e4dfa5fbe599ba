import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { boot } from '#lib/server/boot.ts';
import { until } from '#lib/server/kube/scripted-api.test-support.ts';
import { getRunning } from '#lib/server/running.ts';
import { parseStartOptions } from '#lib/server/start-options.ts';

test('the embedded cluster is watched like any other: its Service has a row, a guide and pods', async () => {
  const { running, watching, as, kubeconfigExport } = await boot({
    options: parseStartOptions(['--demo']),
    build: 'b1',
  });
  try {
    expect(getRunning()).toBe(running);
    expect(watching).toMatch(/^the embedded cluster "tutorial" \(http:\/\/127\.0\.0\.1:\d+\)$/);
    expect(kubeconfigExport).toMatch(/^export KUBECONFIG=\S+$/);
    expect(as).not.toBe('');
    const { hub } = running;
    await until(() => hub.ready && hub.status.phase === 'live');
    hub.subscribe({ key: 'kube-system/kube-dns' });
    await until(() => (hub.cluster()?.pods.length ?? 0) === 4);
    expect(hub.info).toMatchObject({ source: 'demo', versionText: 'v1.21.10', demo: { world: 'tutorial' } });
    expect(hub.timelineOf('kube-system/kube-dns').entries).toHaveLength(1);
  } finally {
    await running.close();
  }
  expect(getRunning()).toBeUndefined();
});

test('a cluster that cannot be reached is no reason not to start', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'zonescope-boot-'));
  const file = join(folder, 'kubeconfig');
  writeFileSync(
    file,
    '{clusters: [{name: c, cluster: {server: "http://127.0.0.1:1"}}], users: [{name: u, user: {}}], contexts: [{name: away, context: {cluster: c, user: u}}], current-context: away}',
  );
  const { running, watching, as } = await boot({ options: parseStartOptions(['--kubeconfig', file]), build: 'b1' });
  try {
    expect([watching, as]).toEqual(['context away (http://127.0.0.1:1)', 'u']);
    await until(() => running.hub.status.phase === 'unreachable');
    expect(running.hub.status).toMatchObject({ address: 'http://127.0.0.1:1', said: 'refuses the connection' });
    expect(running.hub.ready).toBe(false);
  } finally {
    await running.close();
    rmSync(folder, { recursive: true });
  }
});

test('an unknown world is an error in one sentence', async () => {
  await expect(boot({ options: parseStartOptions(['--demo=nowhere']), build: 'b1' })).rejects.toThrow(
    /^Cannot .*nowhere/,
  );
});
