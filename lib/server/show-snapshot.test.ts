import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { ServiceRow } from '#lib/model/service-row.ts';
import { UNASKED_VIEWER } from '#lib/server/auth/sight.ts';
import { SILENT_LOG } from '#lib/server/log/log.ts';
import { runningWith } from '#lib/server/running.test-support.ts';
import { openSnapshot, showSnapshot } from '#lib/server/show-snapshot.ts';
import { parseStartOptions } from '#lib/server/start-options.ts';
import { handleSweep } from '#lib/server/sweep/handle-sweep.ts';
import { acmeSnapshot } from '#lib/snapshot/snapshot.test-support.ts';
import { writeSnapshot } from '#lib/snapshot/write-snapshot.ts';

const folder = mkdtempSync(join(tmpdir(), 'zonescope-snapshot-'));

function fileWith(name: string, content: string | Uint8Array): string {
  const file = join(folder, name);
  writeFileSync(file, content);
  return file;
}

test('a file fills the hub: rows, the selected Service with its pods, the clock at its moment, and the mark', async () => {
  const snapshot = acmeSnapshot();
  const file = fileWith('acme.json', [...writeSnapshot(snapshot)].join(''));
  const options = parseStartOptions(['--snapshot', file]);
  const shown = showSnapshot({ options, build: 'b1', log: SILENT_LOG }, file);
  try {
    const { hub, watching, as } = shown;
    await expect.poll(() => hub.timelineOf('payments/checkout').entries.length).toBe(1);
    hub.subscribe({ key: 'payments/ledger' });
    await expect.poll(() => hub.cluster()?.pods.length).toBe(2);
    expect(hub.cluster()?.autoscalers).toEqual([]);
    hub.subscribe({ key: 'payments/checkout' });
    await expect.poll(() => hub.cluster()?.autoscalers?.map(({ name }) => name)).toEqual(['acme-gold-scaler']);
    expect(hub.cluster()).toMatchObject({ now: snapshot.cluster.now, version: { minor: 34 } });
    expect(hub.info).toMatchObject({
      source: 'snapshot',
      snapshot: { name: 'acme.json', service: 'payments/checkout' },
    });
    expect(hub.status.phase).toBe('live');
    expect([watching, as]).toEqual([`the snapshot ${file} of 2026-03-01T12:00:00.000Z`, undefined]);
  } finally {
    await shown.stop();
  }
});

test('a file without nodes gives no verdict, now or under a what-if', async () => {
  const { cluster, ...rest } = acmeSnapshot();
  const limited = { ...rest, cluster: { ...cluster, nodes: [], missing: ['list nodes'] } };
  const file = fileWith('limited.json', [...writeSnapshot(limited)].join(''));
  const options = parseStartOptions(['--snapshot', file]);
  const shown = showSnapshot({ options, build: 'b1', log: SILENT_LOG }, file);
  try {
    await expect.poll(() => shown.hub.timelineOf('payments/checkout').entries.at(-1)?.reason).toBe('not-in-file');
    const request = new Request('http://localhost/api/sweep?what-if=mode:PreferClose');
    const response = await handleSweep(request, runningWith(shown.hub), UNASKED_VIEWER);
    expect([response.status, await response.text()]).toEqual([403, expect.stringContaining('the file does not hold')]);
  } finally {
    await shown.stop();
  }
});

test('a file without the slices of one namespace gives every other Service its verdict, under a what-if, too', async () => {
  const { cluster, ...rest } = acmeSnapshot();
  const [checkout] = cluster.services;
  if (checkout === undefined) throw new Error('the snapshot holds no Service');
  const services = [...cluster.services, { ...checkout, namespace: 'shop' }];
  const missing = ['list endpointslices -n shop'];
  const file = fileWith(
    'partly.json',
    [...writeSnapshot({ ...rest, cluster: { ...cluster, services, missing } })].join(''),
  );
  const shown = showSnapshot({ options: parseStartOptions(['--snapshot', file]), build: 'b1', log: SILENT_LOG }, file);
  try {
    const request = new Request('http://localhost/api/sweep?what-if=mode:PreferClose');
    const response = await handleSweep(request, runningWith(shown.hub), UNASKED_VIEWER);
    expect(response.status).toBe(200);
    const { rows } = await response.json();
    const reasons = rows.map((row: ServiceRow) => [row.key, row.verdict.reason]);
    expect(Object.fromEntries(reasons)).toEqual({
      'payments/checkout': 'hinted-to-own-zone',
      'payments/ledger': 'hinted-to-own-zone',
      'shop/checkout': 'not-in-file',
    });
  } finally {
    await shown.stop();
  }
});

test('--kubernetes-version and --feature-gates stand above the header', () => {
  const file = fileWith('old.json', [...writeSnapshot(acmeSnapshot())].join(''));
  const options = parseStartOptions([
    '--snapshot',
    file,
    '--kubernetes-version',
    '1.30',
    '--feature-gates',
    'TopologyAwareHints=false',
  ]);
  const { cluster } = openSnapshot(options, file);
  expect(cluster.version.minor).toBe(30);
  expect(cluster.gateOverrides).toEqual([{ gate: 'TopologyAwareHints', state: false }]);
});

test('a file that PowerShell wrote in UTF-16 is the same file', () => {
  const text = [...writeSnapshot(acmeSnapshot())].join('');
  const utf16 = fileWith('utf-16.json', Buffer.from(`\uFEFF${text}`, 'utf16le'));
  expect(openSnapshot({ gates: [] }, utf16)).toEqual(openSnapshot({ gates: [] }, fileWith('utf-8.json', text)));
});

test('a file that is not there, or is none, is told in one sentence with its name', () => {
  const options = { gates: [] };
  expect(() => openSnapshot(options, join(folder, 'none.json'))).toThrow(/^Cannot read .*none\.json: ENOENT/);
  expect(() => openSnapshot(options, fileWith('text.json', 'hello'))).toThrow(
    /^Cannot read .*text\.json: it is not JSON/,
  );
});
