import type { EndpointSlice } from '#lib/model/endpoint-slice.ts';
import { valueAt } from '#lib/model/object-meta.ts';
import type { IpFamily, Service } from '#lib/model/service.ts';
import { SERVICE_PROXY_NAME_LABEL } from '#lib/model/well-known.ts';
import { readEndpointList } from '#lib/proxy-filter/endpoint-list.ts';
import { ipFamilyOf } from '#lib/proxy-filter/ip-address.ts';
import type { PortReadings } from '#lib/proxy-filter/port-readings.ts';
import type { ProxyNodes } from '#lib/proxy-filter/proxy-nodes.ts';
import type { SkipReason } from '#lib/proxy-filter/proxy-reasons.ts';
import { routePort } from '#lib/proxy-filter/route-port.ts';
import type { PortRouting, ServiceRouting } from '#lib/proxy-filter/service-routing.ts';

export interface RouteServiceInput {
  readonly service: Service;
  /** The Service's slices; those of others are passed over. */
  readonly slices: readonly EndpointSlice[];
  /** Built once for all Services by `readProxyNodes`. */
  readonly nodes: ProxyNodes;
  /** Where slices that were given the last time keep their reading; absent: all are read. */
  readonly readings?: PortReadings;
}

/**
 * What every node's kube-proxy dials for one Service, by class of nodes: costs endpoints + nodes, not their product.
 * A change of one endpoint or of one Service concerns only that Service: call it again for that one.
 */
export function routeService({ service, slices, nodes, readings }: RouteServiceInput): ServiceRouting {
  const skipped = skipReason(service);
  if (skipped !== undefined) return { skipped, ports: [] };
  const ports: PortRouting[] = [];
  for (const [family, clusterIP] of clusterIPByFamily(service)) {
    const ofFamily = slicesOf(service, slices, family);
    for (const port of service.ports) {
      const list = readEndpointList(ofFamily, port, { family, allRules: nodes.allRules, readings });
      ports.push(routePort({ service, port, family, clusterIP, list, nodes }));
    }
  }
  return { ports };
}

/** `ShouldSkipService` (pkg/proxy/util) and the labels that kube-proxy's watches leave out. */
export function skipReason(service: Service): SkipReason | undefined {
  if (valueAt(service.labels, SERVICE_PROXY_NAME_LABEL) !== undefined) return 'service-proxy-name';
  if (service.type === 'ExternalName') return 'external-name';
  if (service.clusterIP === 'None') return 'headless';
  return service.clusterIP === '' ? 'no-cluster-ip' : undefined;
}

/** `GetClusterIPByFamily`: without families the Service has one IP, of the family that it is written in. */
export function clusterIPByFamily(service: Service): ReadonlyMap<IpFamily, string> {
  const ipByFamily = new Map<IpFamily, string>();
  if (service.ipFamilies.length === 0) {
    ipByFamily.set(ipFamilyOf(service.clusterIP), service.clusterIP);
    return ipByFamily;
  }
  for (const [index, family] of service.ipFamilies.entries()) {
    const ip = service.clusterIPs[index] ?? (index === 0 ? service.clusterIP : '');
    if (ip !== '' && (family === 'IPv4' || family === 'IPv6')) ipByFamily.set(family, ip);
  }
  return ipByFamily;
}

/** The slices that kube-proxy takes for the Service and family, by name: their order in the input decides nothing. */
function slicesOf(service: Service, slices: readonly EndpointSlice[], family: IpFamily): readonly EndpointSlice[] {
  return slices
    .filter(
      (slice) =>
        slice.addressType === family &&
        slice.serviceName === service.name &&
        slice.namespace === service.namespace &&
        !slice.headless,
    )
    .sort((left, right) => Number(left.name > right.name) || -Number(left.name < right.name));
}
