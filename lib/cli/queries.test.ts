import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { backends } from '#lib/cli/backends.ts';
import type { Command } from '#lib/cli/command-answer.ts';
import { hints } from '#lib/cli/hints.ts';
import { why } from '#lib/cli/why.ts';
import { isRecord, list } from '#lib/to-model/json.ts';

/** What a real 1.21 held once its slice had been made anew with hints. */
const FIXTURE = join(import.meta.dirname, '../proxy-text/fixtures/tutorial-1.21/5-slice-deleted');
const KINDS = { nodes: 'Node', services: 'Service', endpointslices: 'EndpointSlice', pods: 'Pod' };

let folder: string;
let file: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'zonescope-queries-'));
  file = join(folder, 'cluster.json');
  const items = Object.entries(KINDS).flatMap(([name, kind]) => {
    const found: unknown = JSON.parse(readFileSync(join(FIXTURE, `${name}.json`), 'utf8'));
    return list(isRecord(found) ? found['items'] : []).map((item) => ({ ...(isRecord(item) ? item : {}), kind }));
  });
  const zonescope = { kubernetesVersion: '1.21.14', gates: 'TopologyAwareHints=true' };
  writeFileSync(file, JSON.stringify({ kind: 'List', zonescope, items }));
});
afterAll(() => rmSync(folder, { recursive: true }));

const DNS = ['--service', 'kube-system/kube-dns'];

async function say(command: Command, args: readonly string[]): Promise<string> {
  return (await command(args)).text;
}

describe('zonescope backends', () => {
  it('lists what a node dials for every Service', async () => {
    const lines = (await say(backends, ['--node', 'kind-worker2', '-f', file])).split('\n');
    expect(lines[0]).toMatch(/^SERVICE +PORT +ENDPOINT +POD +NODE +ZONE +SHARE$/);
    const dns = lines.filter((line) => line.includes('(dns)')).map((line) => line.split(/ {2,}/)[2]);
    expect(dns).toEqual(['10.244.1.2:53', '10.244.2.2:53']);
  });
  it('follows a what-if', async () => {
    const json = JSON.parse(
      await say(backends, ['--node', 'kind-worker2', ...DNS, '-f', file, '--what-if', 'mode:off', '-o', 'json']),
    );
    expect(json[0].ports[0].backends).toHaveLength(4);
  });
  it('prints all Services as ipvsadm sorts them', async () => {
    const text = await say(backends, ['--node', 'kind-worker', '-f', file, '-o', 'ipvs']);
    expect(text.split('\n').filter((line) => /^(TCP|UDP)/.test(line))).toEqual([
      'TCP  10.96.0.1:443 rr',
      'TCP  10.96.0.10:53 rr',
      'TCP  10.96.0.10:9153 rr',
      'UDP  10.96.0.10:53 rr',
    ]);
  });
});

describe('zonescope hints', () => {
  it('holds the hints that are there against those that the controller would write', async () => {
    const json = JSON.parse(await say(hints, [...DNS, '-f', file, '-o', 'json']));
    expect(json.decisions).toMatchObject([{ family: 'IPv4', reason: 'hinted-by-cpu-share', differs: false }]);
    for (const endpoint of json.endpoints) expect(endpoint.hints).toEqual([endpoint.zone]);
  });
});

describe('zonescope why', () => {
  it('says the verdict, what Kubernetes says, the cause and the rules', async () => {
    const json = JSON.parse(await say(why, [...DNS, '-f', file, '--what-if', 'replicas:1', '-o', 'json']));
    expect(json).toMatchObject({ verdict: 'off', reason: 'fewer-endpoints-than-zones' });
    expect(json.kubernetesSays).toMatchObject([
      { words: 'Skipping topology aware endpoint filtering since one or more endpoints is missing a zone hint' },
    ]);
    expect(await say(why, [...DNS, '-f', file])).toMatch(/^Zone routing is on/);
  });
});

describe('--fail-on', () => {
  const OFF = ['--what-if', 'replicas:1', '--fail-on', 'problem'];
  const cases = [
    {
      name: 'zone routing that is on passes',
      call: () => why([...DNS, '-f', file, '--fail-on', 'problem']),
      want: false,
    },
    { name: 'zone routing that is off stops why', call: () => why([...DNS, '-f', file, ...OFF]), want: true },
    { name: 'zone routing that is off stops hints', call: () => hints([...DNS, '-f', file, ...OFF]), want: true },
    {
      name: 'zone routing that is off stops backends',
      call: () => backends(['--node', 'kind-worker', ...DNS, '-f', file, ...OFF]),
      want: true,
    },
    { name: 'nothing stops without it', call: () => why([...DNS, '-f', file, '--what-if', 'replicas:1']), want: false },
  ];
  for (const { name, call, want } of cases) {
    it(name, async () => expect((await call()).isFinding).toBe(want));
  }
  it('gives the command its exit code', () => {
    const run = (args: readonly string[]) =>
      spawnSync(process.execPath, [join(import.meta.dirname, 'zonescope.ts'), ...args], { encoding: 'utf8' });
    const argsOfWhy = ['why', ...DNS, '-f', file];
    expect(run([...argsOfWhy, '--fail-on', 'problem']).status).toBe(0);
    const stopped = run([...argsOfWhy, ...OFF]);
    expect([stopped.status, stopped.stdout.split(':')[0]]).toEqual([1, 'Zone routing is off']);
    const refused = run([...argsOfWhy, '--fail-on', 'high']);
    expect([refused.status, refused.stdout]).toEqual([2, '']);
    expect(refused.stderr).toBe('zonescope: Cannot answer: --fail-on takes blackhole, problem, unknown, not "high"\n');
  });
});

describe('what cannot be answered is refused in one sentence', () => {
  const missing = 'Cannot answer: there is no Service a/b among the 2 that were read';
  const cases = [
    {
      name: 'a file that is not there',
      call: () => why([...DNS, '-f', '/nowhere/x.json']),
      says: 'Cannot read /nowhere/x.json: ENOENT',
    },
    { name: 'a Service that is not there', call: () => why(['--service', 'a/b', '-f', file]), says: missing },
    {
      name: 'a Service without namespace',
      call: () => why(['--service', 'dns', '-f', file]),
      says: '--service takes NAMESPACE/NAME',
    },
    { name: 'no Service', call: () => hints(['-f', file]), says: 'hints needs --service' },
    { name: 'no node', call: () => backends(['-f', file]), says: 'backends needs --node NAME' },
    {
      name: 'a node that is not there',
      call: () => backends(['--node', 'x', '-f', file]),
      says: 'there is no Node x among the 4',
    },
    {
      name: 'an unknown option',
      call: () => why(['--what', '-f', file]),
      says: "Cannot answer: unknown option '--what'",
    },
    {
      name: 'an unknown format',
      call: () => why([...DNS, '-f', file, '-o', 'yaml']),
      says: '-o takes table, json, not "yaml"',
    },
    {
      name: 'an unknown what-if',
      call: () => why([...DNS, '-f', file, '--what-if', 'x:1']),
      says: 'Cannot read what-if "x:1"',
    },
    {
      name: 'an unknown version',
      call: () => why([...DNS, '-f', file, '--kubernetes-version', '1.5']),
      says: 'from 1.21 to 1.37',
    },
  ];
  for (const { name, call, says } of cases) {
    it(name, async () => expect(call()).rejects.toThrow(says));
  }
});
