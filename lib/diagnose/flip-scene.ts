import type { Analysis, EndpointFacts } from '#lib/diagnose/analysis.ts';
import { clusterFactsOf } from '#lib/diagnose/cluster-facts.ts';
import { hintsByCounts } from '#lib/diagnose/hints-by-counts.ts';
import { type CpuRatios, cpuRatios } from '#lib/hints/cpu-ratios.ts';
import type { Node } from '#lib/model/node.ts';
import type { Change } from '#lib/model/scenario.ts';
import { ZONE_LABEL } from '#lib/model/well-known.ts';

/** One single change that turns hints on or off. */
export interface Flip {
  readonly kind: 'replicas' | 'endpoints-unready' | 'node-lost' | 'node-added' | 'node-relabelled' | 'cpu';
  /** How much of the change it takes: replicas, endpoints, nodes, or whole CPUs. */
  readonly distance: number;
  /** For the text: counts, zones, and one object by name. */
  readonly values: Readonly<Record<string, string | number>>;
  /** The same as a what-if; absent where the grammar has no word for it. */
  readonly change?: Change;
}

export interface FlipScene {
  readonly analysis: Analysis;
  readonly nodes: readonly Node[];
  readonly endpoints: readonly EndpointFacts[];
  readonly countByZone: ReadonlyMap<string, number>;
  readonly zones: readonly string[];
  readonly ratios: CpuRatios;
  readonly hints: boolean;
  readonly wouldHint: (countByZone: ReadonlyMap<string, number>, ratios: CpuRatios) => boolean;
}

export function flipSceneOf(analysis: Analysis): FlipScene {
  const { input, hinting, zones } = analysis;
  const { ratios } = clusterFactsOf(input.context);
  const { controllerRules: rules } = input.context;
  const countsUnready = rules.hintsUnreadyEndpoints;
  const endpoints = (analysis.ports[0]?.endpoints ?? []).filter(
    ({ readiness }) => readiness === 'ready' || (countsUnready && readiness === 'not-ready'),
  );
  const countByZone = countZones(endpoints, analysis);
  const wouldHint: FlipScene['wouldHint'] = (counts, shares) =>
    hintsByCounts(counts, { hinting, ratios: shares, rules }) !== undefined;
  return {
    analysis,
    nodes: input.nodes,
    endpoints,
    countByZone,
    zones: zones.flatMap(({ zone, nodes }) => (zone === undefined || nodes === 0 ? [] : [zone])),
    ratios,
    hints: wouldHint(countByZone, ratios),
    wouldHint,
  };
}

/** By the zones that nodes have now, which endpoints learn at the next sync. */
function countZones(endpoints: readonly EndpointFacts[], { nodeByName }: Analysis): ReadonlyMap<string, number> {
  const countByZone = new Map<string, number>();
  for (const { nodeName, zone } of endpoints) {
    const own = (nodeByName.get(nodeName) ?? { zone }).zone ?? '';
    countByZone.set(own, (countByZone.get(own) ?? 0) + 1);
  }
  return countByZone;
}

/** Of the nodes that count in the zone's share of CPU. */
export function largestOf({ nodes, analysis }: FlipScene, zone: string): Node | undefined {
  let largest: Node | undefined;
  for (const node of nodes) {
    const facts = analysis.nodeByName.get(node.name);
    if (facts?.zone !== zone || facts.notCounted !== undefined) continue;
    if ((node.allocatable.cpuNano ?? 0) > (largest?.allocatable.cpuNano ?? 0)) largest = node;
  }
  return largest;
}

export function ratiosUnder(nodes: readonly Node[], { analysis }: FlipScene): CpuRatios {
  return cpuRatios(nodes, analysis.input.context.controllerRules);
}

export function withZone(node: Node, zone: string): Node {
  const { [ZONE_LABEL]: _, ...labels } = node.labels;
  return { ...node, labels: zone === '' ? labels : { ...labels, [ZONE_LABEL]: zone } };
}

export function added(
  countByZone: ReadonlyMap<string, number>,
  zone: string,
  count: number,
): ReadonlyMap<string, number> {
  const next = new Map(countByZone);
  const sum = (next.get(zone) ?? 0) + count;
  if (sum > 0) next.set(zone, sum);
  else next.delete(zone);
  return next;
}
