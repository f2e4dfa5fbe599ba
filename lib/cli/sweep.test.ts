import { afterAll, describe, expect, it } from 'vitest';
import { sweep } from '#lib/cli/sweep.ts';
import { tutorialFile } from '#lib/cli/tutorial-file.test-support.ts';

const tutorial = tutorialFile();
afterAll(() => tutorial.remove());

async function records(...args: readonly string[]) {
  return JSON.parse((await sweep(['-f', tutorial.file, '-o', 'json', ...args])).text);
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
    const table = (await sweep(['-f', tutorial.file])).text.split('\n');
    expect(table[0]).toMatch(/^SERVICE +VERDICT +MODE +NODES +IN-ZONE +LOAD +IDLE/);
    expect(table[1]).toMatch(/^kube-system\/kube-dns +zone-routed +Auto +4\/4 +100 % +1 +0 +4 +3,5/);
    const csv = (await sweep(['-f', tutorial.file, '-o', 'csv'])).text.split('\r\n');
    expect(csv[1]).toMatch(/^kube-system\/kube-dns,zone-routed,/);
  });

  it('says beside a prediction for how many Services endpoints stand for pods that are not in the file', async () => {
    const args = ['--what-if', 'replicas:2', '--service', 'kube-system/kube-dns'];
    expect((await sweep(['-f', tutorial.file, ...args])).notes).toEqual([]);
    const path = tutorial.writeChanged('no-pods.json', ({ items, ...head }) => ({
      ...head,
      items: items.filter(({ kind }) => kind !== 'Pod'),
    }));
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
    const isFinding = async (...args: readonly string[]) => (await sweep(['-f', tutorial.file, ...args])).isFinding;
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
    it(`refuses ${name}`, async () => expect(sweep(['-f', tutorial.file, ...args])).rejects.toThrow(says));
  }
});
