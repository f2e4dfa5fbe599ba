import type { Analysis, PortAnalysis } from '#lib/diagnose/analysis.ts';
import { crossesFrom, crossesZones } from '#lib/view/crosses-zones.ts';
import { flowPath, heightAt, type Point } from '#lib/view/flow-path.ts';
import { classOf, type MarkInput } from '#lib/view/graph-marks.ts';
import type { FlowMark } from '#lib/view/graph-types.ts';
import type { PlacedLane } from '#lib/view/lane-layout.ts';
import { backendsOf } from '#lib/view/selected-port.ts';
import { text } from '#lib/view/text-keys.ts';

/** The lanes by zone, and where "no zone" stands. */
export interface FlowFrame {
  readonly laneByZone: ReadonlyMap<string | undefined, PlacedLane>;
  readonly input: MarkInput;
}

/** More lines than this are bundled lane to lane. */
export const MOST_LINES = 400;
const THIN = 1.5;
const THICK = 5;
const BUNDLE_HEIGHT = 96;
const LABEL_ROOM = 28;
/** More shares than these beside each other cannot be read; the node's tab lists them. */
const MOST_LABELS = 12;

/**
 * The flows of the chosen port: a line from each node to each endpoint it may dial, or, where they are too many (or a
 * lane's nodes are cells), a bundle from lane to lane and above them the lines of the focused node alone.
 */
export function graphFlows(frame: FlowFrame): { readonly flows: readonly FlowMark[]; readonly bundled: boolean } {
  const { port } = frame.input;
  if (port === undefined) return { flows: [], bundled: false };
  const bundled = mustBundle(frame, port);
  if (!bundled) return { flows: frame.input.analysis.nodes.flatMap(({ name }) => linesOf(name, frame, port)), bundled };
  const lines = frame.input.focus === undefined ? [] : linesOf(frame.input.focus, frame, port);
  return { flows: [...bundlesOf(frame, port), ...lines], bundled };
}

/** Where each zone's traffic goes, as shares of all traffic by the client mix. */
export function zoneToZone(port: PortAnalysis, origin: MarkInput['origin']): readonly ZoneFlow[] {
  const flowByKey = new Map<string, { from?: string; to?: string; share: number; onNode: number }>();
  for (const [position, clientClass] of port.classes.entries()) {
    const backends = backendsOf(clientClass, origin);
    const each = clientClass.weight / Math.max(1, backends.length);
    for (const index of backends) {
      const to = port.endpoints[index]?.zone;
      const key = `${zoneKey(clientClass.zone)}>${zoneKey(to)}`;
      const flow = flowByKey.get(key) ?? {
        ...zoneField('from', clientClass.zone),
        ...zoneField('to', to),
        share: 0,
        onNode: 0,
      };
      flow.share += each;
      const own = port.ownNodes.get(index);
      if (own?.client === position) flow.onNode += own.weight / backends.length;
      flowByKey.set(key, flow);
    }
  }
  return [...flowByKey.values()];
}

export interface ZoneFlow {
  readonly from?: string;
  readonly to?: string;
  /** Of all traffic, 0..1. */
  readonly share: number;
  /** Of `share`, what stays on the node that sends it, though no zone tells. */
  readonly onNode: number;
}

/** What of a flow crosses zones: not what stays on its node, and all else that a node without a zone sends. */
export function crossingOf({ from, to, share, onNode }: ZoneFlow): number {
  return from === undefined || crossesZones(from, to) ? share - onNode : 0;
}

function mustBundle({ laneByZone, input }: FlowFrame, port: PortAnalysis): boolean {
  if ([...laneByZone.values()].some((lane) => lane.nodeForm === 'cell')) return true;
  let lines = 0;
  for (const clientClass of port.classes) lines += clientClass.nodes * backendsOf(clientClass, input.origin).length;
  return lines > MOST_LINES;
}

function linesOf(nodeName: string, { laneByZone, input }: FlowFrame, port: PortAnalysis): readonly FlowMark[] {
  const clientClass = classOf(nodeName, port);
  const node = input.analysis.nodeByName.get(nodeName);
  const from = laneByZone.get(node?.zone);
  const start = from?.boxByNode.get(nodeName);
  if (clientClass === undefined || node === undefined || from === undefined || start === undefined) return [];
  const backends = backendsOf(clientClass, input.origin);
  const share = 1 / Math.max(1, backends.length);
  const isFocused = input.focus === nodeName;
  return backends.flatMap((index) => {
    const endpoint = port.endpoints[index];
    const end = endpoint && laneByZone.get(endpoint.zone)?.boxByEndpoint.get(endpoint.id);
    if (endpoint === undefined || end === undefined) return [];
    const left: Point = { x: start.x + start.width, y: start.y + start.height / 2 };
    const right: Point = { x: end.x, y: end.y + end.height / 2 };
    const labelX = right.x - LABEL_ROOM;
    return [
      {
        id: `${nodeName}>${endpoint.id}`,
        path: flowPath(left, right),
        colorIndex: input.colorOf(node.zone),
        crosses: crossesFrom(node, endpoint),
        bundled: false,
        dimmed: input.focus !== undefined && !isFocused,
        width: Math.round((THIN + THICK * share) * 10) / 10,
        share,
        labelX,
        labelY: heightAt(left, right, labelX) - 6,
        ...(isFocused && backends.length <= MOST_LABELS ? { label: text('mark.share', { share }) } : {}),
        from: nodeName,
        to: endpoint.id,
      },
    ];
  });
}

function bundlesOf({ laneByZone, input }: FlowFrame, port: PortAnalysis): readonly FlowMark[] {
  const flows = zoneToZone(port, input.origin);
  return sortedFlows(flows, input.analysis).flatMap((flow) => {
    const from = laneByZone.get(flow.from);
    const to = laneByZone.get(flow.to);
    if (from === undefined || to === undefined) return [];
    const left: Point = { x: from.nodesRight + 4, y: from.middle };
    const right: Point = { x: to.endpointsLeft - 4, y: to.middle };
    const crosses = crossesZones(flow.from, flow.to);
    const room = 2 * Math.min(from.middle - from.y, from.y + from.height - from.middle) - 4;
    const labelX = crosses ? left.x + (right.x - left.x) * 0.75 : (left.x + right.x) / 2;
    return [
      {
        id: `bundle:${zoneKey(flow.from)}>${zoneKey(flow.to)}`,
        path: flowPath(left, right),
        colorIndex: input.colorOf(flow.from),
        crosses,
        bundled: true,
        dimmed: input.focus !== undefined,
        width: Math.max(2, Math.min(room, Math.round(flow.share * BUNDLE_HEIGHT))),
        share: flow.share,
        labelX,
        labelY: heightAt(left, right, labelX),
        label: crosses
          ? text('mark.bundle', { from: flow.from ?? '–', to: flow.to ?? '–', share: flow.share })
          : text('mark.share', { share: flow.share }),
        from: laneId(flow.from),
        to: laneId(flow.to),
      },
    ];
  });
}

/** By lane, so that the order of nodes and endpoints does not show. */
function sortedFlows(flows: readonly ZoneFlow[], analysis: Analysis): readonly ZoneFlow[] {
  const place = new Map(analysis.zones.map(({ zone }, index) => [zone, index]));
  const rank = (flow: ZoneFlow) => (place.get(flow.from) ?? 0) * (place.size + 1) + (place.get(flow.to) ?? 0);
  return flows.toSorted((left, right) => rank(left) - rank(right));
}

/** No label value holds a space, so that "no zone" cannot be taken for a zone of that name. */
export function laneId(zone: string | undefined): string {
  return zone === undefined ? 'no zone' : `zone:${zone}`;
}

function zoneKey(zone: string | undefined): string {
  return zone ?? ' ';
}

function zoneField<Name extends string>(name: Name, zone: string | undefined): Partial<Record<Name, string>> {
  return zone === undefined ? {} : ({ [name]: zone } as Partial<Record<Name, string>>);
}
