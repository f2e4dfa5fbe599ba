import type { ProxyRules } from '#lib/kube-version/proxy-rules.ts';
import type { Endpoint, EndpointSlice } from '#lib/model/endpoint-slice.ts';
import { type Node, zoneLabelOf } from '#lib/model/node.ts';
import { valueAt } from '#lib/model/object-meta.ts';
import type { IpFamily, Service, ServicePort } from '#lib/model/service.ts';
import { formatIp, ipFamilyOf, joinHostPort } from '#lib/proxy-filter/ip-address.ts';
import { type PortPolicies, portPolicies } from '#lib/proxy-filter/port-policies.ts';

/**
 * A plain port of the filter, node by node, as kube-proxy runs it: the reference that lib/proxy-filter must equal, and
 * the peer that it is measured against. It knows nothing of classes of nodes.
 */
export interface NaiveEndpoint {
  readonly key: string;
  readonly address: string;
  readonly nodeName: string | undefined;
  readonly ready: boolean;
  readonly serving: boolean;
  readonly terminating: boolean;
  readonly zoneHints: ReadonlySet<string>;
  readonly nodeHints: ReadonlySet<string>;
}

export interface NaiveResult {
  readonly mode: string;
  readonly cluster: readonly NaiveEndpoint[] | null;
  readonly local: readonly NaiveEndpoint[] | null;
  readonly allReachable: readonly NaiveEndpoint[] | null;
  readonly hasAnyEndpoints: boolean;
}

export interface NaivePort {
  readonly service: Service;
  readonly port: ServicePort;
  readonly family: IpFamily;
  readonly rules: ProxyRules;
}

/** The endpoints that the kube-proxy of `nodeName` takes for a port, sorted. */
export function naiveEndpoints(
  { service, port, family, rules }: NaivePort,
  slices: readonly EndpointSlice[],
  nodeName: string,
): readonly NaiveEndpoint[] {
  const endpointByIdentity = new Map<string, NaiveEndpoint>();
  for (const slice of slices.toSorted((left, right) => (left.name < right.name ? -1 : 1))) {
    if (slice.serviceName !== service.name || slice.namespace !== service.namespace) continue;
    if (slice.headless || slice.addressType !== family) continue;
    for (const slicePort of slice.ports) {
      if (slicePort.name !== port.name || (slicePort.protocol ?? 'TCP') !== port.protocol || !slicePort.port) continue;
      for (const endpoint of endpointOrder(slice.endpoints, rules)) {
        const written = endpoint.addresses[0];
        if (written === undefined) continue;
        if (rules.familyFrom === 'address' && ipFamilyOf(written) !== family) continue;
        const address = rules.reformatsAddresses ? formatIp(written) : written;
        const next = toNaive(endpoint, address, joinHostPort(address, slicePort.port));
        const identity = rules.sameEndpoint === 'same-ip' ? address : next.key;
        const replaces = rules.laterDuplicateWins === 'when-local' ? next.nodeName === nodeName : !next.terminating;
        if (!endpointByIdentity.has(identity) || replaces) endpointByIdentity.set(identity, next);
      }
    }
  }
  return [...endpointByIdentity.values()].sort((left, right) => (left.key < right.key ? -1 : 1));
}

function endpointOrder(endpoints: readonly Endpoint[], rules: ProxyRules): readonly Endpoint[] {
  if (!rules.sortsSliceFirst) return endpoints;
  const text = (endpoint: Endpoint) => endpoint.addresses.join(',');
  return endpoints.toSorted((left, right) => Number(text(left) > text(right)) - Number(text(left) < text(right)));
}

function toNaive(endpoint: Endpoint, address: string, key: string): NaiveEndpoint {
  return {
    key,
    address,
    nodeName: endpoint.nodeName,
    ready: endpoint.conditions.ready ?? true,
    serving: endpoint.conditions.serving ?? true,
    terminating: endpoint.conditions.terminating === true,
    zoneHints: new Set(endpoint.hints?.forZones),
    nodeHints: new Set(endpoint.hints?.forNodes),
  };
}

/** The filter of one node. */
export function naiveCategorize(port: NaivePort, endpoints: readonly NaiveEndpoint[], node: Node): NaiveResult {
  const policies = portPolicies(port.service, port.port, port);
  return port.rules.filter === 'CategorizeEndpoints'
    ? categorize(port, policies, { endpoints, node })
    : filterAndScan(port, policies, { endpoints, node });
}

interface Here {
  readonly endpoints: readonly NaiveEndpoint[];
  readonly node: Node;
}

function categorize({ rules, service }: NaivePort, policies: PortPolicies, { endpoints, node }: Here): NaiveResult {
  const nothing = { mode: '', cluster: null, local: null, allReachable: null, hasAnyEndpoints: false };
  if (rules.emptyListEndsAtOnce && endpoints.length === 0) return nothing;
  const zone = zoneLabelOf(node) ?? '';
  let mode = '';
  let cluster: readonly NaiveEndpoint[] | null = null;
  let hasAnyEndpoints = false;
  if (policies.usesCluster) {
    mode = topologyMode(rules, service, { endpoints, node });
    const chosen = mode;
    cluster = endpoints.filter(
      (endpoint) =>
        endpoint.ready &&
        (chosen !== 'PreferSameNode' || endpoint.nodeHints.has(node.name)) &&
        (chosen !== 'PreferSameZone' || endpoint.zoneHints.has(zone)),
    );
    if (cluster.length === 0 && rules.clusterFallsBackToTerminating) {
      cluster = endpoints.filter((endpoint) => endpoint.serving && endpoint.terminating);
    }
    hasAnyEndpoints = cluster.length > 0;
  }
  if (!policies.usesLocal) return { mode, cluster, local: null, allReachable: cluster, hasAnyEndpoints };
  let hasLocalReady = false;
  let hasLocalTerminating = false;
  for (const endpoint of endpoints) {
    const isLocal = endpoint.nodeName === node.name;
    if (endpoint.ready) {
      hasAnyEndpoints = true;
      hasLocalReady ||= isLocal;
    } else if (rules.localFallsBackToTerminating && endpoint.serving && endpoint.terminating) {
      hasAnyEndpoints = true;
      hasLocalTerminating ||= isLocal;
    }
  }
  const here = endpoints.filter((endpoint) => endpoint.nodeName === node.name);
  let local: readonly NaiveEndpoint[] | null = null;
  if (hasLocalReady) local = here.filter((endpoint) => endpoint.ready);
  else if (hasLocalTerminating) local = here.filter((endpoint) => endpoint.serving && endpoint.terminating);
  if (!policies.usesCluster) return { mode, cluster, local, allReachable: local, hasAnyEndpoints };
  if (mode === '' && (hasLocalReady || !hasLocalTerminating)) {
    return { mode, cluster, local, allReachable: cluster, hasAnyEndpoints };
  }
  return { mode, cluster, local, allReachable: union(cluster ?? [], local ?? []), hasAnyEndpoints };
}

function topologyMode(rules: ProxyRules, service: Service, { endpoints, node }: Here): string {
  const zone = zoneLabelOf(node) ?? '';
  let hasReady = false;
  let everyHasNodeHint = true;
  let everyHasZoneHint = true;
  let anyForNode = false;
  let anyForZone = false;
  for (const endpoint of endpoints) {
    if (!endpoint.ready) continue;
    hasReady = true;
    if (endpoint.nodeHints.size === 0) everyHasNodeHint = false;
    else if (endpoint.nodeHints.has(node.name)) anyForNode = true;
    if (endpoint.zoneHints.size === 0) everyHasZoneHint = false;
    else if (endpoint.zoneHints.has(zone)) anyForZone = true;
  }
  if (!hasReady || !rules.zoneHints) return '';
  if (rules.nodeHints && everyHasNodeHint && anyForNode) return 'PreferSameNode';
  if (zone === '' && !rules.emptyZoneIsAZone) return '';
  return everyHasZoneHint && anyForZone && isOptedIn(rules, service) ? 'PreferSameZone' : '';
}

function isOptedIn(rules: ProxyRules, service: Service): boolean {
  if (rules.annotationKeys.length === 0) return true;
  for (const key of rules.annotationKeys) {
    const value = valueAt(service.annotations, key);
    if (value === undefined) continue;
    if (rules.annotationEnables === 'auto-only') return value === 'Auto' || value === 'auto';
    return value !== '' && value !== 'disabled' && value !== 'Disabled';
  }
  return false;
}

function filterAndScan(port: NaivePort, policies: PortPolicies, { endpoints, node }: Here): NaiveResult {
  const { rules } = port;
  let filtered = endpoints;
  let mode = '';
  if (!policies.externalLocal) {
    if (policies.internalLocal) filtered = endpoints.filter((endpoint) => endpoint.nodeName === node.name);
    else {
      const hinted = hintedBeforeCategorize(port, { endpoints, node });
      if (hinted !== undefined) {
        filtered = hinted;
        mode = 'PreferSameZone';
      }
    }
  }
  const cluster = filtered.filter((endpoint) => endpoint.ready);
  if (!policies.externalLocal) {
    return { mode, cluster, local: null, allReachable: cluster, hasAnyEndpoints: cluster.length > 0 };
  }
  const isTerminating = (endpoint: NaiveEndpoint) =>
    rules.localFallsBackToTerminating && endpoint.serving && endpoint.terminating;
  const here = endpoints.filter((endpoint) => endpoint.nodeName === node.name);
  const ready = here.filter((endpoint) => endpoint.ready);
  const local = ready.length > 0 ? ready : here.filter(isTerminating);
  const hasAnyEndpoints = cluster.length > 0 || endpoints.some(isTerminating);
  return { mode, cluster, local, allReachable: union(cluster, local), hasAnyEndpoints };
}

function hintedBeforeCategorize(
  { rules, service }: NaivePort,
  { endpoints, node }: Here,
): readonly NaiveEndpoint[] | undefined {
  const zone = zoneLabelOf(node) ?? '';
  if (!rules.zoneHints || zone === '' || !isOptedIn(rules, service)) return undefined;
  const counted = rules.hintsMustBeOn === 'every-endpoint' ? endpoints : endpoints.filter(({ ready }) => ready);
  if (counted.some(({ zoneHints }) => zoneHints.size === 0)) return undefined;
  const hinted = counted.filter(({ zoneHints }) => zoneHints.has(zone));
  return hinted.length > 0 ? hinted : undefined;
}

function union(left: readonly NaiveEndpoint[], right: readonly NaiveEndpoint[]): readonly NaiveEndpoint[] {
  const endpointByKey = new Map([...left, ...right].map((endpoint) => [endpoint.key, endpoint]));
  return [...endpointByKey.values()];
}
