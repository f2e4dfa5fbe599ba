import type { Node } from '#lib/model/node.ts';
import { type EpochMillis, valueAt } from '#lib/model/object-meta.ts';
import type { Pod } from '#lib/model/pod.ts';
import type { Service } from '#lib/model/service.ts';
import { POD_TEMPLATE_HASH_LABEL } from '#lib/model/well-known.ts';
import { type DeletionOrder, deletionOrder } from '#lib/replicas/deletion-order.ts';
import { type ManyPlacements, placeMany } from '#lib/replicas/place-many.ts';
import type { RuleContext } from '#lib/scenario/rule-context.ts';
import type { Workload } from '#lib/scenario/workload-of.ts';

/** A workload among the nodes, at the moment at which it is scaled. */
export interface ScaleScene {
  readonly workload: Workload;
  readonly service: Service;
  readonly nodes: readonly Node[];
  /** All pods known, those of the workload among them. */
  readonly pods: readonly Pod[];
  readonly context: RuleContext;
  readonly now: EpochMillis;
}

/** In which order the workload's pods go, for every count of them at once. */
export function deletionSeries({ workload, pods, context, now }: ScaleScene): DeletionOrder {
  const own = new Set(workload.pods.map(({ uid }) => uid));
  return deletionOrder({
    pods: workload.pods,
    relatedPods:
      workload.kind === 'Deployment' ? pods.filter((pod) => !own.has(pod.uid) && isRelated(pod, workload)) : [],
    bareReplicaSet: workload.kind === 'ReplicaSet',
    rules: context.replicaRules,
    now,
  });
}

/** A StatefulSet's pods, the highest ordinal first. */
export function ordinalSeries({ pods }: Workload): readonly Pod[] {
  return pods.toSorted((left, right) => ordinalOf(right) - ordinalOf(left));
}

/** The number at the end of a StatefulSet pod's name. */
export function ordinalOf({ name }: Pod): number {
  return Number(name.slice(name.lastIndexOf('-') + 1));
}

/** Where so many more pods likely land, one after the other; the first n steps are the answer for n. */
export function placementSeries(scene: ScaleScene, count: number): ManyPlacements {
  const { workload, nodes, pods, service, context } = scene;
  const [pattern] = workload.pods;
  if (pattern === undefined || count <= 0) return NO_PLACEMENTS;
  const hash = valueAt(pattern.labels, POD_TEMPLATE_HASH_LABEL);
  const matchLabels = { ...service.selector, ...(hash === undefined ? {} : { [POD_TEMPLATE_HASH_LABEL]: hash }) };
  return placeMany({
    pod: pattern,
    nodes: nodes.toSorted(byAge),
    pods,
    services: [service],
    replicaSetSelector: { matchLabels, matchExpressions: [] },
    rules: context.schedulerRules,
    count,
    searchBudget: 0,
  });
}

const NO_PLACEMENTS: ManyPlacements = {
  steps: [],
  countsOf: () => ({ counts: [], isComplete: true }),
  assumptions: [],
};

function byAge(left: Node, right: Node): number {
  return (left.creationTime ?? 0) - (right.creationTime ?? 0) || (left.name < right.name ? -1 : 1);
}

function isRelated(pod: Pod, workload: Workload): boolean {
  return pod.owner?.kind === 'ReplicaSet' && pod.owner.name.startsWith(`${workload.name}-`);
}
