import type { ProxyRules } from '#lib/kube-version/proxy-rules.ts';
import { valueAt } from '#lib/model/object-meta.ts';
import type { IpFamily, Service, ServicePort } from '#lib/model/service.ts';
import { HOSTNAME_LABEL } from '#lib/model/well-known.ts';
import { applyRoute } from '#lib/proxy-filter/apply-route.ts';
import { chooseRoute } from '#lib/proxy-filter/choose-route.ts';
import type { EndpointList } from '#lib/proxy-filter/endpoint-list.ts';
import { type EndpointSummary, summariseEndpoints } from '#lib/proxy-filter/endpoint-summary.ts';
import { type PortPolicies, portPolicies } from '#lib/proxy-filter/port-policies.ts';
import { type NodeClass, newClassByNode, type ProxyNodes } from '#lib/proxy-filter/proxy-nodes.ts';
import type { RouteQuestion } from '#lib/proxy-filter/route-choice.ts';
import type { EndpointIndices, FilterCounts, PortRouting, RouteClass } from '#lib/proxy-filter/service-routing.ts';

export interface RoutePortInput {
  readonly service: Service;
  readonly port: ServicePort;
  readonly family: IpFamily;
  readonly clusterIP: string;
  readonly list: EndpointList;
  readonly nodes: ProxyNodes;
}

const NO_NAMES: readonly string[] = [];
const NOWHERE: ReadonlyMap<string, EndpointIndices> = new Map();

/** The filter proper: endpoints in the form it wants in, classes of nodes out. */
export function routePort(input: RoutePortInput): PortRouting {
  const { port, family, clusterIP, list, nodes } = input;
  // Lists of their very length, filled in place: of a small Service garbage costs as much as the rules.
  const views = new Array<View>(nodes.allRules.length);
  let next = 0;
  for (const rules of nodes.allRules) views[next++] = viewOf(input, rules);
  const own = setApart(input, views);
  const shared = new Array<RouteClass>(nodes.classes.length);
  next = 0;
  for (const nodeClass of nodes.classes) {
    shared[next++] = toClass(input, nodeClass, { view: viewFor(views, nodeClass) });
  }
  const { classes, classByNode } =
    own.length === 0 ? { classes: shared, classByNode: nodes.classByNode } : withOwn(nodes, shared, own);
  return {
    family,
    clusterIP,
    name: port.name,
    protocol: port.protocol,
    port: port.port,
    endpoints: list.endpoints,
    classes,
    classByNode,
  };
}

/** The shared classes without the nodes that have a class of their own, and those classes behind them. */
function withOwn(
  nodes: ProxyNodes,
  shared: readonly RouteClass[],
  own: readonly OwnClass[],
): Pick<PortRouting, 'classes' | 'classByNode'> {
  const classByNode = newClassByNode(nodes.nodes.length, shared.length + own.length);
  classByNode.set(nodes.classByNode);
  const nodeCounts = shared.map(({ nodeCount }) => nodeCount);
  for (const [number, { index }] of own.entries()) {
    const left = classByNode[index] ?? 0;
    nodeCounts[left] = (nodeCounts[left] ?? 0) - 1;
    classByNode[index] = shared.length + number;
  }
  const rest = shared.map((routeClass, index) => ({ ...routeClass, nodeCount: nodeCounts[index] ?? 0 }));
  return { classes: [...rest, ...own.map(({ ownClass }) => ownClass)], classByNode };
}

/** What kube-proxies of the same rules have in common before this port. */
interface View {
  readonly rules: ProxyRules;
  readonly policies: PortPolicies;
  readonly everywhere: EndpointSummary;
  readonly takenOnNode: ReadonlyMap<string, EndpointIndices>;
}

function viewOf({ service, port, family, list }: RoutePortInput, rules: ProxyRules): View {
  const taken = list.takenByRules.get(rules);
  return {
    rules,
    policies: portPolicies(service, port, { family, rules }),
    everywhere: summaryOf(list, rules, taken?.everywhere),
    takenOnNode: taken?.onNode ?? NOWHERE,
  };
}

function summaryOf(list: EndpointList, rules: ProxyRules, taken: EndpointIndices | undefined): EndpointSummary {
  return summariseEndpoints(list, { taken, everyEndpointMustBeHinted: rules.hintsMustBeOn === 'every-endpoint' });
}

interface OwnClass {
  readonly index: number;
  readonly ownClass: RouteClass;
}

function viewFor(views: readonly View[], { rules }: NodeClass): View {
  for (const view of views) if (view.rules === rules) return view;
  throw new Error('Cannot route: a class of nodes has rules of its own');
}

/** The nodes that this port sets apart from the others of their class, each with a class of its own. */
function setApart(input: RoutePortInput, views: readonly View[]): readonly OwnClass[] {
  const { nodes } = input;
  const result: OwnClass[] = [];
  for (const view of views) {
    for (const node of namesSetApart(view, input)) {
      const index = nodes.indexByName.get(node) ?? -1;
      const nodeClass = nodes.classes[nodes.classByNode[index] ?? -1];
      if (nodeClass?.rules !== view.rules || nodeClass.dataPlane === 'windows') continue;
      result.push({ index, ownClass: toClass(input, { ...nodeClass, nodeCount: 1 }, { view, node }) });
    }
  }
  return result;
}

/** Most ports set no node apart: then nothing is gathered. */
function namesSetApart(view: View, { service, nodes }: RoutePortInput): Iterable<string> {
  const { rules, policies, everywhere, takenOnNode } = view;
  const asksForLocal = policies.usesLocal || (rules.filter === 'FilterEndpoints' && policies.externalLocal);
  const local = asksForLocal ? everywhere.places().nodeNames : NO_NAMES;
  const hinted = rules.nodeHints && everywhere.ready.length > 0 ? everywhere.nodeHints() : undefined;
  const named = hinted?.without === 0 ? hinted.names : NO_NAMES;
  if (rules.topologyKeys && service.topologyKeys?.includes(HOSTNAME_LABEL) === true) {
    return nodes.nodes.map(({ name }) => name);
  }
  if (takenOnNode.size === 0 && local.length === 0 && named.length === 0) return NO_NAMES;
  return new Set([...takenOnNode.keys(), ...local, ...named]);
}

/** `node`: the one node of a class of its own. */
interface ClassView {
  readonly view: View;
  readonly node?: string;
}

function toClass(input: RoutePortInput, nodeClass: NodeClass, { view, node }: ClassView): RouteClass {
  const taken = node === undefined ? undefined : view.takenOnNode.get(node);
  const summary = taken === undefined ? view.everywhere : summaryOf(input.list, view.rules, taken);
  const { rules, dataPlane, zone, nodeCount } = nodeClass;
  const { policies } = view;
  const shared = {
    service: input.service,
    rules,
    policies,
    dataPlane,
    zone,
    endpoints: input.list.endpoints,
    summary,
  };
  const question: RouteQuestion = node === undefined ? shared : { ...shared, node, ...hostnameOf(node, input) };
  const choice = chooseRoute(question);
  const { cluster, local, reach, hasAnyEndpoints } = applyRoute(question, choice);
  const routeClass: RouteClass = {
    zone,
    nodeCount,
    rules,
    dataPlane,
    policies,
    mode: choice.mode,
    reason: choice.reason,
    reasonValues: choice.values,
    cluster,
    local,
    reach,
    hasAnyEndpoints,
    counts: countsOf(question),
  };
  return node === undefined ? routeClass : { ...routeClass, node };
}

/** Asked for only where `spec.topologyKeys` may decide. */
function hostnameOf(node: string, { service, nodes }: RoutePortInput): Pick<RouteQuestion, 'hostname'> {
  if (service.topologyKeys === undefined) return {};
  const labels = nodes.nodes[nodes.indexByName.get(node) ?? -1]?.labels ?? {};
  const hostname = valueAt(labels, HOSTNAME_LABEL);
  return hostname === undefined ? {} : { hostname };
}

function countsOf({ summary, zone, node }: RouteQuestion): FilterCounts {
  return {
    endpoints: summary.total,
    ready: summary.ready.length,
    servingTerminating: summary.servingTerminating.length,
    withoutZoneHint: summary.zoneHints.without,
    withoutNodeHint: summary.nodeHints().without,
    hintedToZone: summary.zoneHints.readyNaming(zone)?.length ?? 0,
    hintedToNode: node === undefined ? 0 : (summary.nodeHints().readyNaming(node)?.length ?? 0),
    localReady: node === undefined ? 0 : summary.places().localReady(node).length,
    localServingTerminating: node === undefined ? 0 : summary.places().localServingTerminating(node).length,
  };
}
