import { type KubeObject, kubeTime } from '#lib/demo/api-server/kube-object.ts';
import type { EpochMillis } from '#lib/model/object-meta.ts';
import { resolveFenceposts } from '#lib/replicas/rolling-update.ts';
import { type Json, list, record } from '#lib/to-model/json.ts';

interface Rollout {
  readonly newest: KubeObject | undefined;
  readonly owned: readonly KubeObject[];
  readonly now: EpochMillis;
}

/** A Deployment's status, from those of its ReplicaSets (pkg/controller/deployment calculateStatus, progress.go). */
export function deploymentStatus(deployment: KubeObject, { newest, owned, now }: Rollout): Json {
  const spec = record(deployment['spec']);
  const wanted = Number(spec['replicas'] ?? 0);
  const count = (field: string) =>
    owned.reduce((sum, replicaSet) => sum + Number(record(replicaSet['status'])[field] ?? 0), 0);
  const replicas = count('replicas');
  const available = count('availableReplicas');
  const updated = Number(record(newest?.['status'])['replicas'] ?? 0);
  const rolling = record(record(spec['strategy'])['rollingUpdate']);
  const { maxUnavailable } = resolveFenceposts(wanted, {
    maxSurge: rolling['maxSurge'],
    maxUnavailable: rolling['maxUnavailable'],
  });
  const isAvailable = available >= wanted - (spec['strategy'] === undefined ? 0 : maxUnavailable);
  const isComplete = updated === wanted && replicas === wanted && available === wanted;
  const name = newest?.metadata.name ?? '';
  return {
    observedGeneration: deployment.metadata.generation,
    ...positive({
      replicas,
      updatedReplicas: updated,
      readyReplicas: count('readyReplicas'),
      availableReplicas: available,
      unavailableReplicas: Math.max(0, Math.max(wanted, replicas) - available),
    }),
    conditions: [
      condition(deployment, now, {
        type: 'Available',
        status: isAvailable ? 'True' : 'False',
        reason: isAvailable ? 'MinimumReplicasAvailable' : 'MinimumReplicasUnavailable',
        message: isAvailable
          ? 'Deployment has minimum availability.'
          : 'Deployment does not have minimum availability.',
      }),
      condition(deployment, now, {
        type: 'Progressing',
        status: 'True',
        reason: isComplete ? 'NewReplicaSetAvailable' : 'ReplicaSetUpdated',
        message: `ReplicaSet "${name}" ${isComplete ? 'has successfully progressed.' : 'is progressing.'}`,
      }),
    ],
  };
}

/** Counts of 0 are left out, as Kubernetes leaves them out. */
function positive(counts: Readonly<Record<string, number>>): Json {
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));
}

interface ConditionText {
  readonly type: string;
  readonly status: 'True' | 'False';
  readonly reason: string;
  readonly message: string;
}

/** Keeps the times of a condition that says the same as before. */
function condition(deployment: KubeObject, now: EpochMillis, next: ConditionText): Json {
  const before = list(record(deployment['status'])['conditions'])
    .map(record)
    .find((item) => item['type'] === next.type);
  const time = kubeTime(now);
  if (before === undefined) return { ...next, lastUpdateTime: time, lastTransitionTime: time };
  const isSame = before['status'] === next.status && before['reason'] === next.reason;
  return {
    ...next,
    lastUpdateTime: isSame ? before['lastUpdateTime'] : time,
    lastTransitionTime: before['status'] === next.status ? before['lastTransitionTime'] : time,
  };
}
