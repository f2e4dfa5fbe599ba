import type { ScaleDown } from '#lib/replicas/deletion-order.ts';
import type { ManyPlacements } from '#lib/replicas/place-many.ts';
import { type ScaledPods, scaledPods } from '#lib/replicas/scaled-pods.ts';
import { isScalable, type ScalableWorkload, workloadOf } from '#lib/replicas/workload.ts';
import { comingPods } from '#lib/scenario/coming-pods.ts';
import { assume, type Draft } from '#lib/scenario/draft.ts';
import { noSliderText } from '#lib/scenario/no-slider.ts';
import type { LeavingPod } from '#lib/scenario/outcome.ts';
import { scalingInput } from '#lib/scenario/scaling-input.ts';

/**
 * The workload behind the Service with so many replicas, once it has come to rest.
 * - Fewer: a StatefulSet deletes its highest ordinals, any other workload by its controller's ranks. Where Kubernetes
 *   leaves the choice to chance, one possible choice is made and the others are named.
 * - More: placed one after the other as the scheduler would, as far as the pods of this Service tell; then Running and
 *   Ready. What no node can take stays Pending.
 */
export function changeReplicas(draft: Draft, replicas: number): Draft {
  const workload = workloadOf(draft.pods);
  if (!isScalable(workload)) return { ...draft, refused: [...draft.refused, noSliderText(workload)] };
  const scaled = scaledPods(scalingInput(draft, workload), replicas);
  const after = { ...draft, pods: scaled.pods };
  if (scaled.removed !== undefined) return withFewer(after, workload, scaled.removed);
  return scaled.added === undefined ? draft : withMore(after, scaled.predicted, scaled.added);
}

function withFewer(draft: Draft, { kind }: ScalableWorkload, { victims, sure, anyOf }: ScaleDown): Draft {
  const certain = new Set(sure.map(({ uid }) => uid));
  const goes: readonly LeavingPod[] = victims.map(({ uid, name }) => ({ uid, name, sure: certain.has(uid) }));
  const oneOf = anyOf && { take: anyOf.take, names: anyOf.from.map(({ name }) => name) };
  const outcome = { ...draft.outcome, goes: [...draft.outcome.goes, ...goes], ...(oneOf && { oneOf }) };
  const scaled = { ...draft, outcome };
  const aged = kind === 'StatefulSet' ? scaled : assume(scaled, 'assumption.this-moment');
  return oneOf === undefined ? aged : assume(aged, 'assumption.one-of-several');
}

function withMore(draft: Draft, predicted: ScaledPods['predicted'], placements: ManyPlacements): Draft {
  const comes = comingPods(predicted, placements, draft.nodes);
  const scaled = { ...draft, outcome: { ...draft.outcome, comes: [...draft.outcome.comes, ...comes] } };
  return placements.assumptions.reduce((after, key) => assume(after, key), assume(scaled, 'assumption.ready-at-once'));
}
