import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { normaliseIptables, toFixture } from '#lib/proxy-text/fixture.test-support.ts';
import { printIptables } from '#lib/proxy-text/print-iptables.ts';

const OLD = { version: '1.21.14', gates: { TopologyAwareHints: true } };
const NEW = { version: '1.37.2' };
const STEPS = ['1-no-zones', '2-zones', '3-annotation', '4-controller-manager-restarted', '5-slice-deleted'];

function fileOf(folder: string): (file: string) => string {
  return (file) => readFileSync(join(import.meta.dirname, 'fixtures', folder, file), 'utf8');
}

/** The nodes whose IPv4 rules the folder has. */
function nodesOf(folder: string): readonly string[] {
  return readdirSync(join(import.meta.dirname, 'fixtures', folder)).flatMap((file) =>
    file.endsWith('.iptables') ? [file.slice(0, -'.iptables'.length)] : [],
  );
}

describe('printIptables() writes what the real kube-proxy wrote at the same moment', () => {
  const moments = [
    ...['no-hints', 'prefer-same-zone', 'prefer-same-node', 'odd-slices-1.37'].map((folder) => ({ folder, of: NEW })),
    ...[...STEPS, '6-two-replicas', '7-one-replica'].map((step) => ({ folder: `tutorial-1.21/${step}`, of: OLD })),
  ];
  for (const { folder, of } of moments) {
    const nodes = nodesOf(folder);
    for (const node of nodes) {
      it(`on ${node} in ${folder}`, () => {
        const fixture = toFixture(fileOf(folder), of);
        const printed = printIptables(fixture.inputFor(node), { rules: fixture.textRules.iptables, family: 'IPv4' });
        expect(normaliseIptables(printed)).toEqual(normaliseIptables(fileOf(folder)(`${node}.iptables`)));
      });
    }
  }

  const many = [
    {
      folder: 'many-services-1.37',
      of: NEW,
      nodeIPByName: { 'kind-worker': '172.18.0.3', 'kind-worker2': '172.18.0.4' },
    },
    { folder: 'many-services-1.21', of: OLD, nodeIPByName: {} },
  ];
  for (const { folder, of, nodeIPByName } of many) {
    for (const node of ['kind-worker', 'kind-worker2'] as const) {
      for (const [family, file] of [
        ['IPv4', `${node}.iptables`],
        ['IPv6', `${node}.ip6tables`],
      ] as const) {
        it(`for node ports, policies, affinity, load balancers and no endpoints: ${file} in ${folder}`, () => {
          const fixture = toFixture(fileOf(folder), of);
          const input = fixture.inputFor(node);
          const nodeIPs = Object.entries(nodeIPByName).flatMap(([name, ip]) => (name === node ? [ip] : []));
          const printed = printIptables(
            { ...input, options: { ...input.options, nodeIPs } },
            { rules: fixture.textRules.iptables, family },
          );
          expect(normaliseIptables(printed)).toEqual(normaliseIptables(fileOf(folder)(file)));
        });
      }
    }
  }
});
