import { analyse } from '#lib/diagnose/analyse.ts';
import type { Analysis } from '#lib/diagnose/analysis.ts';
import { isPodActive } from '#lib/replicas/active-pod.ts';
import { possibleScalings } from '#lib/scenario/possible-scalings.ts';
import type { ServiceInput } from '#lib/scenario/service-input.ts';

/** The worst that a scale-in may come to where Kubernetes chooses among equal pods. */
export interface WorstScaleIn {
  readonly analysis: Analysis;
  /** Pods that stay, by zone; '' is no zone. Every zone that has pods now is named. */
  readonly podsByZone: ReadonlyMap<string, number>;
  /** How many spreads over the zones are possible. */
  readonly ways: number;
  readonly isComplete: boolean;
}

/** More spreads than these are not looked at. */
const MOST_WAYS = 64;

/**
 * Of all spreads over the zones that removing pods may leave, the one with the least traffic in its zone, and of those
 * the most uneven. Undefined where only one is possible, and where nothing is removed.
 */
export function worstScaleIn(input: ServiceInput, replicas: number): WorstScaleIn | undefined {
  const zoneByNode = new Map(analyse(input).nodes.map(({ name, zone }) => [name, zone ?? '']));
  const zoneOf = (nodeName: string) => zoneByNode.get(nodeName) ?? '';
  if (input.pods.filter(isPodActive).length <= replicas) return undefined;
  const { inputs, isComplete } = possibleScalings(input, {
    replicas,
    groupOf: ({ nodeName }) => zoneOf(nodeName),
    limit: MOST_WAYS,
  });
  if (inputs.length < 2) return undefined;
  const zones = new Set(input.pods.filter(isPodActive).map(({ nodeName }) => zoneOf(nodeName)));
  const candidates = inputs.map((after) => {
    const podsByZone = new Map([...zones].sort().map((zone) => [zone, 0]));
    for (const { nodeName } of after.pods.filter(isPodActive)) {
      podsByZone.set(zoneOf(nodeName), (podsByZone.get(zoneOf(nodeName)) ?? 0) + 1);
    }
    return { analysis: analyse(after), podsByZone };
  });
  const [worst] = candidates.sort(
    (one, other) => share(one.analysis) - share(other.analysis) || spread(other.podsByZone) - spread(one.podsByZone),
  );
  return worst && { ...worst, ways: inputs.length, isComplete };
}

/** A Service that some node cannot reach is worse than any share. */
function share({ verdict }: Analysis): number {
  return verdict.state === 'blackhole' ? -1 : (verdict.inZoneShare ?? 0);
}

function spread(podsByZone: ReadonlyMap<string, number>): number {
  const counts = [...podsByZone.values()];
  return Math.max(...counts) - Math.min(...counts);
}
