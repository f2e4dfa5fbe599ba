import type { KubeObject } from '#lib/demo/api-server/kube-object.ts';
import { PODS, REPLICA_SETS } from '#lib/demo/api-server/resources.ts';
import type { StoreChange } from '#lib/demo/api-server/store.ts';
import type { ControllerContext, RunningController } from '#lib/demo/controllers/controller-context.ts';
import { controllerOf, controllerReference, ownedBy } from '#lib/demo/controllers/owned-objects.ts';
import { keyParts, WorkQueue } from '#lib/demo/controllers/work-queue.ts';
import { podOf } from '#lib/demo/model-of.ts';
import type { Pod } from '#lib/model/pod.ts';
import { isPodActive } from '#lib/replicas/active-pod.ts';
import { scaleDown } from '#lib/replicas/scale-down.ts';
import { type Json, list, record } from '#lib/to-model/json.ts';

const COMPONENT = 'replicaset-controller';

/** Keeps as many pods as each ReplicaSet asks for; which ones go is decided by `scaleDown` (pkg/controller/replicaset). */
export class ReplicaSetController implements RunningController {
  readonly #context: ControllerContext;
  readonly #queue: WorkQueue;
  readonly #unsubscribe: () => void;

  constructor(context: ControllerContext) {
    this.#context = context;
    this.#queue = new WorkQueue(context.clock, (key) => this.#sync(key));
    const { store } = context.registry;
    for (const { metadata } of store.list(REPLICA_SETS)) this.#queue.add(`${metadata.namespace}/${metadata.name}`);
    this.#unsubscribe = store.subscribe((change) => this.#onChange(change));
  }

  stop(): void {
    this.#unsubscribe();
    this.#queue.stop();
  }

  #onChange({ resource, object }: StoreChange): void {
    const { name, namespace } = object.metadata;
    if (resource === REPLICA_SETS) this.#queue.add(`${namespace}/${name}`);
    if (resource !== PODS) return;
    const owner = controllerOf(object);
    if (owner?.kind === 'ReplicaSet') this.#queue.add(`${namespace}/${owner.name}`);
  }

  #sync(key: string): void {
    const { namespace, name } = keyParts(key);
    const { store } = this.#context.registry;
    const replicaSet = store.find(REPLICA_SETS, name, namespace);
    if (replicaSet === undefined || replicaSet.metadata.deletionTimestamp !== undefined) return;
    const pods = ownedBy(replicaSet, store.list(PODS, namespace));
    const active = modelsOf(pods).filter(isPodActive);
    const missing = Number(record(replicaSet['spec'])['replicas'] ?? 0) - active.length;
    for (let created = 0; created < missing; created++) this.#createPod(replicaSet);
    if (missing < 0) this.#deletePods(replicaSet, pods);
    this.#writeStatus(replicaSet);
  }

  #createPod(replicaSet: KubeObject): void {
    const { registry, events } = this.#context;
    const template = record(record(replicaSet['spec'])['template']);
    const { creationTimestamp: _none, ...metadata } = record(template['metadata']);
    const pod = registry.create(PODS, {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {
        ...metadata,
        name: '',
        generateName: `${replicaSet.metadata.name}-`,
        namespace: replicaSet.metadata.namespace ?? '',
        ownerReferences: [controllerReference(replicaSet)],
      },
      spec: template['spec'],
    });
    const message = `Created pod: ${pod.metadata.name}`;
    events.record(replicaSet, { type: 'Normal', reason: 'SuccessfulCreate', message, component: COMPONENT });
  }

  #deletePods(replicaSet: KubeObject, pods: readonly KubeObject[]): void {
    const { registry, events, clock, replicaRules } = this.#context;
    const { victims } = scaleDown({
      pods: modelsOf(pods),
      relatedPods: modelsOf(this.#podsOfSiblings(replicaSet)),
      bareReplicaSet: controllerOf(replicaSet) === undefined,
      replicas: Number(record(replicaSet['spec'])['replicas'] ?? 0),
      now: clock.now(),
      rules: replicaRules,
    });
    for (const { name, namespace } of victims) {
      registry.delete(PODS, name, { namespace });
      const message = `Deleted pod: ${name}`;
      events.record(replicaSet, { type: 'Normal', reason: 'SuccessfulDelete', message, component: COMPONENT });
    }
  }

  /** The pods of the other ReplicaSets of the same Deployment. */
  #podsOfSiblings(replicaSet: KubeObject): readonly KubeObject[] {
    const deployment = controllerOf(replicaSet);
    const { store } = this.#context.registry;
    const { namespace } = replicaSet.metadata;
    if (deployment === undefined) return [];
    const siblings = store
      .list(REPLICA_SETS, namespace)
      .filter((other) => other !== replicaSet && controllerOf(other)?.uid === deployment.uid)
      .filter((other) => other.metadata.uid !== replicaSet.metadata.uid);
    return siblings.flatMap((sibling) => ownedBy(sibling, store.list(PODS, namespace)));
  }

  #writeStatus(replicaSet: KubeObject): void {
    const { registry } = this.#context;
    const { namespace } = replicaSet.metadata;
    const active = modelsOf(ownedBy(replicaSet, registry.store.list(PODS, namespace))).filter(isPodActive);
    const ready = active.filter((pod) => pod.ready?.status === 'True').length;
    registry.change(REPLICA_SETS, replicaSet.metadata, (old) => ({
      ...old,
      status: {
        replicas: active.length,
        ...(active.length === 0 ? {} : { fullyLabeledReplicas: active.length }),
        ...(ready === 0 ? {} : { readyReplicas: ready, availableReplicas: ready }),
        observedGeneration: old.metadata.generation,
      } satisfies Json,
    }));
  }
}

function modelsOf(pods: readonly KubeObject[]): readonly Pod[] {
  return list(pods.map(podOf)).filter((pod): pod is Pod => pod !== undefined);
}
