import type { IpFamily, Service } from '#lib/model/service.ts';
import { formatIp, ipFamilyOf } from '#lib/proxy-filter/ip-address.ts';
import { loadBalancerVIPs, type PortPolicies } from '#lib/proxy-filter/port-policies.ts';
import { routingOfNode } from '#lib/proxy-filter/routing-of-node.ts';
import type { PortRouting, ProxyEndpoint } from '#lib/proxy-filter/service-routing.ts';
import { maskedCidr } from '#lib/proxy-text/masked-cidr.ts';
import type { PrintInput } from '#lib/proxy-text/print-input.ts';

/** One Service port on one node, with everything that its rules are made of (`BaseServicePortInfo` and its endpoints). */
export interface ProxiedPort {
  readonly service: Service;
  readonly family: IpFamily;
  /** `ns/name:port`, or `ns/name` for a port without a name (`ServicePortName.String`). */
  readonly name: string;
  readonly portName: string;
  /** Lower case. */
  readonly protocol: string;
  readonly port: number;
  readonly clusterIP: string;
  readonly externalIPs: readonly string[];
  readonly loadBalancerIPs: readonly string[];
  /** CIDRs of the family; empty lets everybody in. */
  readonly sourceRanges: readonly string[];
  /** 0 where there is none. */
  readonly nodePort: number;
  readonly healthCheckNodePort: number;
  /** Seconds; absent without session affinity. */
  readonly affinitySeconds?: number;
  readonly policies: PortPolicies;
  readonly cluster: readonly ProxyEndpoint[];
  readonly local: readonly ProxyEndpoint[];
  readonly reachable: readonly ProxyEndpoint[];
  readonly hasAnyEndpoints: boolean;
}

const DEFAULT_AFFINITY_SECONDS = 10_800;

export interface PortsAsked {
  readonly family: IpFamily;
  readonly zeroRangeMeansNone: boolean;
}

/** The ports of one family, in the order of the Services. */
export function proxiedPorts({ services, node }: PrintInput, asked: PortsAsked): readonly ProxiedPort[] {
  return services.flatMap(({ service, routing }) =>
    routing.ports
      .filter((port) => port.family === asked.family)
      .map((port) => toProxiedPort(service, port, { ...asked, nodeIndex: node.index })),
  );
}

function toProxiedPort(
  service: Service,
  port: PortRouting,
  { nodeIndex, zeroRangeMeansNone }: PortsAsked & { readonly nodeIndex: number },
): ProxiedPort {
  const { routeClass, cluster, local, allReachable } = routingOfNode(port, nodeIndex);
  const { family } = port;
  const ofFamily = (ips: readonly string[]) => ips.filter((ip) => ipFamilyOf(ip) === family).map(formatIp);
  const spec = service.ports.find(({ name, protocol }) => name === port.name && protocol === port.protocol);
  const asksForHealth = service.type === 'LoadBalancer' && service.externalTrafficPolicy === 'Local';
  return {
    service,
    family,
    name: `${service.namespace}/${service.name}${port.name === '' ? '' : `:${port.name}`}`,
    portName: port.name,
    protocol: port.protocol.toLowerCase(),
    port: port.port,
    clusterIP: formatIp(port.clusterIP),
    externalIPs: ofFamily(service.externalIPs),
    loadBalancerIPs: loadBalancerVIPs(service, family, routeClass.rules).map(formatIp),
    sourceRanges: sourceRanges(service, family, zeroRangeMeansNone),
    nodePort: spec?.nodePort ?? 0,
    healthCheckNodePort: asksForHealth ? (service.healthCheckNodePort ?? 0) : 0,
    ...(service.sessionAffinity === 'ClientIP'
      ? { affinitySeconds: service.sessionAffinityTimeout ?? DEFAULT_AFFINITY_SECONDS }
      : {}),
    policies: routeClass.policies,
    cluster: cluster ?? [],
    local: local ?? [],
    reachable: allReachable ?? [],
    hasAnyEndpoints: routeClass.hasAnyEndpoints,
  };
}

function sourceRanges(service: Service, family: IpFamily, zeroRangeMeansNone: boolean): readonly string[] {
  const ranges = (service.loadBalancerSourceRanges ?? [])
    .flatMap((range) => maskedCidr(range) ?? [])
    .filter((range) => ipFamilyOf(range.split('/')[0] ?? '') === family);
  return zeroRangeMeansNone && ranges.some((range) => range.endsWith('/0')) ? [] : ranges;
}
