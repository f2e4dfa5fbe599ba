import type { ProxyRules } from '#lib/kube-version/proxy-rules.ts';
import type { EndpointSlice } from '#lib/model/endpoint-slice.ts';
import type { IpFamily, ServicePort } from '#lib/model/service.ts';
import { type PortReadings, readAgain } from '#lib/proxy-filter/port-readings.ts';
import { readSlices } from '#lib/proxy-filter/read-slice.ts';
import type { ProxyEndpoint } from '#lib/proxy-filter/service-routing.ts';
import { identityOf, isSame, sortEndpoints } from '#lib/proxy-filter/sort-endpoints.ts';

/** Endpoints that one kube-proxy takes for one port, sorted as it sorts them. */
export interface CollectedEndpoints {
  /** What a node takes that no rival's nodeName names. */
  readonly everywhere: readonly ProxyEndpoint[];
  /** What those nodes take instead that a rival is on: kube-proxy may prefer the one on its own node. */
  readonly onNode: ReadonlyMap<string, readonly ProxyEndpoint[]>;
}

const NOWHERE: CollectedEndpoints['onNode'] = new Map();

export interface CollectOptions {
  readonly family: IpFamily;
  readonly rules: ProxyRules;
  /** Absent: every slice is read anew. */
  readonly readings?: PortReadings | undefined;
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
  { readings, ...reading }: CollectOptions,
): CollectedEndpoints {
  const { rules } = reading;
  const { sorted, hasRivals } =
    readings === undefined
      ? sortEndpoints(readSlices(slices, port, reading), identityOf(rules))
      : readAgain(readings, slices, port, reading);
  return hasRivals ? withoutRivals(sorted, rules) : { everywhere: sorted, onNode: NOWHERE };
}

/** Sorting is stable, so rivals for one identity stand beside each other, in the order in which they were met. */
function withoutRivals(found: readonly ProxyEndpoint[], rules: ProxyRules): CollectedEndpoints {
  const identity = identityOf(rules);
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
