import { describe, expect, it } from 'vitest';
import type { IpFamily, Service, ServicePort } from '#lib/model/service.ts';
import { loadBalancerVIPs, portPolicies } from '#lib/proxy-filter/port-policies.ts';
import { aService, rulesOf } from '#lib/proxy-filter/routing.test-support.ts';

const PLAIN: ServicePort = { name: 'http', protocol: 'TCP', port: 80 };
const EXPOSED: ServicePort = { ...PLAIN, nodePort: 30_080 };

function policiesOf(service: Partial<Service>, port = PLAIN, minor = 37, family: IpFamily = 'IPv4') {
  return portPolicies(aService(service), port, { family, rules: rulesOf(minor) });
}

describe('portPolicies()', () => {
  it.each<[string, Partial<Service>, ServicePort, boolean]>([
    ['a node port', { type: 'NodePort' }, EXPOSED, true],
    ['no node port', { type: 'ClusterIP' }, PLAIN, false],
    ['node port 0', { type: 'LoadBalancer' }, { ...PLAIN, nodePort: 0 }, false],
    ['an external IP of the family', { externalIPs: ['203.0.113.7'] }, PLAIN, true],
    ['an external IP of the other family', { externalIPs: ['fd00::7'] }, PLAIN, false],
    ["a load balancer's address", { loadBalancerIngress: [{ ip: '203.0.113.7' }] }, PLAIN, true],
    ["a load balancer's address of the other family", { loadBalancerIngress: [{ ip: 'fd00::7' }] }, PLAIN, false],
    [
      "a load balancer's proxied address",
      { loadBalancerIngress: [{ ip: '203.0.113.7', ipMode: 'Proxy' }] },
      PLAIN,
      false,
    ],
  ])('tells whether %s makes a port externally accessible', (_, service, port, want) => {
    expect(policiesOf(service, port).externallyAccessible).toBe(want);
  });

  it.each<[string, Partial<Service>, ServicePort, boolean, boolean]>([
    ['neither policy', {}, PLAIN, true, false],
    ['internal Local', { internalTrafficPolicy: 'Local' }, PLAIN, false, true],
    ['internal Local and exposed', { type: 'NodePort', internalTrafficPolicy: 'Local' }, EXPOSED, true, true],
    ['external Local and exposed', { type: 'NodePort', externalTrafficPolicy: 'Local' }, EXPOSED, true, true],
    ['external Local, not exposed', { type: 'LoadBalancer', externalTrafficPolicy: 'Local' }, PLAIN, true, false],
    ['external Local of a type that has none', { externalTrafficPolicy: 'Local' }, PLAIN, true, false],
  ])('tells which lists are used: %s', (_, service, port, usesCluster, usesLocal) => {
    expect(policiesOf(service, port)).toMatchObject({ usesCluster, usesLocal });
  });

  it('lets external IPs of a ClusterIP Service have an external policy from 1.29 on', () => {
    const service = { externalTrafficPolicy: 'Local', externalIPs: ['203.0.113.7'] };
    expect(policiesOf(service, PLAIN, 28).externalLocal).toBe(false);
    expect(policiesOf(service, PLAIN, 29).externalLocal).toBe(true);
    expect(policiesOf({ ...service, externalIPs: [] }, PLAIN, 29).externalLocal).toBe(false);
    expect(policiesOf({ ...service, type: 'ExternalName' }, PLAIN, 29).externalLocal).toBe(false);
  });

  it('reads no internal policy while its gate is off', () => {
    expect(policiesOf({ internalTrafficPolicy: 'Local' }, PLAIN, 21)).toMatchObject({
      internalLocal: false,
      usesCluster: true,
    });
  });
});

describe('loadBalancerVIPs()', () => {
  const service = aService({
    loadBalancerIngress: [
      { ip: '203.0.113.1' },
      { ip: '203.0.113.2', ipMode: 'VIP' },
      { ip: '203.0.113.3', ipMode: 'Proxy' },
      { ip: 'fd00::1' },
    ],
  });

  it('leaves proxied addresses to the load balancer from 1.29 on', () => {
    expect(loadBalancerVIPs(service, 'IPv4', rulesOf(29))).toEqual(['203.0.113.1', '203.0.113.2']);
    expect(loadBalancerVIPs(service, 'IPv4', rulesOf(28))).toEqual(['203.0.113.1', '203.0.113.2', '203.0.113.3']);
    expect(loadBalancerVIPs(service, 'IPv6', rulesOf(29))).toEqual(['fd00::1']);
  });
});
