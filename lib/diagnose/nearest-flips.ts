import type { Analysis } from '#lib/diagnose/analysis.ts';
import { flipCounts } from '#lib/diagnose/flip-counts.ts';
import { type Flip, type FlipScene, flipSceneOf } from '#lib/diagnose/flip-scene.ts';
import { cpuFlips, nodeAddedFlips, nodeLostFlips, relabelFlips } from '#lib/diagnose/node-flips.ts';
import { stripOf } from '#lib/diagnose/strip.ts';
import { isScalable, workloadOf } from '#lib/replicas/workload.ts';

export interface NearestFlips {
  /** By the counts of now there are hints. */
  readonly hints: boolean;
  readonly flips: readonly Flip[];
}

/**
 * The nearest single changes in replicas, nodes, CPU and endpoints that turn the hints of a Service on or off, one of
 * each kind and direction, by counts alone: hints of an earlier moment that would be kept are not looked at. Offers a
 * pause after each kind. Undefined where no change of these decides, since the Service asks for no hints.
 */
export function* nearestFlips(analysis: Analysis): Generator<void, NearestFlips | undefined> {
  const { hinting } = analysis;
  if (hinting.kind === 'none' || analysis.ports.length === 0) return undefined;
  const scene = flipSceneOf(analysis);
  const flips: Flip[] = [...replicaFlips(analysis, scene), ...endpointFlips(scene)];
  yield;
  flips.push(...nodeLostFlips(scene));
  yield;
  flips.push(...relabelFlips(scene));
  yield;
  if (hinting.kind === 'auto') {
    flips.push(...nodeAddedFlips(scene));
    yield;
    for (const zone of scene.zones) {
      flips.push(...cpuFlips(scene, zone));
      yield;
    }
  }
  return { hints: scene.hints, flips: nearestOfEach(flips) };
}

function replicaFlips(analysis: Analysis, { hints }: FlipScene): readonly Flip[] {
  const strip = stripOf(analysis);
  const workload = workloadOf(analysis.input.pods);
  if (!isScalable(workload)) return [];
  const now = workload.replicas;
  const fewer = strip.findLast((cell) => cell.replicas < now && cell.hints !== hints);
  const more = strip.find((cell) => cell.replicas > now && cell.hints !== hints);
  return [fewer, more].flatMap((cell) =>
    cell === undefined
      ? []
      : [
          {
            kind: 'replicas' as const,
            distance: Math.abs(cell.replicas - now),
            values: { replicas: cell.replicas, now },
            change: { kind: 'replicas', replicas: cell.replicas } as const,
          },
        ],
  );
}

/** Under Auto only the number of ready ones counts; that hints go with the last endpoint needs no word. */
function endpointFlips({ endpoints, ratios, analysis, countByZone }: FlipScene): readonly Flip[] {
  const count = endpoints.length;
  const { hintsUnreadyEndpoints } = analysis.input.context.controllerRules;
  if (analysis.hinting.kind !== 'auto' || hintsUnreadyEndpoints || countByZone.has('')) return [];
  const { fewer: left = 0 } = flipCounts(count, ratios);
  if (left === 0) return [];
  const names = endpoints.slice(0, count - left).map(({ name }) => name);
  const values = { endpoints: count - left, left, example: names[0] ?? '' };
  return [{ kind: 'endpoints-unready', distance: count - left, values }];
}

/** Of each kind the nearest; of replicas and CPU the nearest in each direction, in the order of the kinds above. */
function nearestOfEach(flips: readonly Flip[]): readonly Flip[] {
  const nearestByKey = new Map<string, Flip>();
  for (const flip of flips) {
    const { now = 0, replicas = 0, cpu = 0 } = flip.values;
    const isMore = flip.kind === 'replicas' ? replicas > now : flip.kind === 'cpu' && cpu > now;
    const key = `${flip.kind} ${isMore}`;
    const known = nearestByKey.get(key);
    if (known === undefined || flip.distance < known.distance) nearestByKey.set(key, flip);
  }
  return [...nearestByKey.values()];
}
