import type { Change } from '#lib/model/scenario.ts';
import { isScalable, type ScalableWorkload, workloadOf } from '#lib/replicas/workload.ts';
import { assume, type Draft, refuse } from '#lib/scenario/draft.ts';
import { noSliderText } from '#lib/scenario/no-slider.ts';
import { type Rollout, type RolloutLimits, rolloutSteps } from '#lib/scenario/rollout-steps.ts';

/**
 * The Service in the middle of a rollout of its Deployment: at one step, with pods that end, pods that start and pods
 * that serve. A step past the last one is the last one.
 */
export function rollOut(draft: Draft, change: Extract<Change, { readonly kind: 'rollout' }>): Draft {
  const workload = workloadOf(draft.pods);
  if (!isScalable(workload)) return { ...draft, refused: [...draft.refused, noSliderText(workload)] };
  const { kind, name } = workload;
  if (kind !== 'Deployment') return refuse(draft, 'refused.not-a-rollout', { kind, name });
  if (change.surge + change.unavailable === 0) return refuse(draft, 'refused.rollout-stands-still', { name });
  const { steps, stalls } = keptSteps(draft, workload, change);
  const last = steps.length - 1;
  const step = Math.min(change.step, last);
  const pods = steps[step]?.pods ?? draft.pods;
  const before = new Set(draft.pods.map(({ uid }) => uid));
  const after = new Set(pods.map(({ uid }) => uid));
  const goes = draft.pods
    .filter(({ uid }) => !after.has(uid))
    .map(({ uid, name: pod }) => ({ uid, name: pod, sure: false }));
  const comes = pods
    .filter(({ uid }) => !before.has(uid))
    .map(({ uid, name: pod, nodeName }) => ({ uid, name: pod, nodeName, sure: false }));
  const outcome = {
    ...draft.outcome,
    goes: [...draft.outcome.goes, ...goes],
    comes: [...draft.outcome.comes, ...comes],
    rollout: steps,
  };
  const stepped = assume({ ...draft, pods, outcome }, 'assumption.rollout-step', { step, last });
  const ordered = assume(stepped, 'assumption.rollout-order');
  return stalls ? assume(ordered, 'assumption.rollout-stalls', { name }) : ordered;
}

interface Kept extends RolloutLimits {
  readonly nodes: Draft['nodes'];
  readonly rollout: Rollout;
}

/** Going from step to step asks for the same rollout again and again: the last one is kept as long as its pods. */
const keptByPods = new WeakMap<Draft['pods'], Kept>();

function keptSteps(draft: Draft, workload: ScalableWorkload, { surge, unavailable }: RolloutLimits): Rollout {
  const { pods, nodes } = draft;
  const kept = keptByPods.get(pods);
  if (kept?.nodes === nodes && kept.surge === surge && kept.unavailable === unavailable) return kept.rollout;
  const rollout = rolloutSteps(draft, workload, { surge, unavailable });
  keptByPods.set(pods, { nodes, surge, unavailable, rollout });
  return rollout;
}
