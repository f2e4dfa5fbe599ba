import type { Analysis, NodeFacts, PortAnalysis } from '#lib/diagnose/analysis.ts';
import { formatVersion } from '#lib/model/version.ts';
import { clusterFindings } from '#lib/view/findings-view.ts';
import { crossesZones } from '#lib/view/graph-flows.ts';
import { badgesOf } from '#lib/view/graph-marks.ts';
import { selectedPort } from '#lib/view/selected-port.ts';
import type { ServiceAnswer } from '#lib/view/service-answer.ts';
import type { UrlState } from '#lib/view/url-state.ts';
import type { NodeRowView, NodesView } from '#lib/view/view-types.ts';

/**
 * The nodes as the EndpointSlice controller counts them: each zone's share of CPU beside its share of the selected
 * Service's endpoints and hints; every node with why it counts or does not; the linter's findings about nodes.
 */
export function nodesView({ analysis }: ServiceAnswer, url: UrlState): NodesView {
  const { ratios } = analysis;
  return {
    zones: zoneShares(analysis, selectedPort(analysis, url)),
    ...(ratios.known ? {} : { noShares: { key: ratios.decision.reason, values: ratios.decision.values } }),
    counted: analysis.nodes.filter(({ notCounted }) => notCounted === undefined).length,
    rows: nodesByZone(analysis).map((node) => rowOf(node, analysis)),
    findings: clusterFindings(analysis),
  };
}

function zoneShares(analysis: Analysis, port: PortAnalysis | undefined): NodesView['zones'] {
  const { ratios } = analysis;
  const ready = port?.endpoints.filter(({ readiness }) => readiness === 'ready') ?? [];
  const hinted = ready.reduce((sum, { zoneHints }) => sum + zoneHints.length, 0);
  const part = (count: number, all: number) => (all === 0 ? undefined : count / all);
  return analysis.zones.map(({ zone, nodes, notCounted }) => {
    const endpoints = ready.filter((endpoint) => !crossesZones(endpoint.zone, zone)).length;
    const hints = zone === undefined ? 0 : ready.filter(({ zoneHints }) => zoneHints.includes(zone)).length;
    const cpuShare = ratios.known && zone !== undefined ? ratios.ratioByZone.get(zone) : undefined;
    const endpointShare = part(endpoints, ready.length);
    const hintShare = part(hints, hinted);
    return {
      ...(zone === undefined ? {} : { zone }),
      nodes,
      counted: nodes - notCounted,
      cpuMilli: zone === undefined ? 0 : (ratios.cpuMilliByZone.get(zone) ?? 0),
      ...(cpuShare === undefined ? {} : { cpuShare }),
      endpoints,
      ...(endpointShare === undefined ? {} : { endpointShare }),
      hints,
      ...(hintShare === undefined ? {} : { hintShare }),
    };
  });
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
