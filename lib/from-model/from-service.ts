import { filled, fromObjectMeta } from '#lib/from-model/from-object-meta.ts';
import type { Service } from '#lib/model/service.ts';
import { defined, type Json } from '#lib/to-model/json.ts';

/** A core/v1 Service with what is kept of it. */
export function fromService(service: Service): Json {
  const { labels, annotations, sessionAffinityTimeout, loadBalancerIngress } = service;
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: fromObjectMeta(service, { labels, annotations }),
    spec: defined({
      type: service.type,
      clusterIP: service.clusterIP === '' ? undefined : service.clusterIP,
      clusterIPs: filled(service.clusterIPs),
      ipFamilies: filled(service.ipFamilies),
      ports: service.ports.map(({ name, ...port }) => (name === '' ? port : { name, ...port })),
      selector: service.selector,
      internalTrafficPolicy: service.internalTrafficPolicy,
      externalTrafficPolicy: service.externalTrafficPolicy,
      sessionAffinity: service.sessionAffinity,
      sessionAffinityConfig:
        sessionAffinityTimeout === undefined ? undefined : { clientIP: { timeoutSeconds: sessionAffinityTimeout } },
      trafficDistribution: service.trafficDistribution,
      loadBalancerSourceRanges: service.loadBalancerSourceRanges,
      healthCheckNodePort: service.healthCheckNodePort,
      publishNotReadyAddresses: service.publishNotReadyAddresses ? true : undefined,
      externalIPs: filled(service.externalIPs),
    }),
    ...(loadBalancerIngress.length === 0 ? {} : { status: { loadBalancer: { ingress: loadBalancerIngress } } }),
  };
}
