import { canonicalIp } from '#lib/endpoint-slice/canonical-ip.ts';
import type { IpFamily, Service } from '#lib/model/service.ts';

/**
 * The families that a Service has slices of, in the order of `ipFamilies` (k8s.io/endpointslice
 * getAddressTypesForService). Without `ipFamilies`: that of its clusterIP, or both where it has none.
 */
export function addressTypesOf(service: Service): readonly IpFamily[] {
  const families = [...new Set(service.ipFamilies)].filter((family) => family === 'IPv4' || family === 'IPv6');
  if (families.length > 0) return families;
  if (!hasClusterIP(service)) return ['IPv4', 'IPv6'];
  return [canonicalIp(service.clusterIP)?.includes(':') ? 'IPv6' : 'IPv4'];
}

/** False for a headless Service. */
export function hasClusterIP(service: Service): boolean {
  return service.clusterIP !== '' && service.clusterIP !== 'None';
}
