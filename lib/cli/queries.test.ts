import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { backends } from '#lib/cli/backends.ts';
import type { Command } from '#lib/cli/command-answer.ts';
import { compare } from '#lib/cli/compare.ts';
import { hints } from '#lib/cli/hints.ts';
import { sweep } from '#lib/cli/sweep.ts';
import { why } from '#lib/cli/why.ts';
import { normaliseIptables } from '#lib/proxy-text/fixture.test-support.ts';
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

function withHeader(fields: Readonly<Record<string, string>>): string {
  const path = join(folder, 'header.json');
  const zonescope = { kubernetesVersion: '1.21.14', ...fields };
  writeFileSync(path, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), zonescope }));
  return path;
}

it('nothing is answered from a file without nodes or slices', async () => {
  const { items, ...head } = JSON.parse(readFileSync(file, 'utf8'));
  const path = join(folder, 'limited.json');
  for (const [kind, named] of [
    ['Node', 'nodes'],
    ['EndpointSlice', 'endpointslices'],
  ]) {
    const kept = items.filter((item: { readonly kind: string }) => item.kind !== kind);
    writeFileSync(path, JSON.stringify({ ...head, items: kept }));
    const words = `Cannot answer: what was read does not hold the ${named} that `;
    await expect(why([...DNS, '-f', path])).rejects.toThrow(words);
    expect((await sweep(['-f', path])).text).toContain(`not in the file: ${named}`);
  }
});

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
  it('says what routes on the node and how that was found, beside the text and in JSON', async () => {
    const args = ['--node', 'kind-worker', ...DNS, '-f', file];
    expect((await backends(args)).notes).toEqual([]);
    const said = [...args, '--data-plane', 'kind-worker:unknown', '-o'];
    expect((await backends([...said, 'iptables'])).notes).toEqual([
      'Data plane unknown, as data-plane says.',
      'What kube-proxy would write here; this node may route in another way.',
    ]);
    expect(JSON.parse(await say(backends, [...said, 'json']))[0].dataPlane).toEqual({
      kind: 'unknown',
      how: 'Data plane unknown, as data-plane says.',
    });
  });
  it('says why kube-proxy has nothing for a Service', async () => {
    const labelled = join(folder, 'labelled.json');
    const cluster = JSON.parse(readFileSync(file, 'utf8'));
    for (const { kind, metadata } of cluster.items) {
      if (kind === 'Service') metadata.labels = { 'service.kubernetes.io/service-proxy-name': 'mesh' };
    }
    writeFileSync(labelled, JSON.stringify(cluster));
    expect((await backends(['--node', 'kind-worker', '-f', labelled])).notes).toEqual([
      'default/kubernetes: served by another proxy (service-proxy-name)',
      'kube-system/kube-dns: served by another proxy (service-proxy-name)',
    ]);
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

describe('what is set for nothing', () => {
  const NOTHING = 'Setting the feature gate';
  it.each([
    [
      'ServiceTrafficDistribution=true',
      [],
      `${NOTHING} ServiceTrafficDistribution changes nothing: Kubernetes 1.21.14`,
    ],
    ['NoSuchGate=true', [], `${NOTHING} NoSuchGate changes nothing: no rule of zone routing asks for it.`],
    [
      'controller:TopologyAwareHints=false',
      ['--kubernetes-version', '1.33'],
      `${NOTHING} TopologyAwareHints changes nothing: it is always on in Kubernetes 1.33`,
    ],
    [
      'controller:TopologyAwareHints=false',
      ['--kubernetes-version', '1.37'],
      `${NOTHING} TopologyAwareHints changes nothing: Kubernetes 1.37`,
    ],
  ])('is said of a feature gate: %s %s', async (gate, version, note) => {
    const args = [...DNS, '-f', file, '--feature-gates', gate, ...version];
    for (const notes of [await why(args), await hints(args), await backends(['--node', 'kind-worker', ...args])].map(
      (answer) => answer.notes,
    )) {
      expect(notes).toEqual([expect.stringContaining(note)]);
    }
  });

  it.each([
    ['TopologyAwareHints=false', []],
    ['TopologyAwareHints=false', ['--kubernetes-version', '1.37']],
    ['kube-proxy@kind-worker:TopologyAwareHints=false', ['--kubernetes-version', '1.37']],
  ])('is not said where some program heeds it: %s %s', async (gate, version) => {
    expect((await why([...DNS, '-f', file, '--feature-gates', gate, ...version])).notes).toEqual([]);
  });

  it.each([
    ['--data-plane', 'kind-worker:ipvs,nosuch:ipvs'],
    ['--feature-gates', 'kube-proxy@nosuch:TopologyAwareHints=false'],
  ])('is refused of a node that is not there: %s %s', async (option, value) => {
    await expect(why([...DNS, '-f', file, option, value])).rejects.toThrow(
      `Cannot answer: ${option} names a Node nosuch that is not among the 4 that were read`,
    );
  });
});

describe('zonescope hints', () => {
  it('holds the hints that are there against those that the controller would write', async () => {
    const json = JSON.parse(await say(hints, [...DNS, '-f', file, '-o', 'json']));
    expect(json.decisions).toMatchObject([{ family: 'IPv4', reason: 'hinted-by-cpu-share', differs: false }]);
    for (const endpoint of json.endpoints) expect(endpoint.hints).toEqual([endpoint.zone]);
  });
});

describe('zonescope hints on node hints', () => {
  const NODE_HINTS = ['--kubernetes-version', '1.35', '--what-if', 'mode:PreferSameNode'];
  it('shows the nodes beside the zones', async () => {
    const [endpoint] = JSON.parse(await say(hints, [...DNS, '-f', file, ...NODE_HINTS, '-o', 'json'])).endpoints;
    expect(endpoint).toMatchObject({
      nodeHints: [endpoint.node],
      expectedNodes: [endpoint.node],
      hints: [endpoint.zone],
    });
    expect(await say(hints, [...DNS, '-f', file, ...NODE_HINTS])).toContain(`${endpoint.zone},node/${endpoint.node}`);
  });
});

describe('zonescope hints that differ from what the rules say', () => {
  it('is a finding', async () => {
    const other = join(folder, 'stale.json');
    const cluster = JSON.parse(readFileSync(file, 'utf8'));
    for (const item of cluster.items) if (item.kind === 'Service') delete item.metadata.annotations;
    writeFileSync(other, JSON.stringify(cluster));
    const answer = await hints([...DNS, '-f', other]);
    expect(answer.isFinding).toBe(true);
    expect(answer.text).toContain('the hints that are there are others');
    expect((await hints([...DNS, '-f', file])).isFinding).toBe(false);
  });
});

describe('zonescope why', () => {
  it('says the verdict, what Kubernetes says, the cause and the rules', async () => {
    const json = JSON.parse(await say(why, [...DNS, '-f', file, '--what-if', 'replicas:1', '-o', 'json']));
    expect(json).toMatchObject({ verdict: 'off', reason: 'fewer-endpoints-than-zones' });
    expect(json.kubernetesSays).toMatchObject([
      { words: 'Skipping topology aware endpoint filtering since one or more endpoints is missing a zone hint' },
    ]);
    const table = await say(why, [...DNS, '-f', file]);
    expect(table).toMatch(/^Zone routing is on/);
    expect(table).toMatch(/\n {2}2 nodes, such as kind-/);
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
  it('gives the command its exit code', { timeout: 60_000 }, () => {
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
    {
      name: 'a header whose gates cannot be read',
      call: () => why([...DNS, '-f', withHeader({ gates: 'TopologyAwareHints=perhaps' })]),
      says: /^Cannot read .*header\.json: zonescope\.gates: Cannot /,
    },
    {
      name: 'a header whose what-if cannot be read',
      call: () => why([...DNS, '-f', withHeader({ whatIf: 'x:1' })]),
      says: /^Cannot read .*header\.json: zonescope\.whatIf: Cannot read what-if "x:1"/,
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

describe('zonescope backends in the words of the node', () => {
  const args = (output: string) => [
    '--node',
    'kind-worker',
    '-f',
    file,
    '-o',
    output,
    '--cluster-cidr',
    '10.244.0.0/16',
  ];

  it('prints what iptables-save showed on that very node, line for line', async () => {
    const real = readFileSync(join(FIXTURE, 'kind-worker.iptables'), 'utf8');
    expect(normaliseIptables(await say(backends, args('iptables')))).toEqual(normaliseIptables(real));
  });
  it('says that an old kube-proxy has no nftables mode', async () => {
    await expect(backends(args('nft'))).rejects.toThrow(
      'the kube-proxy of kind-worker is 1.21.14, which has no nftables mode',
    );
  });
  it('prints nftables for a version that has it', async () => {
    const old = await say(backends, [...args('nft'), '--what-if', 'kubernetes:1.31']);
    expect(old).toContain('chain endpoint-');
    expect(old).not.toContain('hairpin-connections');
    const text = await say(backends, [...args('nft'), '--what-if', 'kubernetes:1.37']);
    expect(text).toContain('table ip kube-proxy {');
    expect(text).toContain('10.96.0.10 . udp . 53 : goto service-');
  });
  it('refuses what is no CIDR', async () => {
    await expect(backends(['--node', 'x', '-f', file, '--cluster-cidr', '10.244'])).rejects.toThrow('not "10.244"');
  });
});

describe('zonescope compare', () => {
  const DUMP = join(FIXTURE, 'kind-worker.iptables');
  const compareWith = (dump: string, ...more: readonly string[]) =>
    compare(['--node', 'kind-worker', '--dump', dump, '-f', file, ...more]);

  it('finds a real dump equal', async () => {
    const { text, isFinding } = await compareWith(DUMP);
    expect(text.split('\n')[0]).toBe('Equal: all 4 addresses dial what is predicted for kind-worker.');
    expect(isFinding).toBe(false);
  });

  it('names what differs and why, and is a finding then', async () => {
    const { text, isFinding } = await compareWith(join(FIXTURE, '../1-no-zones/kind-worker.iptables'));
    expect(isFinding).toBe(true);
    expect(text).toContain('3 of 4 addresses on kind-worker differ');
    expect(text).toContain('This data plane ignores hints');
    expect(text).toContain('the kube-proxy of 1.21-1.23 writes');
    expect(text).toMatch(/kube-system\/kube-dns +TCP 10\.96\.0\.10:9153 +extra/);
  });

  it('says it in JSON', async () => {
    const json = JSON.parse((await compareWith(DUMP, ...DNS, '--what-if', 'mode:off', '-o', 'json')).text);
    expect(json).toMatchObject({ equal: false, equalAddresses: [], unknownLines: [] });
    expect(json.differing).toHaveLength(3);
  });

  const REFUSED = [
    {
      name: 'a dump that is not there',
      args: ['--node', 'n', '--dump', '/nowhere/x'],
      says: 'Cannot read /nowhere/x: ENOENT',
    },
    { name: 'no dump', args: ['--node', 'n'], says: 'compare needs --node NAME and --dump FILE' },
    {
      name: 'what is no dump',
      args: ['--node', 'kind-worker', '--dump', join(FIXTURE, 'nodes.json')],
      says: 'no output of ipvsadm',
    },
    {
      name: 'standard input twice',
      args: ['--node', 'n', '--dump', '-', '-f', '-'],
      says: 'only one of --dump and -f',
    },
  ];
  for (const { name, args, says } of REFUSED) {
    it(`cannot answer: ${name}`, async () => {
      await expect(compare(args.includes('-f') ? args : [...args, '-f', file])).rejects.toThrow(says);
    });
  }

  it('takes --dump for itself alone', async () => {
    await expect(why([...DNS, '-f', file, '--dump', 'x'])).rejects.toThrow("unknown option '--dump'");
  });

  it('follows what is said of the data plane', async () => {
    expect(JSON.parse(await say(why, [...DNS, '-f', file, '--data-plane', '*:cilium', '-o', 'json']))).toMatchObject({
      verdict: 'ignored',
      reason: 'data-plane-ignores-hints',
    });
    expect(await say(why, [...DNS, '-f', file, '--data-plane', 'kind-worker:unknown'])).toContain(
      'Data planes:\n  1 node, such as kind-worker: Data plane unknown, as data-plane says.',
    );
    await expect(why([...DNS, '-f', file, '--data-plane', 'x'])).rejects.toThrow('Cannot read data plane "x"');
  });
});
