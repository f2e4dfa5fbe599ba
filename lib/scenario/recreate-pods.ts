import type { Pod } from '#lib/model/pod.ts';
import { scaledPods } from '#lib/replicas/scaled-pods.ts';
import { isScalable, workloadOf } from '#lib/replicas/workload.ts';
import { comingPods } from '#lib/scenario/coming-pods.ts';
import { assume, type Draft } from '#lib/scenario/draft.ts';
import { scalingInput } from '#lib/scenario/scaling-input.ts';

/** A StatefulSet takes an ordinal again only when the pod that had it is gone, and on a dead node it never goes. */
export interface RecreateOptions {
  readonly ordinalsAreFree: boolean;
}

const REPLACING_KINDS: ReadonlySet<string> = new Set(['ReplicaSet', 'ReplicationController', 'StatefulSet']);

/**
 * Replaces pods that are being deleted, as their controllers do at once: each placed as the scheduler would, then
 * Running and Ready. `leaving` still stand among the draft's pods, Terminating. Bare pods, and those of a Job, do not
 * come back here.
 */
export function recreatePods(draft: Draft, leaving: readonly Pod[], options: RecreateOptions): Draft {
  const podsByOwner = new Map<string, Pod[]>();
  for (const pod of leaving) {
    const siblings = podsByOwner.get(pod.owner?.uid ?? '');
    if (siblings === undefined) podsByOwner.set(pod.owner?.uid ?? '', [pod]);
    else siblings.push(pod);
  }
  return [...podsByOwner.values()].reduce((after, pods) => recreateGroup(after, pods, options), draft);
}

function recreateGroup(draft: Draft, leaving: readonly Pod[], { ordinalsAreFree }: RecreateOptions): Draft {
  const owner = leaving[0]?.owner;
  const names = leaving.map(({ name }) => name).join(', ');
  if (owner === undefined || !REPLACING_KINDS.has(owner.kind)) {
    return assume(draft, 'assumption.not-recreated', { pods: names, count: leaving.length });
  }
  if (owner.kind === 'StatefulSet' && !ordinalsAreFree) {
    return assume(draft, 'assumption.ordinals-stay', { pods: names, count: leaving.length });
  }
  const workload = workloadOf(draft.pods.filter((pod) => pod.owner?.uid === owner.uid));
  if (!isScalable(workload)) return draft;
  const scaled = scaledPods(scalingInput(draft, workload), workload.replicas + leaving.length);
  if (scaled.added === undefined) return draft;
  const comes = comingPods(scaled.predicted, scaled.added, draft.nodes);
  const after = {
    ...draft,
    pods: scaled.pods,
    outcome: { ...draft.outcome, comes: [...draft.outcome.comes, ...comes] },
  };
  return scaled.added.assumptions.reduce(
    (current, key) => assume(current, key),
    assume(after, 'assumption.ready-at-once'),
  );
}
