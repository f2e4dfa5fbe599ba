import type { IpFamily, Service } from '#lib/model/service.ts';
import { dialled, type Proxier, type TrafficFrom } from '#lib/proxy-filter/dialled.ts';
import { formatIp, ipFamilyOf, joinHostPort, parseIp } from '#lib/proxy-filter/ip-address.ts';
import { loadBalancerVIPs } from '#lib/proxy-filter/port-policies.ts';
import { clusterIPByFamily } from '#lib/proxy-filter/route-service.ts';
import type { PortRouting, RouteClass } from '#lib/proxy-filter/service-routing.ts';
import type { RoutedService } from '#lib/proxy-text/print-input.ts';

/** What a node's rules should do with packets to one address of a Service port. */
export interface PredictedPort {
  readonly service: { readonly namespace: string; readonly name: string };
  readonly portName: string;
  readonly kind: 'cluster-ip' | 'external-ip' | 'load-balancer' | 'node-port';
  readonly family: IpFamily;
  readonly protocol: string;
  /** "ip:port"; "*:port" for a node port. */
  readonly destination: string;
  readonly action: 'dial' | 'reject' | 'drop';
  /** "ip:port", sorted; each gets the same share. */
  readonly backends: readonly string[];
}

/**
 * Every address of one Service port with what the nodes of a class do there, as rules show it: the cluster IP for traffic
 * from inside, all other addresses for traffic from outside.
 */
export function predictedPorts(
  { service, port }: { readonly service: Service; readonly port: PortRouting },
  routeClass: RouteClass,
  proxier: Proxier,
): readonly PredictedPort[] {
  const { family, protocol } = port;
  const identity = { namespace: service.namespace, name: service.name };
  const nodePort = service.ports.find((spec) => spec.name === port.name && spec.protocol === protocol)?.nodePort ?? 0;
  const predict = (kind: PredictedPort['kind'], from: TrafficFrom, address: string): readonly PredictedPort[] => {
    const { outcome, endpoints } = dialled(routeClass, { from, proxier });
    if (outcome === 'not-exposed') return [];
    const backends = Array.from(endpoints, (index) => port.endpoints[index]?.key ?? '').toSorted();
    const destination = joinHostPort(address, kind === 'node-port' ? nodePort : port.port);
    const action = outcome === 'connects' ? 'dial' : outcome === 'rejected' ? 'reject' : 'drop';
    return [{ service: identity, portName: port.name, kind, family, protocol, destination, action, backends }];
  };
  const externalIPs = service.externalIPs.filter((ip) => ipFamilyOf(ip) === family);
  return [
    ...predict('cluster-ip', 'cluster', formatIp(port.clusterIP)),
    ...externalIPs.flatMap((ip) => predict('external-ip', 'outside', formatIp(ip))),
    ...loadBalancerVIPs(service, family, routeClass.rules).flatMap((ip) =>
      predict('load-balancer', 'outside', formatIp(ip)),
    ),
    ...(nodePort === 0 ? [] : predict('node-port', 'outside', '*')),
  ];
}

/**
 * The addresses of the Services that are handed to another proxy by their label, with whose they are: by
 * "FAMILY PROTOCOL DESTINATION", as rules would name them.
 */
export function unservedAddresses(services: readonly RoutedService[]): ReadonlyMap<string, PredictedPort['service']> {
  const serviceByAddress = new Map<string, PredictedPort['service']>();
  for (const { service, routing } of services) {
    if (routing.skipped !== 'service-proxy-name') continue;
    const identity = { namespace: service.namespace, name: service.name };
    const ingress = service.loadBalancerIngress.map(({ ip }) => ip);
    const ips = [...clusterIPByFamily(service).values(), ...service.externalIPs, ...ingress].filter(isIp);
    for (const { protocol, port, nodePort } of service.ports) {
      for (const ip of ips) {
        const family = ipFamilyOf(ip);
        serviceByAddress.set(`${family} ${protocol} ${joinHostPort(formatIp(ip), port)}`, identity);
        if (nodePort) serviceByAddress.set(`${family} ${protocol} ${joinHostPort('*', nodePort)}`, identity);
      }
    }
  }
  return serviceByAddress;
}

function isIp(text: string): boolean {
  return parseIp(text) !== undefined;
}
