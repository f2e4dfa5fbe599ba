import { zoneLabelOf } from '#lib/model/node.ts';
import type { Change } from '#lib/model/scenario.ts';
import type { RolloutStep } from '#lib/scenario/rollout-steps.ts';
import type { ServiceAnswer } from '#lib/view/service-answer.ts';
import type { RolloutView } from '#lib/view/what-if-types.ts';

/** A rollout that is stepped through: what the shown step does, and when each zone has the fewest pods that serve. */
export function rolloutView({ analysis, outcome }: ServiceAnswer, whatIf: readonly Change[]): RolloutView | undefined {
  const change = whatIf.findLast((candidate) => candidate.kind === 'rollout');
  const steps = outcome?.rollout;
  if (change === undefined || steps === undefined) return undefined;
  const step = Math.min(change.step, steps.length - 1);
  const shown = steps[step];
  if (shown === undefined) return undefined;
  const zoneByNode = new Map(analysis.input.nodes.map((node) => [node.name, zoneLabelOf(node) ?? '']));
  const readyByZone = steps.map(({ readyNodes }) => countByZone(readyNodes, zoneByNode));
  const zones = [...new Set(readyByZone.flatMap((counts) => [...counts.keys()]))].sort();
  return {
    step,
    last: steps.length - 1,
    ...countsOf(shown),
    worst: zones.map((zone) => ({
      ...(zone === '' ? {} : { zone }),
      ...fewest(readyByZone.map((at) => at.get(zone) ?? 0)),
    })),
  };
}

function countsOf({ readyNodes, surgingNodes, terminatingNodes }: RolloutStep) {
  return { ready: readyNodes.length, surging: surgingNodes.length, terminating: terminatingNodes.length };
}

/** The fewest, and the first step at which there are no more. */
function fewest(readyByStep: readonly number[]): { readonly ready: number; readonly step: number } {
  const ready = Math.min(...readyByStep);
  return { ready, step: readyByStep.indexOf(ready) };
}

function countByZone(nodes: readonly string[], zoneByNode: ReadonlyMap<string, string>): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const node of nodes) {
    const zone = zoneByNode.get(node) ?? '';
    counts.set(zone, (counts.get(zone) ?? 0) + 1);
  }
  return counts;
}
