import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { type KubeObject, withMetadata } from '#lib/demo/api-server/kube-object.ts';
import { DEPLOYMENTS, PODS, REPLICA_SETS } from '#lib/demo/api-server/resources.ts';
import type { StoreChange } from '#lib/demo/api-server/store.ts';
import type { ControllerContext, RunningController } from '#lib/demo/controllers/controller-context.ts';
import { deploymentStatus } from '#lib/demo/controllers/deployment-status.ts';
import { controllerOf, controllerReference, ownedBy } from '#lib/demo/controllers/owned-objects.ts';
import { keyParts, WorkQueue } from '#lib/demo/controllers/work-queue.ts';
import { safeEncode } from '#lib/demo/random-names.ts';
import { POD_TEMPLATE_HASH_LABEL } from '#lib/model/well-known.ts';
import { resolveFenceposts, rollingUpdateStep } from '#lib/replicas/rolling-update.ts';
import { type Json, record, stringByKey } from '#lib/to-model/json.ts';

const COMPONENT = 'deployment-controller';
const REVISION = 'deployment.kubernetes.io/revision';

/** Keeps a Deployment's ReplicaSets: one per template, replaced by rolling update or all at once (pkg/controller/deployment). */
export class DeploymentController implements RunningController {
  readonly #context: ControllerContext;
  readonly #queue: WorkQueue;
  readonly #unsubscribe: () => void;

  constructor(context: ControllerContext) {
    this.#context = context;
    this.#queue = new WorkQueue(context.clock, (key) => this.#sync(key));
    const { store } = context.registry;
    for (const { metadata } of store.list(DEPLOYMENTS)) this.#queue.add(`${metadata.namespace}/${metadata.name}`);
    this.#unsubscribe = store.subscribe((change) => this.#onChange(change));
  }

  stop(): void {
    this.#unsubscribe();
    this.#queue.stop();
  }

  #onChange({ resource, object, type }: StoreChange): void {
    const { name, namespace } = object.metadata;
    if (resource === DEPLOYMENTS) this.#queue.add(`${namespace}/${name}`);
    else if (resource === REPLICA_SETS) this.#enqueueOwner(object);
    else if (resource === PODS && type === 'DELETED') {
      // Recreate waits for the last pod to be gone, which no ReplicaSet's status tells.
      const owner = controllerOf(object);
      const replicaSet = owner && this.#context.registry.store.find(REPLICA_SETS, owner.name, namespace);
      if (replicaSet !== undefined) this.#enqueueOwner(replicaSet);
    }
  }

  #enqueueOwner(replicaSet: KubeObject): void {
    const owner = controllerOf(replicaSet);
    if (owner?.kind === 'Deployment') this.#queue.add(`${replicaSet.metadata.namespace}/${owner.name}`);
  }

  #sync(key: string): void {
    const { namespace, name } = keyParts(key);
    const { store } = this.#context.registry;
    const deployment = store.find(DEPLOYMENTS, name, namespace);
    if (deployment === undefined || deployment.metadata.deletionTimestamp !== undefined) return;
    const owned = ownedBy(deployment, store.list(REPLICA_SETS, namespace));
    const found = owned.find((replicaSet) => hasTemplateOf(replicaSet, deployment));
    const old = owned.filter((replicaSet) => replicaSet !== found).sort(byRevision);
    const isPaused = record(deployment['spec'])['paused'] === true;
    const waits = isRecreate(deployment) && this.#emptyOld(deployment, old);
    const newest = found ?? (isPaused || waits ? undefined : this.#createReplicaSet(deployment, old));
    if (newest !== undefined && !waits) this.#roll(deployment, this.#withNewestRevision(newest, old), old);
    this.#writeStatus(deployment, newest?.metadata.name);
    this.#forgetOld(deployment, old);
  }

  #createReplicaSet(deployment: KubeObject, old: readonly KubeObject[]): KubeObject {
    const { registry } = this.#context;
    const template = record(record(deployment['spec'])['template']);
    const hash = templateHash(template);
    const labels = { ...stringByKey(record(template['metadata'])['labels']), [POD_TEMPLATE_HASH_LABEL]: hash };
    const selector = record(record(deployment['spec'])['selector']);
    const matchLabels = { ...stringByKey(selector['matchLabels']), [POD_TEMPLATE_HASH_LABEL]: hash };
    return registry.create(REPLICA_SETS, {
      apiVersion: 'apps/v1',
      kind: 'ReplicaSet',
      metadata: {
        name: `${deployment.metadata.name}-${hash}`,
        namespace: deployment.metadata.namespace ?? '',
        labels,
        annotations: { [REVISION]: String(lastRevision(old) + 1) },
        ownerReferences: [controllerReference(deployment)],
      },
      spec: {
        replicas: 0,
        selector: { ...selector, matchLabels },
        template: { ...template, metadata: { ...record(template['metadata']), labels } },
      },
    });
  }

  /** A ReplicaSet that was rolled back to counts as the newest revision again. */
  #withNewestRevision(newest: KubeObject, old: readonly KubeObject[]): KubeObject {
    if (old.length === 0 || revisionOf(newest) > lastRevision(old)) return newest;
    const annotations = { ...newest.metadata.annotations, [REVISION]: String(lastRevision(old) + 1) };
    const changed = this.#context.registry.change(REPLICA_SETS, newest.metadata, (object) =>
      withMetadata(object, { annotations }),
    );
    return changed ?? newest;
  }

  #roll(deployment: KubeObject, newest: KubeObject, old: readonly KubeObject[]): void {
    const replicas = replicasOf(deployment);
    const strategy = record(record(record(deployment['spec'])['strategy'])['rollingUpdate']);
    const step =
      isRecreate(deployment) || old.every((replicaSet) => replicasOf(replicaSet) === 0)
        ? { newest: replicas, old: old.map(() => 0) }
        : rollingUpdateStep({
            replicas,
            ...resolveFenceposts(replicas, {
              maxSurge: strategy['maxSurge'],
              maxUnavailable: strategy['maxUnavailable'],
            }),
            newest: countOf(newest),
            old: old.map(countOf),
          });
    this.#scale(deployment, newest, step.newest);
    for (const [index, replicaSet] of old.entries()) this.#scale(deployment, replicaSet, step.old[index] ?? 0);
  }

  /** Recreate: scales the old ones to nothing; true while any of their pods is left. */
  #emptyOld(deployment: KubeObject, old: readonly KubeObject[]): boolean {
    for (const replicaSet of old) this.#scale(deployment, replicaSet, 0);
    const pods = this.#context.registry.store.list(PODS, deployment.metadata.namespace);
    return old.some((replicaSet) => ownedBy(replicaSet, pods).length > 0);
  }

  #scale(deployment: KubeObject, replicaSet: KubeObject, replicas: number): void {
    const before = replicasOf(replicaSet);
    if (before === replicas) return;
    const { registry, events } = this.#context;
    registry.change(REPLICA_SETS, replicaSet.metadata, (old) => ({
      ...old,
      spec: { ...record(old['spec']), replicas },
    }));
    const direction = replicas > before ? 'up' : 'down';
    const message = `Scaled ${direction} replica set ${replicaSet.metadata.name} to ${replicas}`;
    events.record(deployment, { type: 'Normal', reason: 'ScalingReplicaSet', message, component: COMPONENT });
  }

  #writeStatus(deployment: KubeObject, newestName: string | undefined): void {
    const { registry, clock } = this.#context;
    const owned = ownedBy(deployment, registry.store.list(REPLICA_SETS, deployment.metadata.namespace));
    const newest = owned.find((replicaSet) => replicaSet.metadata.name === newestName);
    const revision = newest?.metadata.annotations?.[REVISION];
    registry.change(DEPLOYMENTS, deployment.metadata, (old) => {
      const annotations = { ...old.metadata.annotations, ...(revision === undefined ? {} : { [REVISION]: revision }) };
      const status = deploymentStatus(old, { newest, owned, now: clock.now() });
      return { ...withMetadata(old, { annotations }), status };
    });
  }

  /** Keeps `revisionHistoryLimit` empty ReplicaSets to roll back to. */
  #forgetOld(deployment: KubeObject, old: readonly KubeObject[]): void {
    const limit = Number(record(deployment['spec'])['revisionHistoryLimit'] ?? 10);
    const empty = old.filter((replicaSet) => replicasOf(replicaSet) === 0 && !record(replicaSet['status'])['replicas']);
    for (const { metadata } of empty.slice(0, Math.max(0, empty.length - limit))) {
      this.#context.registry.delete(REPLICA_SETS, metadata.name, { namespace: metadata.namespace ?? '' });
    }
  }
}

function replicasOf(object: KubeObject): number {
  return Number(record(object['spec'])['replicas'] ?? 0);
}

function countOf(replicaSet: KubeObject) {
  return {
    wanted: replicasOf(replicaSet),
    available: Number(record(replicaSet['status'])['availableReplicas'] ?? 0),
  };
}

function isRecreate(deployment: KubeObject): boolean {
  return record(record(deployment['spec'])['strategy'])['type'] === 'Recreate';
}

function revisionOf(replicaSet: KubeObject): number {
  return Number(replicaSet.metadata.annotations?.[REVISION] ?? 0);
}

function lastRevision(replicaSets: readonly KubeObject[]): number {
  return Math.max(0, ...replicaSets.map(revisionOf));
}

function byRevision(left: KubeObject, right: KubeObject): number {
  return revisionOf(left) - revisionOf(right);
}

/** `EqualIgnoreHash`: the same template but for the label that the controller itself adds. */
function hasTemplateOf(replicaSet: KubeObject, deployment: KubeObject): boolean {
  const template = record(record(deployment['spec'])['template']);
  return isDeepStrictEqual(comparable(record(record(replicaSet['spec'])['template'])), comparable(template));
}

function comparable(template: Json): Json {
  const metadata = record(template['metadata']);
  const { [POD_TEMPLATE_HASH_LABEL]: _hash, ...labels } = stringByKey(metadata['labels']);
  return { ...template, metadata: { ...metadata, labels: { ...labels }, creationTimestamp: null } };
}

/** Any hash of the template does, as long as it looks like one; Kubernetes' own is that of a Go value's dump. */
function templateHash(template: Json): string {
  const digest = createHash('sha256').update(JSON.stringify(template)).digest();
  return safeEncode(String(digest.readUInt32BE(0)));
}
