import type { ProxyRules } from '#lib/kube-version/proxy-rules.ts';
import type { EndpointSlice } from '#lib/model/endpoint-slice.ts';
import type { IpFamily, ServicePort } from '#lib/model/service.ts';
import { formatIp, ipFamilyOf, joinHostPort } from '#lib/proxy-filter/ip-address.ts';
import type { ProxyEndpoint } from '#lib/proxy-filter/service-routing.ts';

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
  for (const endpoint of endpoints) {
    const written = endpoint.addresses[0];
    if (written === undefined) continue;
    if (rules.familyFrom === 'address' && ipFamilyOf(written) !== family) continue;
    const address = rules.reformatsAddresses ? formatIp(written) : written;
    found.push({ address, port: number, key: joinHostPort(address, number), endpoint, slice: slice.name });
  }
}

/** Sorting is stable, so rivals come to stand beside each other, in the order in which they were met. */
function withoutRivals(found: ProxyEndpoint[], rules: ProxyRules): CollectedEndpoints {
  const identity =
    rules.sameEndpoint === 'same-ip'
      ? (endpoint: ProxyEndpoint) => endpoint.address
      : (endpoint: ProxyEndpoint) => endpoint.key;
  found.sort((left, right) => compareTexts(identity(left), identity(right)));
  const rivals: ProxyEndpoint[][] = [];
  const everywhere: ProxyEndpoint[] = [];
  for (let from = 0; from < found.length; ) {
    let to = from + 1;
    const first = found[from];
    if (first === undefined) break;
    while (to < found.length && identity(found[to] ?? first) === identity(first)) to++;
    if (to - from > 1) rivals.push(found.slice(from, to));
    everywhere.push(winner(found.slice(from, to), rules, undefined) ?? first);
    from = to;
  }
  const onNode = new Map<string, readonly ProxyEndpoint[]>();
  if (rules.laterDuplicateWins === 'when-local') {
    for (const nodeName of new Set(rivals.flat().map(({ endpoint }) => endpoint.nodeName))) {
      if (nodeName === undefined) continue;
      const winnerByIdentity = new Map(
        rivals.map((group) => [identity(group[0] as ProxyEndpoint), winner(group, rules, nodeName)]),
      );
      const mine = everywhere.map((endpoint) => winnerByIdentity.get(identity(endpoint)) ?? endpoint);
      if (mine.some((endpoint, index) => endpoint !== everywhere[index])) onNode.set(nodeName, mine);
    }
  }
  return { everywhere, onNode };
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

function compareTexts(left: string, right: string): number {
  if (left < right) return -1;
  return left > right ? 1 : 0;
}
