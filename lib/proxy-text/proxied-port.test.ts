import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { toFixture } from '#lib/proxy-text/fixture.test-support.ts';
import { proxiedPorts } from '#lib/proxy-text/proxied-port.ts';

const read = (file: string) => readFileSync(join(import.meta.dirname, 'fixtures', 'many-services-1.37', file), 'utf8');
const fixture = toFixture(read, { version: '1.37.2' });
const ports = proxiedPorts(fixture.inputFor('kind-worker'), { family: 'IPv4', zeroRangeMeansNone: true });
const named = (name: string) => ports.find((port) => port.name === name);

describe('proxiedPorts() sums up each port as kube-proxy knows it', () => {
  it('names a port by its name, where it has one', () => {
    expect(named('default/plain')?.portName).toBe('');
    expect(named('default/dual:dns')).toMatchObject({ protocol: 'udp', port: 53 });
  });
  it('takes 10,800 seconds of affinity where the Service says nothing else, and none without', () => {
    expect(named('default/sticky')?.affinitySeconds).toBe(600);
    expect(named('default/sticky-local:http')?.affinitySeconds).toBe(10_800);
    expect(named('default/plain')?.affinitySeconds).toBeUndefined();
  });
  it('asks for health only under a load balancer with Local policy', () => {
    expect(named('default/outside-local:http')?.healthCheckNodePort).toBe(30_090);
    expect(named('default/outside:http')?.healthCheckNodePort).toBe(0);
  });
  it('masks source ranges, and reads one of 0 bits as newer proxiers do', () => {
    const [ranges] = fixture.routed.filter(({ service }) => service.name === 'ranges');
    if (ranges === undefined) throw new Error('Cannot find the Service "ranges"');
    const rangesOf = (list: readonly string[], zeroRangeMeansNone: boolean) => {
      const service = { ...ranges.service, loadBalancerSourceRanges: list };
      const input = { ...fixture.inputFor('kind-worker'), services: [{ ...ranges, service }] };
      return proxiedPorts(input, { family: 'IPv4', zeroRangeMeansNone })[0]?.sourceRanges;
    };
    expect(rangesOf([' 203.0.113.7/24', 'fd00::/8'], true)).toEqual(['203.0.113.0/24']);
    expect(rangesOf(['203.0.113.0/24', '0.0.0.0/0'], true)).toEqual([]);
    expect(rangesOf(['203.0.113.0/24', '0.0.0.0/0'], false)).toEqual(['203.0.113.0/24', '0.0.0.0/0']);
  });
  it('keeps the families apart', () => {
    const v6 = proxiedPorts(fixture.inputFor('kind-worker'), { family: 'IPv6', zeroRangeMeansNone: true });
    expect(v6.map(({ name }) => name)).toContain('default/dual:http');
    expect(v6.map(({ name }) => name)).not.toContain('default/plain');
    expect(v6.every(({ sourceRanges, externalIPs }) => sourceRanges.length + externalIPs.length === 0)).toBe(true);
  });
});
