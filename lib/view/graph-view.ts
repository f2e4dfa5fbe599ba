import type { Analysis, PortAnalysis, ZoneFacts } from '#lib/diagnose/analysis.ts';
import type { NodeFacts } from '#lib/diagnose/node-facts.ts';
import type { Text } from '#lib/model/text.ts';
import type { RouteClass } from '#lib/proxy-filter/service-routing.ts';
import { crossingOf, graphFlows, laneId, type ZoneFlow, zoneToZone } from '#lib/view/graph-flows.ts';
import { classOf, endpointMark, type MarkInput, nodeMark } from '#lib/view/graph-marks.ts';
import type { GraphView, LaneMark } from '#lib/view/graph-types.ts';
import { groupByZone } from '#lib/view/group-by-zone.ts';
import { clean, type LaneScene, laneFacts } from '#lib/view/lane-facts.ts';
import { type Frame, type LaneContent, layoutLanes, type PlacedLane } from '#lib/view/lane-layout.ts';
import { backendsOf, selectedPort } from '#lib/view/selected-port.ts';
import type { ServiceAnswer } from '#lib/view/service-answer.ts';
import { type ShownEndpoint, shownEndpoints } from '#lib/view/shown-endpoints.ts';
import { text } from '#lib/view/text-keys.ts';
import type { UrlState } from '#lib/view/url-state.ts';
import { zoneColors } from '#lib/view/zone-colors.ts';

export interface Viewport extends Frame {
  /** The node pointed at or focused; it takes precedence over the pinned one. */
  readonly pointedNode?: string;
}

/**
 * The lanes graph: who dials whom, for the chosen port, family and origin of traffic.
 * Places follow from names, zones and the frame alone; what a what-if takes away keeps its place, dimmed.
 */
export function graphView(answer: ServiceAnswer, url: UrlState, viewport: Viewport): GraphView {
  const { analysis } = answer;
  const port = selectedPort(analysis, url);
  const endpoints = shownEndpoints(answer, url);
  const zones = lanesOf(analysis, endpoints);
  const nodesByZone = groupByZone(analysis.nodes);
  const endpointsByZone = groupByZone(endpoints);
  const layout = layoutLanes(
    zones.map(({ zone }) => laneContent(zone, nodesByZone.get(zone) ?? [], endpointsByZone.get(zone) ?? [])),
    viewport,
  );
  const laneByZone = new Map(zones.map(({ zone }, index) => [zone, layout.lanes[index] ?? NO_LANE]));
  const input = markInput(analysis, port, { url, viewport });
  const flows = port === undefined ? [] : zoneToZone(port, url.from);
  const live = answer.live && sceneOf(answer.live, url);
  const drawn = graphFlows({ laneByZone, input });
  return {
    width: layout.width,
    height: layout.height,
    columns: columnTitles(analysis, port, { from: url.from, bundled: drawn.bundled }),
    lanes: zones.map((zone) =>
      laneMark(zone, laneByZone.get(zone.zone) ?? NO_LANE, {
        colorIndex: input.colorOf(zone.zone),
        facts: laneFacts(zone, { analysis, port, flows }, live),
      }),
    ),
    nodes: analysis.nodes.map((node) => nodeMark(node, laneByZone.get(node.zone) ?? NO_LANE, input)),
    endpoints: endpoints.map((endpoint) => endpointMark(endpoint, laneByZone.get(endpoint.zone) ?? NO_LANE, input)),
    flows: drawn.flows,
    ...(analysis.nodes.some(({ zone }) => zone !== undefined) ? crossZoneShare(flows) : {}),
    ...emptiness(analysis, port),
  };
}

function sceneOf(analysis: Analysis, url: UrlState): LaneScene {
  const port = selectedPort(analysis, url);
  return { analysis, port, flows: port === undefined ? [] : zoneToZone(port, url.from) };
}

const NO_LANE: PlacedLane = {
  id: '',
  x: 0,
  y: 0,
  width: 0,
  height: 0,
  nodeForm: 'cell',
  endpointForm: 'cell',
  boxByNode: new Map(),
  boxByEndpoint: new Map(),
  nodesRight: 0,
  endpointsLeft: 0,
  middle: 0,
};

/** The zones of the analysis, and those that only an endpoint that goes still names. */
function lanesOf(analysis: Analysis, endpoints: readonly ShownEndpoint[]): readonly ZoneFacts[] {
  const known = new Set(analysis.zones.map(({ zone }) => zone));
  const extra = [...new Set(endpoints.map(({ zone }) => zone))].filter((zone) => !known.has(zone));
  const none = { nodes: 0, notReady: 0, cordoned: 0, notCounted: 0, cpuShare: 0 };
  const added: readonly ZoneFacts[] = extra.map((zone) => (zone === undefined ? none : { zone, ...none }));
  return [...analysis.zones, ...added].toSorted((left, right) => compareZones(left.zone, right.zone));
}

function compareZones(left: string | undefined, right: string | undefined): number {
  if (left === undefined || right === undefined) return Number(left === undefined) - Number(right === undefined);
  return left < right ? -1 : Number(left > right);
}

function laneContent(
  zone: string | undefined,
  nodes: readonly NodeFacts[],
  endpoints: readonly ShownEndpoint[],
): LaneContent {
  const rowByNode = new Map(nodes.map(({ name }, index) => [name, index]));
  const rows = endpoints.map(({ id, nodeName, fate }) => ({
    id,
    row: rowByNode.get(nodeName) ?? nodes.length,
    isNew: fate === 'comes',
  }));
  return {
    id: laneId(zone),
    nodeIds: nodes.map(({ name }) => name),
    endpoints: rows.sort(
      (left, right) =>
        Number(left.isNew) - Number(right.isNew) || left.row - right.row || compareZones(left.id, right.id),
    ),
  };
}

function markInput(
  analysis: Analysis,
  port: PortAnalysis | undefined,
  { url, viewport }: { readonly url: UrlState; readonly viewport: Viewport },
): MarkInput {
  const focus = [viewport.pointedNode, url.node].find((name) => name !== undefined && analysis.nodeByName.has(name));
  const clientClass = focus === undefined ? undefined : classOf(focus, port);
  const focusIds =
    clientClass && new Set(backendsOf(clientClass, url.from).map((index) => port?.endpoints[index]?.id ?? ''));
  return {
    analysis,
    ...(port === undefined ? {} : { port }),
    origin: url.from,
    colorOf: zoneColors(analysis),
    ...(url.node === undefined ? {} : { pinned: url.node }),
    ...(focus === undefined ? {} : { focus }),
    ...(focusIds === undefined ? {} : { focusIds }),
    ready: port?.endpoints.filter(({ readiness }) => readiness === 'ready').length ?? 0,
  };
}

function laneMark(
  { zone }: ZoneFacts,
  lane: PlacedLane,
  { colorIndex, facts }: { readonly colorIndex: number; readonly facts: readonly Text[] },
): LaneMark {
  const { id, x, y, width, height } = lane;
  return {
    id,
    ...(zone === undefined ? {} : { zone }),
    x,
    y,
    width,
    height,
    colorIndex,
    title: zone === undefined ? text('lane.no-zone') : text('lane.zone', { zone }),
    facts,
  };
}

/** What a node without a zone sends to others is drawn in a lane of its own, and counts as crossing, as in every figure. */
function crossZoneShare(flows: readonly ZoneFlow[]): { readonly crossZoneShare?: number } {
  const all = flows.reduce((sum, { share }) => sum + share, 0);
  const crossing = flows.reduce((sum, flow) => sum + crossingOf(flow), 0);
  return all === 0 ? {} : { crossZoneShare: clean(crossing / all) };
}

function columnTitles(
  analysis: Analysis,
  port: PortAnalysis | undefined,
  { from, bundled }: { readonly from: UrlState['from']; readonly bundled: boolean },
): GraphView['columns'] {
  const isOutside = from === 'outside' && port?.classes.some(({ outside }) => outside !== undefined);
  const nodes = analysis.nodes.length;
  return {
    clients: text(isOutside ? 'column.clients-outside' : 'column.clients', { nodes }),
    filter: text(bundled ? 'column.filter-bundled' : `column.filter-${filterOf(port, isOutside)}`),
    backends: text('column.backends', {
      endpoints: port?.endpoints.length ?? 0,
      service: analysis.input.service.name,
    }),
  };
}

/** What kube-proxy goes by on the nodes, for traffic from outside where that takes another list. */
function filterOf(port: PortAnalysis | undefined, isOutside = false): 'mixed' | 'all' | 'zone' | 'node' | 'local' {
  const classes = port?.classes.flatMap(({ scope, nodes }, index) => {
    const routeClass = port.routing.classes[index];
    return nodes === 0 || routeClass === undefined ? [] : [isOutside ? outsideScopeOf(routeClass) : scope];
  });
  const scopes = new Set(classes);
  const [scope = 'all'] = scopes;
  if (scopes.size > 1) return 'mixed';
  return scope === 'none' || scope === 'terminating' ? 'all' : scope;
}

function outsideScopeOf({ policies, mode }: RouteClass): 'local' | 'all' | 'zone' | 'node' {
  if (policies.externalLocal) return 'local';
  if (mode === '') return 'all';
  return mode === 'PreferSameNode' ? 'node' : 'zone';
}

function emptiness(analysis: Analysis, port: PortAnalysis | undefined): { readonly empty?: Text } {
  if (analysis.nodes.length === 0) return { empty: text('graph.no-nodes') };
  return port === undefined ? { empty: text('graph.no-ports') } : {};
}
