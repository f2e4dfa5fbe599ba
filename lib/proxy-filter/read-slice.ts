import type { ProxyRules } from '#lib/kube-version/proxy-rules.ts';
import type { EndpointSlice } from '#lib/model/endpoint-slice.ts';
import type { IpFamily, ServicePort } from '#lib/model/service.ts';
import { formatIp, ipFamilyOf, joinHostPort } from '#lib/proxy-filter/ip-address.ts';
import type { ProxyEndpoint } from '#lib/proxy-filter/service-routing.ts';
import { compareTexts } from '#lib/proxy-filter/sort-by-text.ts';

/** As which kube-proxy slices are read. */
export interface Reading {
  readonly family: IpFamily;
  readonly rules: ProxyRules;
}

/** Names all that one kube-proxy may read otherwise than another: those of one kind find the same endpoints. */
export function readingKindOf({ sameEndpoint, familyFrom, reformatsAddresses, sortsSliceFirst }: ProxyRules): string {
  return [sameEndpoint, familyFrom, reformatsAddresses, sortsSliceFirst].join();
}

/** The endpoints of a port in the order in which kube-proxy meets them. */
export function readSlices(
  slices: readonly EndpointSlice[],
  port: ServicePort,
  reading: Reading,
): readonly ProxyEndpoint[] {
  const found: ProxyEndpoint[] = [];
  for (const slice of slices) {
    for (const slicePort of slice.ports) {
      const matches = slicePort.name === port.name && (slicePort.protocol ?? 'TCP') === port.protocol;
      if (matches && slicePort.port !== undefined && slicePort.port !== 0) {
        addEndpoints(found, slice, { number: slicePort.port, ...reading });
      }
    }
  }
  return found;
}

function addEndpoints(
  found: ProxyEndpoint[],
  slice: EndpointSlice,
  { number, family, rules }: Reading & { readonly number: number },
): void {
  const endpoints = rules.sortsSliceFirst
    ? slice.endpoints.toSorted((left, right) => compareTexts(left.addresses.join(','), right.addresses.join(',')))
    : slice.endpoints;
  const { familyFrom, reformatsAddresses } = rules;
  const portText = String(number);
  for (const endpoint of endpoints) {
    const written = endpoint.addresses[0];
    if (written === undefined) continue;
    if (familyFrom === 'address' && ipFamilyOf(written) !== family) continue;
    const address = reformatsAddresses ? formatIp(written) : written;
    found.push({ address, port: number, key: joinHostPort(address, portText), endpoint, slice: slice.name });
  }
}
