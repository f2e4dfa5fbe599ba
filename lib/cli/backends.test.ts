import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { backends } from '#lib/cli/backends.ts';
import { DNS, HINTED_MOMENT, tutorialFile } from '#lib/cli/tutorial-file.test-support.ts';
import { normaliseIptables } from '#lib/proxy-text/fixture.test-support.ts';
import { list, record } from '#lib/to-model/json.ts';

const tutorial = tutorialFile();
afterAll(() => tutorial.remove());

async function say(args: readonly string[]): Promise<string> {
  return (await backends(args)).text;
}

describe('zonescope backends', () => {
  it('lists what a node dials for every Service', async () => {
    const lines = (await say(['--node', 'kind-worker2', '-f', tutorial.file])).split('\n');
    expect(lines[0]).toMatch(/^SERVICE +PORT +ENDPOINT +POD +NODE +ZONE +SHARE$/);
    const dns = lines.filter((line) => line.includes('(dns)')).map((line) => line.split(/ {2,}/)[2]);
    expect(dns).toEqual(['10.244.1.2:53', '10.244.2.2:53']);
  });
  it('lists what traffic from outside meets, where that is another list', async () => {
    const nodePort = { type: 'NodePort', externalTrafficPolicy: 'Local' };
    const local = tutorial.writeChanged('local.json', (content) => ({
      ...content,
      items: content.items.map((item) => {
        const spec = record(item['spec']);
        const ports = list(spec['ports']).map((port, at) => ({ ...record(port), nodePort: 30_000 + at }));
        return item.kind === 'Service' ? { ...item, spec: { ...spec, ...nodePort, ports } } : item;
      }),
    }));
    const lines = (await say(['--node', 'kind-worker2', ...DNS, '-f', local])).split('\n');
    const dialled = lines.filter((line) => line.includes('(dns)')).map((line) => line.split(/ {2,}/).slice(1, 3));
    expect(dialled).toEqual([
      ...['10.244.0.2:53', '10.244.1.2:53', '10.244.2.2:53', '10.244.3.2:53'].map((address) => [
        'UDP 10.96.0.10:53 (dns)',
        address,
      ]),
      ['UDP 10.96.0.10:53 (dns) from outside', '10.244.1.2:53'],
    ]);
  });
  it('follows a what-if', async () => {
    const json = JSON.parse(
      await say(['--node', 'kind-worker2', ...DNS, '-f', tutorial.file, '--what-if', 'mode:off', '-o', 'json']),
    );
    expect(json[0].ports[0].backends).toHaveLength(4);
  });
  it('says what routes on the node and how that was found, beside the text and in JSON', async () => {
    const args = ['--node', 'kind-worker', ...DNS, '-f', tutorial.file];
    expect((await backends(args)).notes).toEqual([]);
    const said = [...args, '--data-plane', 'kind-worker:unknown', '-o'];
    expect((await backends([...said, 'iptables'])).notes).toEqual([
      'Data plane unknown, as data-plane says.',
      'What kube-proxy would write here; this node may route in another way.',
    ]);
    expect(JSON.parse(await say([...said, 'json']))[0].dataPlane).toEqual({
      kind: 'unknown',
      how: 'Data plane unknown, as data-plane says.',
    });
  });
  it('says why kube-proxy has nothing for a Service', async () => {
    const labels = { 'service.kubernetes.io/service-proxy-name': 'mesh' };
    const labelled = tutorial.writeChanged('labelled.json', (content) => ({
      ...content,
      items: content.items.map((item) => ({ ...item, metadata: { ...item.metadata, labels } })),
    }));
    expect((await backends(['--node', 'kind-worker', '-f', labelled])).notes).toEqual([
      'default/kubernetes: served by another proxy (service-proxy-name)',
      'kube-system/kube-dns: served by another proxy (service-proxy-name)',
    ]);
  });
  it('prints all Services as ipvsadm sorts them', async () => {
    const text = await say(['--node', 'kind-worker', '-f', tutorial.file, '-o', 'ipvs']);
    expect(text.split('\n').filter((line) => /^(TCP|UDP)/.test(line))).toEqual([
      'TCP  10.96.0.1:443 rr',
      'TCP  10.96.0.10:53 rr',
      'TCP  10.96.0.10:9153 rr',
      'UDP  10.96.0.10:53 rr',
    ]);
  });
});

describe('zonescope backends in the words of the node', () => {
  const args = (output: string) => [
    '--node',
    'kind-worker',
    '-f',
    tutorial.file,
    '-o',
    output,
    '--cluster-cidr',
    '10.244.0.0/16',
  ];

  it('prints what iptables-save showed on that very node, line for line', async () => {
    const real = readFileSync(join(HINTED_MOMENT, 'kind-worker.iptables'), 'utf8');
    expect(normaliseIptables(await say(args('iptables')))).toEqual(normaliseIptables(real));
  });
  it('says that an old kube-proxy has no nftables mode', async () => {
    await expect(backends(args('nft'))).rejects.toThrow(
      'the kube-proxy of kind-worker is 1.21.14, which has no nftables mode',
    );
  });
  it('prints nftables for a version that has it', async () => {
    const old = await say([...args('nft'), '--what-if', 'kubernetes:1.31']);
    expect(old).toContain('chain endpoint-');
    expect(old).not.toContain('hairpin-connections');
    const text = await say([...args('nft'), '--what-if', 'kubernetes:1.37']);
    expect(text).toContain('table ip kube-proxy {');
    expect(text).toContain('10.96.0.10 . udp . 53 : goto service-');
  });
  it('refuses what is no CIDR', async () => {
    await expect(backends(['--node', 'x', '-f', tutorial.file, '--cluster-cidr', '10.244'])).rejects.toThrow(
      'not "10.244"',
    );
  });
});
