import type { Change } from '#lib/model/scenario.ts';
import { isScalable, workloadOf } from '#lib/replicas/workload.ts';
import type { Outcome } from '#lib/scenario/outcome.ts';
import { type PossibleScalings, possibleScalings } from '#lib/scenario/possible-scalings.ts';
import { predict } from '#lib/scenario/predict.ts';
import type { ServiceInput } from '#lib/scenario/service-input.ts';
import { settle } from '#lib/scenario/settle.ts';
import { tiedShareOuts } from './tied-zones.ts';
import type { Expected } from './trial.ts';

/** Without a next sync of its own, `atOnce` is what stands until one comes. */
export interface ExpectedChange {
  readonly atOnce?: Expected;
  readonly settled: Expected;
}

/** What one change of the what-if comes to; with all that chance may make of it, where it moves pods. */
export function expectChange(before: ServiceInput, change: Change): ExpectedChange {
  const { input, atOnce, outcome, refused } = predict(before, [change]);
  if (refused[0] !== undefined) throw new Error(`Cannot predict ${change.kind}: ${refused[0].key}`);
  const ways = possibleOutcomes(before, change, input) ?? { inputs: [input], isComplete: true };
  return { ...(atOnce && { atOnce: standing(atOnce) }), settled: expectedOf(ways, before, isCertain(outcome)) };
}

/** What becomes of nodes and pods that something else than the what-if changes: a node that is lost, or heard of again. */
export function expectState(before: ServiceInput, changed: Partial<ServiceInput>): ExpectedChange {
  const { input, atOnce } = settle(before, { ...before, ...changed });
  const ways = { inputs: [input], isComplete: true };
  return { ...(atOnce && { atOnce: standing(atOnce) }), settled: expectedOf(ways, before, true) };
}

/** No slice is written: nothing is left to chance. */
function standing(input: ServiceInput): Expected {
  return { inputs: [input], isComplete: true, isCertain: true };
}

function expectedOf(
  { inputs, isComplete }: PossibleScalings,
  { slices }: ServiceInput,
  podsAreCertain: boolean,
): Expected {
  const all = inputs.flatMap((input) => tiedShareOuts(input, slices));
  return { inputs: all, isComplete, isCertain: podsAreCertain && isComplete && all.length === 1 };
}

function possibleOutcomes(before: ServiceInput, change: Change, likely: ServiceInput) {
  switch (change.kind) {
    case 'replicas':
      return possibleScalings(before, { replicas: change.replicas });
    case 'drain': {
      const leaving = new Set(before.pods.filter(({ nodeName }) => nodeName === change.node).map(({ uid }) => uid));
      const pods = before.pods.map((pod) => (leaving.has(pod.uid) ? { ...pod, deletionTime: before.now } : pod));
      return possibleScalings(
        { ...likely, pods, slices: before.slices },
        { replicas: replicasOf(before), without: leaving },
      );
    }
    case 'zone-down': {
      if (change.phase !== 'rescheduled') return undefined;
      const { input } = predict(before, [{ ...change, phase: 'evicted' }]);
      return possibleScalings({ ...input, slices: before.slices }, { replicas: replicasOf(before) });
    }
    default:
      return undefined;
  }
}

function replicasOf({ pods }: ServiceInput): number {
  const workload = workloadOf(pods);
  return isScalable(workload) ? workload.replicas : 0;
}

function isCertain({ oneOf, goes, comes }: Outcome): boolean {
  return oneOf === undefined && goes.every(({ sure }) => sure) && comes.every(({ sure }) => sure);
}
