import type { ProxyRules } from '#lib/kube-version/proxy-rules.ts';
import type { EndpointSlice } from '#lib/model/endpoint-slice.ts';
import type { IpFamily, ServicePort } from '#lib/model/service.ts';
import { formatIp, ipFamilyOf, joinHostPort } from '#lib/proxy-filter/ip-address.ts';
import type { ProxyEndpoint } from '#lib/proxy-filter/service-routing.ts';
import { compareTexts, sortByText } from '#lib/proxy-filter/sort-by-text.ts';

/** Endpoints that one kube-proxy takes for one port, sorted as it sorts them. */
export interface CollectedEndpoints {
  /** What a node takes that no rival's nodeName names. */
  readonly everywhere: readonly ProxyEndpoint[];
  /** What those nodes take instead that a rival is on: kube-proxy may prefer the one on its own node. */
  readonly onNode: ReadonlyMap<string, readonly ProxyEndpoint[]>;
}

/**
 * `EndpointSliceCache.endpointInfoByServicePort` and `addEndpoints` (pkg/proxy/endpointslicecache.go) for one port.
 * - Slice and Service port match by name and protocol; a slice port without name or number is passed over.
 * - Only the first address of an endpoint counts.
 * - Where the same address stands twice, kube-proxy takes the slices in random order; here they come in the order of
 *   their names, so the result is one that kube-proxy can have.
 *
 * `slices` are those of the Service and family, sorted by name.
 */
export function collectEndpoints(
  slices: readonly EndpointSlice[],
  port: ServicePort,
  { family, rules }: { readonly family: IpFamily; readonly rules: ProxyRules },
): CollectedEndpoints {
  const found: ProxyEndpoint[] = [];
  for (const slice of slices) {
    for (const slicePort of slice.ports) {
      const matches = slicePort.name === port.name && (slicePort.protocol ?? 'TCP') === port.protocol;
      if (matches && slicePort.port !== undefined && slicePort.port !== 0) {
        addEndpoints(found, slice, { number: slicePort.port, family, rules });
      }
    }
  }
  return withoutRivals(found, rules);
}

function addEndpoints(
  found: ProxyEndpoint[],
  slice: EndpointSlice,
  { number, family, rules }: { readonly number: number; readonly family: IpFamily; readonly rules: ProxyRules },
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

/** Sorting is stable, so rivals for one identity come to stand beside each other, in the order in which they were met. */
function withoutRivals(unsorted: readonly ProxyEndpoint[], rules: ProxyRules): CollectedEndpoints {
  const identity = rules.sameEndpoint === 'same-ip' ? 'address' : 'key';
  const found = sortByIdentity(unsorted, identity);
  if (!hasRivals(found, identity)) return { everywhere: found, onNode: new Map() };
  const groups: ProxyEndpoint[][] = [];
  for (const endpoint of found) {
    const last = groups.at(-1);
    if (last !== undefined && isSame(endpoint, last[0], identity)) last.push(endpoint);
    else groups.push([endpoint]);
  }
  const takenFrom = (nodeName: string | undefined) => groups.flatMap((rivals) => winner(rivals, rules, nodeName) ?? []);
  const everywhere = takenFrom(undefined);
  const onNode = new Map<string, readonly ProxyEndpoint[]>();
  const rivals = groups.filter((group) => group.length > 1).flat();
  for (const nodeName of new Set(rivals.map(({ endpoint }) => endpoint.nodeName))) {
    if (nodeName === undefined) continue;
    const taken = takenFrom(nodeName);
    if (taken.some((endpoint, index) => endpoint !== everywhere[index])) onNode.set(nodeName, taken);
  }
  return { everywhere, onNode };
}

function hasRivals(found: readonly ProxyEndpoint[], identity: 'address' | 'key'): boolean {
  let last: ProxyEndpoint | undefined;
  for (const endpoint of found) {
    if (isSame(endpoint, last, identity)) return true;
    last = endpoint;
  }
  return false;
}

function isSame(endpoint: ProxyEndpoint, other: ProxyEndpoint | undefined, identity: 'address' | 'key'): boolean {
  return other?.address === endpoint.address && (identity === 'address' || other.port === endpoint.port);
}

/** By address, or by `ip:port`: then a colon, or an IPv6 address's bracket, stands behind the address. */
function sortByIdentity(found: readonly ProxyEndpoint[], identity: 'address' | 'key'): readonly ProxyEndpoint[] {
  const ipv6 = countIpv6(found);
  if (identity === 'key' && ipv6 !== 0 && ipv6 !== found.length) {
    return found.toSorted((left, right) => compareTexts(left.key, right.key));
  }
  const close = ipv6 === 0 ? ':' : ']:';
  const text = ({ address }: ProxyEndpoint) => address;
  return sortByText(found, { text, end: identity === 'address' ? () => '' : endOf(close) });
}

function countIpv6(found: readonly ProxyEndpoint[]): number {
  let count = 0;
  for (const { address } of found) if (address.includes(':')) count++;
  return count;
}

/** Nearly all endpoints of a port have the same number: its text is put together once. */
function endOf(close: string): (endpoint: ProxyEndpoint) => string {
  const endByPort = new Map<number, string>();
  let known = -1;
  let end = '';
  return ({ port }) => {
    if (port === known) return end;
    known = port;
    end = endByPort.get(port) ?? close + port;
    endByPort.set(port, end);
    return end;
  };
}

/** The first, unless a later one may replace what is there. */
function winner(
  rivals: readonly ProxyEndpoint[],
  rules: ProxyRules,
  nodeName: string | undefined,
): ProxyEndpoint | undefined {
  const replaces =
    rules.laterDuplicateWins === 'when-local'
      ? ({ endpoint }: ProxyEndpoint) => nodeName !== undefined && endpoint.nodeName === nodeName
      : ({ endpoint }: ProxyEndpoint) => endpoint.conditions.terminating !== true;
  return rivals.findLast(replaces) ?? rivals[0];
}
