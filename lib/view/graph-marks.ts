import type { Analysis, ClientClass, PortAnalysis } from '#lib/diagnose/analysis.ts';
import type { NodeFacts } from '#lib/diagnose/node-facts.ts';
import type { Text } from '#lib/model/text.ts';
import { hintUseOf } from '#lib/proxy-filter/hint-use.ts';
import { crossesFrom } from '#lib/view/crosses-zones.ts';
import type { EndpointMark, NodeBadge, NodeMark } from '#lib/view/graph-types.ts';
import type { PlacedLane } from '#lib/view/lane-layout.ts';
import { backendsOf } from '#lib/view/selected-port.ts';
import type { ShownEndpoint } from '#lib/view/shown-endpoints.ts';
import { text } from '#lib/view/text-keys.ts';
import type { TrafficOrigin } from '#lib/view/url-state.ts';

/** What all marks of one graph are drawn from. */
export interface MarkInput {
  readonly analysis: Analysis;
  readonly port?: PortAnalysis;
  readonly origin: TrafficOrigin;
  readonly colorOf: (zone: string | undefined) => number;
  /** The pinned node, from the URL. */
  readonly pinned?: string;
  /** The node pointed at, else the pinned one: all but its own backends are dimmed. */
  readonly focus?: string;
  /** Ids of the endpoints that the focused node dials. */
  readonly focusIds?: ReadonlySet<string>;
  readonly ready: number;
}

const EMPTY_BOX = { x: 0, y: 0, width: 0, height: 0 };

export function nodeMark(node: NodeFacts, lane: PlacedLane, input: MarkInput): NodeMark {
  const clientClass = classOf(node.name, input.port);
  const dials = clientClass === undefined ? 0 : backendsOf(clientClass, input.origin).length;
  return {
    ...(lane.boxByNode.get(node.name) ?? EMPTY_BOX),
    id: node.name,
    name: node.name,
    form: lane.nodeForm,
    colorIndex: input.colorOf(node.zone),
    pinned: node.name === input.pinned,
    dimmed: input.focus !== undefined && input.focus !== node.name,
    badges: badgesOf(node),
    lines: [text('card.cpu', { cpu: node.cpuMilli / 1000 }), dialsText(node, clientClass, input)],
    label:
      node.zone === undefined
        ? text('mark.node-without-zone', { node: node.name, dials, endpoints: input.ready })
        : text('mark.node', { node: node.name, zone: node.zone, dials, endpoints: input.ready }),
  };
}

export function endpointMark(endpoint: ShownEndpoint, lane: PlacedLane, input: MarkInput): EndpointMark {
  const hints = endpoint.zoneHints.map((zone) => ({ zone, colorIndex: input.colorOf(zone) }));
  return {
    ...(lane.boxByEndpoint.get(endpoint.id) ?? EMPTY_BOX),
    id: endpoint.id,
    name: endpoint.name,
    address: endpoint.address,
    nodeName: endpoint.nodeName,
    form: lane.endpointForm,
    state: endpoint.state,
    fate: endpoint.fate,
    dimmed: endpoint.fate === 'goes' || (input.focusIds !== undefined && !input.focusIds.has(endpoint.id)),
    hints,
    lent: hints.length > 0 && !hints.some(({ zone }) => zone === endpoint.zone),
    colorIndex: input.colorOf(endpoint.zone),
    share: endpoint.share,
    load: endpoint.load,
    label: text('mark.endpoint', {
      name: endpoint.name,
      address: endpoint.address,
      node: endpoint.nodeName,
      share: endpoint.share,
    }),
  };
}

/** What sets a node apart, in the order of their weight. */
export function badgesOf(node: NodeFacts): readonly NodeBadge[] {
  const badges: readonly (readonly [NodeBadge, boolean])[] = [
    ['not-ready', !node.ready],
    ['cordoned', node.cordoned],
    ['no-zone', node.zone === undefined],
    ['version-skew', node.skewed],
    ['windows', node.windows],
    ['ignores-hints', hintUseOf(node.dataPlane.kind) === 'ignores' && !node.windows],
    ['data-plane-unknown', hintUseOf(node.dataPlane.kind) === 'unknown'],
    ['control-plane', node.controlPlane],
    ['not-counted', node.notCounted !== undefined],
  ];
  return badges.flatMap(([badge, holds]) => (holds ? [badge] : []));
}

export function classOf(node: string, port: PortAnalysis | undefined): ClientClass | undefined {
  const index = port?.classByNode.get(node);
  return index === undefined ? undefined : port?.classes[index];
}

function dialsText(node: NodeFacts, clientClass: ClientClass | undefined, input: MarkInput): Text {
  const backends = clientClass === undefined ? [] : backendsOf(clientClass, input.origin);
  if (backends.length === 0) return text('card.dials-nothing');
  const values = { dials: backends.length, endpoints: input.ready };
  if (node.zone === undefined) return text('card.dials', values);
  return text('card.dials-in-zone', { ...values, share: inZoneShareOf(node, backends, input.port) });
}

/**
 * Of what a node dials, the part (0..1) in its zone or on itself. The nodes of a class dial one list, which is gone
 * through once for all of them, unless an endpoint on this very node has another zone.
 */
export function inZoneShareOf(node: NodeFacts, backends: readonly number[], port: PortAnalysis | undefined): number {
  const clientClass = classOf(node.name, port);
  if (port === undefined || (backends === clientClass?.backends && port.ownNodes.size === 0)) {
    return (clientClass?.inZone ?? 0) / backends.length;
  }
  const staying = backends.filter((index) => {
    const endpoint = port.endpoints[index];
    return endpoint !== undefined && !crossesFrom(node, endpoint);
  });
  return staying.length / backends.length;
}
