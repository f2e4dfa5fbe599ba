import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { toFixture } from '#lib/proxy-text/fixture.test-support.ts';
import { iptablesNames } from '#lib/proxy-text/iptables-names.ts';
import { proxiedPorts } from '#lib/proxy-text/proxied-port.ts';

const read = (file: string) => readFileSync(join(import.meta.dirname, 'fixtures', 'no-hints', file), 'utf8');
const ports = proxiedPorts(toFixture(read, { version: '1.37.2' }).inputFor('kind-worker'), {
  family: 'IPv4',
  zeroRangeMeansNone: true,
});
const api = ports.find(({ name }) => name === 'default/kubernetes:https');
if (api === undefined) throw new Error('Cannot name chains: there is no default/kubernetes');

describe('iptablesNames()', () => {
  it('gives all chains of a port the same hash', () => {
    const { service, local, external, firewall } = iptablesNames(api, 'KUBE-EXT');
    expect([service, local, external, firewall]).toEqual(
      ['SVC', 'SVL', 'EXT', 'FW'].map((kind) => `KUBE-${kind}-NPX46M4PTMTKRN6Y`),
    );
    expect(iptablesNames(api, 'KUBE-XLB').external).toBe('KUBE-XLB-NPX46M4PTMTKRN6Y');
  });
  it('gives each endpoint one of its own', () => {
    const { endpoint } = iptablesNames(api, 'KUBE-EXT');
    expect(endpoint('172.18.0.2:28474')).toBe('KUBE-SEP-UBY7XAW7ZDP3GCZQ');
    expect(endpoint('172.18.0.2:22147')).toBe('KUBE-SEP-WINXVJVJ7532TECF');
  });
});
