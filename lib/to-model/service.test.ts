import { describe, expect, it } from 'vitest';
import { toService } from '#lib/to-model/service.ts';

describe('toService()', () => {
  it('reads a Service with defaults where the object says nothing', () => {
    const service = toService({
      metadata: { name: 's', namespace: 'ns', annotations: { 'service.kubernetes.io/topology-mode': '', other: 'x' } },
      spec: {
        clusterIP: '10.0.0.1',
        ports: [{ port: 80 }, { name: 'b', port: 81, protocol: 'UDP', targetPort: 'web', nodePort: 30000 }],
      },
      status: { loadBalancer: { ingress: [{ hostname: 'lb' }, { ip: '1.2.3.4', ipMode: 'Proxy' }] } },
    });
    expect(service).toMatchObject({
      type: 'ClusterIP',
      annotations: { 'service.kubernetes.io/topology-mode': '' },
      ports: [
        { name: '', protocol: 'TCP', port: 80 },
        { name: 'b', protocol: 'UDP', port: 81, targetPort: 'web', nodePort: 30000 },
      ],
      loadBalancerIngress: [{ ip: '1.2.3.4', ipMode: 'Proxy' }],
      publishNotReadyAddresses: false,
    });
    expect(service && 'selector' in service).toBe(false);
    expect(Object.keys(service?.annotations ?? {})).toEqual(['service.kubernetes.io/topology-mode']);
  });
  it('reads who may use a load balancer, and where it asks for local endpoints', () => {
    const spec = { loadBalancerSourceRanges: ['203.0.113.0/24'], healthCheckNodePort: 30090 };
    expect(toService({ metadata: { name: 's' }, spec })).toMatchObject(spec);
    const none = toService({ metadata: { name: 's' }, spec: { loadBalancerSourceRanges: [] } });
    expect(none && 'loadBalancerSourceRanges' in none).toBe(false);
  });
  it('keeps an empty selector apart from none', () => {
    expect(Object.keys(toService({ metadata: { name: 's' }, spec: { selector: {} } })?.selector ?? { x: '' })).toEqual(
      [],
    );
  });
});
