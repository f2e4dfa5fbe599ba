import type { KubeObject } from '#lib/demo/api-server/kube-object.ts';
import { kubeTime } from '#lib/demo/api-server/kube-object.ts';
import { NODES, PODS, REPLICA_SETS } from '#lib/demo/api-server/resources.ts';
import type { ControllerContext, RunningController } from '#lib/demo/controllers/controller-context.ts';
import { controllerOf } from '#lib/demo/controllers/owned-objects.ts';
import { keyParts, WorkQueue } from '#lib/demo/controllers/work-queue.ts';
import { nodesIn, podOf, podsIn, servicesIn } from '#lib/demo/model-of.ts';
import { schedulerRulesOf } from '#lib/kube-version/scheduler-rules.ts';
import type { LabelSelector } from '#lib/model/pod.ts';
import { type Placement, place } from '#lib/replicas/placement.ts';
import { toLabelSelector } from '#lib/to-model/affinity.ts';
import { type Json, list, record } from '#lib/to-model/json.ts';

const COMPONENT = 'default-scheduler';

/**
 * Binds pods to nodes, one at a time, to the node that `place` names: of several best ones the likely one, so that a
 * prediction made from the same objects comes true. A pod that fits nowhere is tried again when a node or a pod changes.
 */
export class Scheduler implements RunningController {
  readonly #context: ControllerContext;
  readonly #queue: WorkQueue;
  readonly #unschedulable = new Set<string>();
  readonly #unsubscribe: () => void;

  constructor(context: ControllerContext) {
    this.#context = context;
    this.#queue = new WorkQueue(context.clock, (key) => this.#schedule(key));
    const { store } = context.registry;
    for (const pod of store.list(PODS)) this.#enqueue(pod);
    this.#unsubscribe = store.subscribe(({ resource, object, type }) => {
      if (resource === NODES || (resource === PODS && type === 'DELETED')) this.#tryAgain();
      if (resource === PODS && type === 'ADDED') this.#enqueue(object);
    });
  }

  stop(): void {
    this.#unsubscribe();
    this.#queue.stop();
  }

  #enqueue(pod: KubeObject): void {
    if (record(pod['spec'])['nodeName'] !== undefined) return;
    this.#queue.add(`${pod.metadata.namespace}/${pod.metadata.name}`);
  }

  #tryAgain(): void {
    for (const key of this.#unschedulable) this.#queue.add(key);
  }

  #schedule(key: string): void {
    const { namespace, name } = keyParts(key);
    const { registry, version, events } = this.#context;
    this.#unschedulable.delete(key);
    const object = registry.store.find(PODS, name, namespace);
    const pod = podOf(object);
    if (object === undefined || pod === undefined || pod.nodeName !== '' || pod.deletionTime !== undefined) return;
    const selector = this.#replicaSetSelector(object);
    const placement = place({
      pod,
      nodes: nodesIn(registry.store),
      pods: podsIn(registry.store),
      services: servicesIn(registry.store),
      ...(selector === undefined ? {} : { replicaSetSelector: selector }),
      rules: schedulerRulesOf(version),
    });
    const node = placement.likely;
    if (node === undefined) {
      this.#unschedulable.add(key);
      this.#reject(object, unschedulableMessage(placement));
      return;
    }
    registry.change(PODS, object.metadata, (old) => ({
      ...old,
      spec: { ...record(old['spec']), nodeName: node },
      status: this.#withScheduled(old, { status: 'True' }),
    }));
    const message = `Successfully assigned ${key} to ${node}`;
    events.record(object, { type: 'Normal', reason: 'Scheduled', message, component: COMPONENT });
  }

  #replicaSetSelector(pod: KubeObject): LabelSelector | undefined {
    const owner = controllerOf(pod);
    if (owner?.kind !== 'ReplicaSet') return undefined;
    const replicaSet = this.#context.registry.store.find(REPLICA_SETS, owner.name, pod.metadata.namespace);
    return replicaSet && toLabelSelector(record(replicaSet['spec'])['selector']);
  }

  #reject(pod: KubeObject, message: string): void {
    const { registry, events } = this.#context;
    registry.change(PODS, pod.metadata, (old) => ({
      ...old,
      status: this.#withScheduled(old, { status: 'False', reason: 'Unschedulable', message }),
    }));
    events.record(pod, { type: 'Warning', reason: 'FailedScheduling', message, component: COMPONENT });
  }

  #withScheduled(pod: KubeObject, condition: Json): Json {
    const status = record(pod['status']);
    const conditions = list(status['conditions']).map(record);
    const before = conditions.find((item) => item['type'] === 'PodScheduled');
    const time = kubeTime(this.#context.clock.now());
    const since =
      before !== undefined && before['status'] === condition['status'] ? before['lastTransitionTime'] : time;
    const others = conditions.filter((item) => item !== before);
    const next = { type: 'PodScheduled', lastProbeTime: null, lastTransitionTime: since, ...condition };
    return { ...status, conditions: [...others, next] };
  }
}

/** "0/4 nodes are available: 1 node(s) were unschedulable, 3 node(s) had ...": `FitError.Error` of kube-scheduler. */
function unschedulableMessage({ rejectionByNode }: Placement): string {
  const countByMessage = new Map<string, number>();
  for (const { message } of rejectionByNode.values()) {
    countByMessage.set(message, (countByMessage.get(message) ?? 0) + 1);
  }
  const parts = [...countByMessage].map(([message, count]) => `${count} ${message}`).sort();
  return `0/${rejectionByNode.size} nodes are available: ${parts.join(', ')}.`;
}
