import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sweep } from '#lib/cli/sweep.ts';
import { isRecord, list } from '#lib/to-model/json.ts';

/** What a real 1.21 held once its slice had been made anew with hints. */
const FIXTURE = join(import.meta.dirname, '../proxy-text/fixtures/tutorial-1.21/5-slice-deleted');
const KINDS = { nodes: 'Node', services: 'Service', endpointslices: 'EndpointSlice', pods: 'Pod' };

let folder: string;
let file: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'zonescope-sweep-'));
  file = join(folder, 'cluster.json');
  const items = Object.entries(KINDS).flatMap(([name, kind]) => {
    const found: unknown = JSON.parse(readFileSync(join(FIXTURE, `${name}.json`), 'utf8'));
    return list(isRecord(found) ? found['items'] : []).map((item) => ({ ...(isRecord(item) ? item : {}), kind }));
  });
  const zonescope = { kubernetesVersion: '1.21.14', gates: 'TopologyAwareHints=true' };
  writeFileSync(file, JSON.stringify({ kind: 'List', zonescope, items }));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function records(...args: readonly string[]) {
  return JSON.parse((await sweep(['-f', file, '-o', 'json', ...args])).text);
}

describe('zonescope sweep', () => {
  it('lists every Service, the worst first', async () => {
    const rows = await records();
    expect(rows.map(({ service, verdict }: { service: string; verdict: string }) => [service, verdict])).toEqual([
      ['kube-system/kube-dns', 'zone-routed'],
      ['default/kubernetes', 'off'],
    ]);
    expect(rows[0]).toMatchObject({ mode: 'Auto', inZoneShare: 1, idleEndpoints: 0, flipsBelow: 3, flipsAbove: 5 });
  });

  it('prints a table, and CSV with the same Services', async () => {
    const table = (await sweep(['-f', file])).text.split('\n');
    expect(table[0]).toMatch(/^SERVICE +VERDICT +MODE +NODES +IN-ZONE +LOAD +IDLE/);
    expect(table[1]).toMatch(/^kube-system\/kube-dns +zone-routed +Auto +4\/4 +100 % +1 +0 +4 +3,5/);
    const csv = (await sweep(['-f', file, '-o', 'csv'])).text.split('\r\n');
    expect(csv[1]).toMatch(/^kube-system\/kube-dns,zone-routed,/);
  });

  it('says beside a prediction for how many Services endpoints stand for pods that are not in the file', async () => {
    const args = ['--what-if', 'replicas:2', '--service', 'kube-system/kube-dns'];
    expect((await sweep(['-f', file, ...args])).notes).toEqual([]);
    const { items, ...head } = JSON.parse(readFileSync(file, 'utf8'));
    const path = join(folder, 'no-pods.json');
    const kept = items.filter(({ kind }: { readonly kind: string }) => kind !== 'Pod');
    writeFileSync(path, JSON.stringify({ ...head, items: kept }));
    const { notes } = await sweep(['-f', path, ...args]);
    expect(notes).toEqual([
      expect.stringMatching(/^The pods of 1 Service are not known here: each endpoint stands for one/),
    ]);
  });

  it('follows a what-if, for all Services or for the one that is named', async () => {
    const all = await records('--what-if', 'mode:off');
    expect(all.map(({ mode }: { mode: string }) => mode)).toEqual(['off', 'off']);
    const [dns] = await records('--what-if', 'replicas:1', '--service', 'kube-system/kube-dns');
    expect(dns).toMatchObject({ verdict: 'off', reason: 'fewer-endpoints-than-zones', endpoints: 1 });
  });

  it('follows a client mix', async () => {
    const [dns] = await records('--mix', 'zone-a=1', '--what-if', 'mode:Auto');
    expect(dns.largestLoad).toBeUndefined();
    const zone = Object.keys((await records())[0].endpointsByZone)[0] ?? '';
    expect((await records('--mix', `${zone}=1`))[0].largestLoad).toBe(2);
  });

  it('is a finding only at the level that is asked for', async () => {
    const isFinding = async (...args: readonly string[]) => (await sweep(['-f', file, ...args])).isFinding;
    expect(await isFinding('--fail-on', 'problem')).toBe(false);
    expect(await isFinding('--fail-on', 'problem', '--what-if', 'replicas:1')).toBe(true);
    expect(await isFinding('--what-if', 'replicas:1')).toBe(false);
  });

  const wrong = [
    { name: 'a mix that is none', args: ['--mix', 'moon'], says: 'Cannot read mix "moon"' },
    { name: 'a Service that is not there', args: ['--service', 'a/b'], says: 'there is no Service a/b among the 2' },
    { name: 'a node that is not there', args: ['--what-if', 'cordon:nowhere'], says: 'Cannot predict: ' },
    { name: 'a format that is none', args: ['-o', 'xml'], says: '-o takes table, json, csv, not "xml"' },
  ];
  for (const { name, args, says } of wrong) {
    it(`refuses ${name}`, async () => expect(sweep(['-f', file, ...args])).rejects.toThrow(says));
  }
});
