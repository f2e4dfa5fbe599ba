import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Proxier } from '#lib/proxy-filter/dialled.ts';
import { classOfNode } from '#lib/proxy-filter/routing-of-node.ts';
import { toFixture } from '#lib/proxy-text/fixture.test-support.ts';
import { predictedPorts } from '#lib/proxy-text/predicted-ports.ts';

function predicted(of: string, node: string, proxier: Proxier): readonly string[] {
  const read = (file: string) =>
    readFileSync(join(import.meta.dirname, 'fixtures', 'many-services-1.37', file), 'utf8');
  const fixture = toFixture(read, { version: '1.37.2' });
  return fixture.routed
    .filter(({ service }) => service.name === of)
    .flatMap(({ service, routing }) =>
      routing.ports.flatMap((port) =>
        predictedPorts({ service, port }, classOfNode(port, fixture.nodes.indexByName.get(node) ?? -1), proxier),
      ),
    )
    .map(({ kind, destination, action, backends }) =>
      [kind, destination.replace(/^10\.96\.\d+\.\d+/, 'ClusterIP'), action, backends.length].join(' '),
    );
}

describe('predictedPorts() names every address of a Service with what happens there', () => {
  it('a load balancer with Local policy, on a node without endpoints', () =>
    expect(predicted('outside-local', 'kind-worker2', 'iptables')).toEqual([
      'cluster-ip ClusterIP:80 dial 2',
      'external-ip 192.0.2.9:80 drop 0',
      'load-balancer 198.51.100.2:80 drop 0',
      'node-port *:30087 drop 0',
    ]));
  it('where ipvs takes the cluster list instead', () =>
    expect(predicted('outside-local', 'kind-worker2', 'ipvs')).toContain('node-port *:30087 dial 2'));
  it('a Service without endpoints', () =>
    expect(predicted('nobody', 'kind-worker', 'nftables')).toEqual([
      'cluster-ip ClusterIP:80 reject 0',
      'external-ip 192.0.2.7:80 reject 0',
      'node-port *:30083 reject 0',
    ]));
  it('a Service that is not exposed has its cluster IP only', () =>
    expect(predicted('plain', 'kind-worker', 'iptables')).toEqual(['cluster-ip ClusterIP:80 dial 3']));
});
