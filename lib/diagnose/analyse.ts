import type {
  Analysis,
  ClientClass,
  EndpointFacts,
  HintComparison,
  PortAnalysis,
  ZoneFacts,
} from '#lib/diagnose/analysis.ts';
import { classWeights } from '#lib/diagnose/class-weights.ts';
import { type ClusterFacts, clusterFactsOf, compareZones, zoneFacts } from '#lib/diagnose/cluster-facts.ts';
import { dialledInside, dialledOutside, insideReason, scopeOf } from '#lib/diagnose/dialled-list.ts';
import { readinessOf } from '#lib/diagnose/endpoint-readiness.ts';
import { hintComparison } from '#lib/diagnose/hint-comparison.ts';
import { ownNodes } from '#lib/diagnose/own-node.ts';
import { portLoads } from '#lib/diagnose/port-loads.ts';
import { portVerdict } from '#lib/diagnose/port-verdict.ts';
import { serviceMode } from '#lib/diagnose/service-mode.ts';
import { notProxied, worstVerdict } from '#lib/diagnose/service-verdict.ts';
import { serviceWarnings } from '#lib/diagnose/service-warnings.ts';
import type { IpFamily, ServicePort } from '#lib/model/service.ts';
import { createPortReadings } from '#lib/proxy-filter/port-readings.ts';
import { routeService } from '#lib/proxy-filter/route-service.ts';
import type { PortRouting, ProxyEndpoint, RouteClass } from '#lib/proxy-filter/service-routing.ts';
import type { ServiceInput } from '#lib/scenario/service-input.ts';

/** From one step of a what-if to the next most slices are the same objects. */
const readings = createPortReadings();

/**
 * Who dials what for one Service on every node, whether zone routing is in effect and why, and what it does to each
 * endpoint's load. Nodes are taken by class: costs endpoints + nodes, not their product.
 * `input.nodes` must be those of `input.context`.
 */
export function analyse(input: ServiceInput): Analysis {
  const { service, slices, context } = input;
  const facts = clusterFactsOf(context, input.clients);
  const rules = context.controllerRules;
  const modeFacts = serviceMode(service, rules);
  const routing = routeService({ service, slices, nodes: facts.proxyNodes, readings });
  const hintsByFamily = new Map<IpFamily, HintComparison>();
  const ports = routing.ports.flatMap((port) => {
    const servicePort = service.ports.find(({ name, protocol }) => name === port.name && protocol === port.protocol);
    if (servicePort === undefined) return [];
    const comparison =
      hintsByFamily.get(port.family) ??
      hintComparison({
        service,
        slices: slices.filter(({ addressType }) => addressType === port.family),
        hinting: modeFacts.hinting,
        ratios: facts.ratios,
        rules,
        nodeByName: facts.nodeByName,
        ...(facts.nodesChangedAt === undefined ? {} : { nodesChangedAt: facts.nodesChangedAt }),
      });
    hintsByFamily.set(port.family, comparison);
    return [portAnalysis(port, servicePort, { facts, comparison })];
  });
  const verdict =
    worstVerdict(ports.map((port) => port.verdict)) ?? notProxied(routing.skipped ?? 'no-port', facts.nodes.length);
  return {
    input,
    mode: modeFacts.mode,
    ...(modeFacts.modeSource === undefined ? {} : { modeSource: modeFacts.modeSource }),
    nodes: sortedByName(facts),
    nodeByName: facts.nodeByName,
    zones: withEndpointZones(facts.zones, ports),
    ports,
    verdict,
    hintsByFamily,
    ...(routing.skipped === undefined ? {} : { skipped: routing.skipped }),
    routing,
    ratios: facts.ratios,
    hinting: modeFacts.hinting,
    warnings: [
      ...serviceWarnings({ service, slices, facts, modeFacts, rules, verdict }),
      ...([...hintsByFamily.values()].some(({ differs }) => differs)
        ? [{ key: 'warning.hints-differ', values: {} }]
        : []),
    ],
  };
}

function portAnalysis(
  routing: PortRouting,
  port: ServicePort,
  { facts, comparison }: { readonly facts: ClusterFacts; readonly comparison: HintComparison },
): PortAnalysis {
  const weights = classWeights(routing, facts);
  const own = ownNodes(routing, facts);
  const loads = portLoads(routing, weights, own);
  return {
    port,
    family: routing.family,
    clusterIP: routing.clusterIP,
    routing,
    endpoints: endpointFacts(routing.endpoints),
    classes: routing.classes.map((routeClass, index) =>
      clientClass(routeClass, routing, { weight: weights[index] ?? 0, kept: loads.kept[index] ?? 0 }),
    ),
    classByNode: new Map(facts.nodes.map(({ name }, index) => [name, routing.classByNode[index] ?? 0])),
    shares: loads.shares,
    ownNodes: own,
    dialledBy: dialledBy(routing),
    verdict: portVerdict(routing, comparison.standing, loads),
  };
}

/** Two endpoints of one pod (in two slices, or for two port numbers) are told apart by their addresses. */
function endpointFacts(endpoints: readonly ProxyEndpoint[]): readonly EndpointFacts[] {
  const ids = new Set<string>();
  return endpoints.map(({ address, key, endpoint, slice }) => {
    const wanted = endpoint.targetRef?.uid ?? address;
    const id = ids.has(wanted) ? `${wanted} ${key} ${slice}` : wanted;
    ids.add(id);
    const { conditions, zone, hints } = endpoint;
    return {
      id,
      name: endpoint.targetRef?.name ?? address,
      address,
      nodeName: endpoint.nodeName ?? '',
      ...(zone === undefined || zone === '' ? {} : { zone }),
      readiness: readinessOf(conditions),
      zoneHints: hints?.forZones ?? [],
      nodeHints: hints?.forNodes ?? [],
      slice,
    };
  });
}

function clientClass(
  routeClass: RouteClass,
  { endpoints }: PortRouting,
  { weight, kept }: Pick<ClientClass, 'weight' | 'kept'>,
): ClientClass {
  const inside = dialledInside(routeClass);
  const outside = dialledOutside(routeClass);
  const isOther =
    outside !== undefined && (outside.length !== inside.length || outside.some((at, i) => at !== inside[i]));
  const { zone } = routeClass;
  const { reason, reasonValues } = insideReason(routeClass);
  return {
    ...(zone === '' ? {} : { zone }),
    nodes: routeClass.nodeCount,
    weight,
    backends: inside,
    inZone: zone === '' ? 0 : inside.filter((index) => endpoints[index]?.endpoint.zone === zone).length,
    kept,
    ...(isOther ? { outside } : {}),
    scope: scopeOf(routeClass),
    reason,
    reasonValues,
  };
}

function dialledBy({ classes, endpoints }: PortRouting): readonly number[] {
  const counts = endpoints.map(() => 0);
  for (const routeClass of classes) {
    for (const index of dialledInside(routeClass)) counts[index] = (counts[index] ?? 0) + routeClass.nodeCount;
  }
  return counts;
}

function sortedByName({ nodes }: ClusterFacts): ClusterFacts['nodes'] {
  return nodes.toSorted((left, right) => (left.name < right.name ? -1 : Number(left.name > right.name)));
}

/** A zone may have endpoints and no node, when a node was relabelled or lost. */
function withEndpointZones(zones: readonly ZoneFacts[], ports: readonly PortAnalysis[]): readonly ZoneFacts[] {
  const known = new Set(zones.map(({ zone }) => zone));
  const extra = new Set(ports.flatMap(({ endpoints }) => endpoints.map(({ zone }) => zone)));
  const added = [...extra].filter((zone) => !known.has(zone)).map((zone) => zoneFacts(zone, []));
  return [...zones, ...added].sort((left, right) => compareZones(left.zone, right.zone));
}
