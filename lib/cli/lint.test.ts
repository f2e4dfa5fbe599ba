import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lint } from '#lib/cli/lint.ts';
import { ZONE_LABEL } from '#lib/model/well-known.ts';

let folder: string;
let file: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'zonescope-lint-'));
  file = join(folder, 'cluster.json');
  const node = (name: string, labels: Readonly<Record<string, string>>) => ({
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name, labels },
    status: {
      allocatable: { cpu: '4' },
      conditions: [{ type: 'Ready', status: 'True' }],
      nodeInfo: { kubeletVersion: 'v1.31.0', kubeProxyVersion: 'v1.31.0', operatingSystem: 'linux' },
    },
  });
  const service = (name: string, spec: Readonly<Record<string, unknown>>) => ({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace: 'kube-system' },
    spec: { selector: { app: name }, ports: [{ port: 53, protocol: 'UDP' }], type: 'ClusterIP', ...spec },
  });
  const items = [
    node('n1', { [ZONE_LABEL]: 'a' }),
    node('n2', {}),
    service('kube-dns', { clusterIP: '10.96.0.10', clusterIPs: ['10.96.0.10'] }),
    service('node-local-dns', { clusterIP: 'None', clusterIPs: ['None'] }),
  ];
  writeFileSync(file, JSON.stringify({ kind: 'List', zonescope: { kubernetesVersion: '1.31.0' }, items }));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('zonescope lint', () => {
  it('tells of nodes and Services, the gravest first, each with object, field, why, fix and level', async () => {
    const found = JSON.parse((await lint(['-f', file, '-o', 'json'])).text);
    expect(found.map((one: Record<string, unknown>) => [one['level'], one['rule'], one['object']])).toEqual([
      ['error', 'node-without-zone', { kind: 'Node', name: 'n2' }],
      ['info', 'one-zone', { kind: 'Cluster', name: '' }],
      ['info', 'node-local-dns', { kind: 'Service', name: 'kube-system/kube-dns' }],
      ['info', 'not-proxied', { kind: 'Service', name: 'kube-system/node-local-dns' }],
    ]);
    expect(found[0]).toMatchObject({
      field: `metadata.labels[${ZONE_LABEL}]`,
      why: expect.stringContaining('no Service gets hints by CPU'),
      fix: 'Give it its zone label.',
      commands: [`kubectl label node n2 ${ZONE_LABEL}=ZONE`],
    });
  });

  it('tells of one Service alone', async () => {
    const { text } = await lint(['-f', file, '--service', 'kube-system/kube-dns']);
    expect(text.split('\n')).toHaveLength(2);
    expect(text).toMatch(/^LEVEL +OBJECT +RULE +FIELD +WHY +FIX\ninfo +Service kube-system\/kube-dns +node-local-dns/);
  });

  const LEVELS: readonly (readonly [string, readonly string[], boolean])[] = [
    ['an error is a finding for --fail-on error', ['--fail-on', 'error'], true],
    ['and for --fail-on=info', ['--fail-on=info'], true],
    [
      'a Service that has only something to know is none for warning',
      ['--service', 'kube-system/kube-dns', '--fail-on', 'warning'],
      false,
    ],
    ['without a level nothing is', [], false],
  ];
  for (const [name, args, want] of LEVELS) {
    it(name, async () => expect((await lint(['-f', file, ...args])).isFinding).toBe(want));
  }

  it('refuses a level that there is not, in one sentence', async () => {
    await expect(lint(['-f', file, '--fail-on', 'problem'])).rejects.toThrow(
      'Cannot answer: --fail-on of lint takes error, warning, info, not "problem"',
    );
  });
});
