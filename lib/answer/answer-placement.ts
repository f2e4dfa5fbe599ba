import { fault, nodesOf, podsOf, versionOf } from '#lib/answer/read-case.ts';
import { schedulerRulesOf } from '#lib/kube-version/scheduler-rules.ts';
import type { LabelSelector } from '#lib/model/pod.ts';
import { place } from '#lib/replicas/placement.ts';
import { toLabelSelector } from '#lib/to-model/affinity.ts';
import { type Json, list, record, text } from '#lib/to-model/json.ts';
import { toPod } from '#lib/to-model/pod.ts';
import { toService } from '#lib/to-model/service.ts';

export interface PlacementAnswer {
  readonly feasible: readonly string[];
  readonly possible: readonly string[];
  readonly likely?: string;
  /** By node: the weighted score of each plugin, and `total`. */
  readonly scores: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** By node: "plugin: reason". */
  readonly rejected: Readonly<Record<string, string>>;
  readonly unschedulable: boolean;
}

/** Where the scheduler of the case's version puts the case's pod. */
export function answerPlacement(source: Json): PlacementAnswer {
  const answer = place(placementCase(source));
  return {
    feasible: [...answer.feasible].sort(),
    possible: [...answer.possible].sort(),
    ...(answer.likely === undefined ? {} : { likely: answer.likely }),
    scores: Object.fromEntries(
      [...answer.scoresByNode].map(([node, { byPlugin, total }]) => [node, { ...byPlugin, total }]),
    ),
    rejected: Object.fromEntries(
      [...answer.rejectionByNode].map(([node, { plugin, message }]) => [node, `${plugin}: ${message}`]),
    ),
    unschedulable: answer.unschedulable,
  };
}

/** The question that the case asks. */
export function placementCase(source: Json): Parameters<typeof place>[0] {
  const pod = toPod(record(source['pod']));
  if (pod === undefined) throw fault(source, 'pod has no metadata.name');
  const selector = replicaSetSelector(source, pod.owner?.name ?? '');
  return {
    pod,
    nodes: nodesOf(source),
    pods: podsOf(source),
    services: list(source['services']).flatMap((service) => toService(record(service)) ?? []),
    ...(selector === undefined ? {} : { replicaSetSelector: selector }),
    rules: schedulerRulesOf(versionOf(source)),
  };
}

/** The selector of the ReplicaSet that owns the pod; default spreading counts what it matches. */
function replicaSetSelector(source: Json, owner: string): LabelSelector | undefined {
  const replicaSet = list(source['replicaSets'])
    .map(record)
    .find((candidate) => text(record(candidate['metadata'])['name']) === owner);
  return replicaSet && toLabelSelector(record(replicaSet['spec'])['selector']);
}
