import type { Analysis, PortAnalysis, ZoneFacts } from '#lib/diagnose/analysis.ts';
import type { NodeFacts } from '#lib/diagnose/node-facts.ts';
import { formatVersion } from '#lib/model/version.ts';
import { crossesZones } from '#lib/view/crosses-zones.ts';
import { clusterFindings } from '#lib/view/findings-view.ts';
import { badgesOf } from '#lib/view/graph-marks.ts';
import { predicted } from '#lib/view/headline-view.ts';
import { selectedPort } from '#lib/view/selected-port.ts';
import type { ServiceAnswer } from '#lib/view/service-answer.ts';
import type { UrlState } from '#lib/view/url-state.ts';
import type { NodeRowView, NodesView } from '#lib/view/view-types.ts';

/**
 * The nodes as the EndpointSlice controller counts them: each zone's share of CPU beside its share of the selected
 * Service's endpoints and hints; every node with why it counts or does not; the linter's findings about nodes.
 */
export function nodesView({ analysis, live }: ServiceAnswer, url: UrlState): NodesView {
  const { ratios } = analysis;
  const liveShares = live && sharesByZone(live, selectedPort(live, url));
  const shares = sharesByZone(analysis, selectedPort(analysis, url));
  return {
    zones: analysis.zones.map((zone) => zoneView(zone, analysis, { shares, liveShares })),
    ...(ratios.known ? {} : { noShares: { key: ratios.decision.reason, values: ratios.decision.values } }),
    counted: analysis.nodes.filter(({ notCounted }) => notCounted === undefined).length,
    rows: nodesByZone(analysis).map((node) => rowOf(node, analysis)),
    findings: clusterFindings(analysis),
  };
}

/** What is a zone's of each sum; a sum of nothing is shared by nobody. */
interface Shares {
  readonly cpuShare?: number;
  readonly endpoints: number;
  readonly endpointShare?: number;
  readonly hints: number;
  readonly hintShare?: number;
}
type SharesByZone = ReadonlyMap<string | undefined, Shares>;

function sharesByZone({ zones, ratios }: Analysis, port: PortAnalysis | undefined): SharesByZone {
  const ready = port?.endpoints.filter(({ readiness }) => readiness === 'ready') ?? [];
  const hinted = ready.reduce((sum, { zoneHints }) => sum + zoneHints.length, 0);
  return new Map(
    zones.map(({ zone }) => {
      const endpoints = ready.filter((endpoint) => !crossesZones(endpoint.zone, zone)).length;
      const hints = zone === undefined ? 0 : ready.filter(({ zoneHints }) => zoneHints.includes(zone)).length;
      const cpuShare = ratios.known && zone !== undefined ? ratios.ratioByZone.get(zone) : undefined;
      return [
        zone,
        {
          ...(cpuShare === undefined ? {} : { cpuShare }),
          endpoints,
          ...(ready.length === 0 ? {} : { endpointShare: endpoints / ready.length }),
          hints,
          ...(hinted === 0 ? {} : { hintShare: hints / hinted }),
        },
      ];
    }),
  );
}

function zoneView(
  { zone, nodes, notCounted }: ZoneFacts,
  { ratios }: Analysis,
  { shares, liveShares }: { readonly shares: SharesByZone; readonly liveShares: SharesByZone | undefined },
): NodesView['zones'][number] {
  const { cpuShare, endpoints = 0, endpointShare, hints = 0, hintShare } = shares.get(zone) ?? {};
  const live = liveShares?.get(zone);
  return {
    ...(zone === undefined ? {} : { zone }),
    nodes,
    counted: nodes - notCounted,
    cpuMilli: zone === undefined ? 0 : (ratios.cpuMilliByZone.get(zone) ?? 0),
    ...(cpuShare === undefined ? {} : { cpuShare: predicted(cpuShare, live?.cpuShare) }),
    endpoints,
    ...(endpointShare === undefined ? {} : { endpointShare: predicted(endpointShare, live?.endpointShare) }),
    hints,
    ...(hintShare === undefined ? {} : { hintShare: predicted(hintShare, live?.hintShare) }),
  };
}

function nodesByZone({ nodes, zones }: Analysis): readonly NodeFacts[] {
  const place = new Map(zones.map(({ zone }, index) => [zone, index]));
  return nodes.toSorted((left, right) => (place.get(left.zone) ?? 0) - (place.get(right.zone) ?? 0));
}

function rowOf(node: NodeFacts, { input }: Analysis): NodeRowView {
  const version = input.context.proxyVersionByNode.get(node.name);
  return {
    name: node.name,
    ...(node.zone === undefined ? {} : { zone: node.zone }),
    cpuMilli: node.cpuMilli,
    counted: node.notCounted === undefined,
    why: { key: node.notCounted === undefined ? 'nodes.counted' : `nodes.not-counted.${node.notCounted}`, values: {} },
    // Why it does not count stands in a column of its own.
    badges: badgesOf(node).filter((badge) => badge !== 'not-counted'),
    ...(version === undefined ? {} : { version: formatVersion(version) }),
  };
}
