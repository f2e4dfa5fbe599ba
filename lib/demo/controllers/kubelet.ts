import { type KubeObject, kubeTime } from '#lib/demo/api-server/kube-object.ts';
import { NODES, PODS } from '#lib/demo/api-server/resources.ts';
import type { ControllerContext, RunningController } from '#lib/demo/controllers/controller-context.ts';
import { PodAddresses } from '#lib/demo/controllers/pod-addresses.ts';
import { WorkQueue } from '#lib/demo/controllers/work-queue.ts';
import { nodeOf, podOf } from '#lib/demo/model-of.ts';
import { runningPodStatus } from '#lib/demo/running-pod-status.ts';
import { isNodeReady } from '#lib/model/node.ts';
import { type Json, list, record, text } from '#lib/to-model/json.ts';

/** A pod with this annotation at "false" reports itself not ready, so that a failing probe can be tried out. */
export const READY_ANNOTATION = 'zonescope.demo/ready';

/**
 * The kubelets of all nodes: a bound pod gets an address and becomes Ready after a moment, a deleted one is gone after
 * another. The kubelet of a Node that is not Ready does nothing.
 */
export class Kubelet implements RunningController {
  readonly #context: ControllerContext;
  readonly #queue: WorkQueue;
  readonly #addresses: PodAddresses;
  readonly #underWay = new Map<string, () => void>();
  readonly #unsubscribe: () => void;

  constructor(context: ControllerContext) {
    this.#context = context;
    this.#addresses = new PodAddresses(context.registry.store);
    this.#queue = new WorkQueue(context.clock, (key) => this.#sync(key));
    const { store } = context.registry;
    for (const pod of store.list(PODS)) this.#queue.add(keyOf(pod));
    this.#unsubscribe = store.subscribe(({ resource, object, type }) => {
      if (resource === PODS && type !== 'DELETED') this.#queue.add(keyOf(object));
      if (resource !== NODES) return;
      for (const pod of store.list(PODS)) {
        if (record(pod['spec'])['nodeName'] === object.metadata.name) this.#queue.add(keyOf(pod));
      }
    });
  }

  stop(): void {
    this.#unsubscribe();
    this.#queue.stop();
    for (const cancel of this.#underWay.values()) cancel();
    this.#underWay.clear();
  }

  #sync(key: string): void {
    const pod = this.#find(key);
    const node = pod && this.#nodeOf(pod);
    if (pod === undefined || node === undefined || !isAlive(node)) return;
    const phase = text(record(pod['status'])['phase']);
    const { startMillis, terminationMillis } = this.#context.delays;
    if (pod.metadata.deletionTimestamp !== undefined) {
      const grace = (pod.metadata.deletionGracePeriodSeconds ?? 0) * 1000;
      this.#later(`${key} ends`, Math.min(grace, terminationMillis), () => this.#end(key));
    } else if (phase === 'Pending') {
      const [least, most] = startMillis;
      const delay = Math.round(least + this.#context.random() * (most - least));
      this.#later(`${key} starts`, delay, () => this.#run(key));
    } else if (phase === 'Running') this.#reportReadiness(pod);
  }

  #later(task: string, millis: number, run: () => void): void {
    if (this.#underWay.has(task)) return;
    const cancel = this.#context.clock.after(millis, () => {
      this.#underWay.delete(task);
      run();
    });
    this.#underWay.set(task, cancel);
  }

  #run(key: string): void {
    const pod = this.#find(key);
    const node = pod && this.#nodeOf(pod);
    if (pod === undefined || node === undefined || pod.metadata.deletionTimestamp !== undefined) return;
    const { registry, clock, events } = this.#context;
    const now = clock.now();
    const podIP = this.#addresses.allocate(node);
    if (podIP === undefined) return;
    const run = { podIP, hostIP: internalAddress(node), startedAt: now, readyAt: now };
    const status = withReadiness(runningPodStatus(record(pod['spec']), run), wantsReady(pod), kubeTime(now));
    registry.change(PODS, pod.metadata, (old) => ({ ...old, status: { ...record(old['status']), ...status } }));
    for (const container of list(record(pod['spec'])['containers']).map(record)) {
      const message = `Started container ${text(container['name'])}`;
      events.record(pod, { type: 'Normal', reason: 'Started', message, component: 'kubelet' });
    }
  }

  #end(key: string): void {
    const pod = this.#find(key);
    const node = pod && this.#nodeOf(pod);
    if (pod === undefined || node === undefined || !isAlive(node)) return;
    const { name, namespace = '', uid = '' } = pod.metadata;
    this.#context.registry.delete(PODS, name, { namespace, uid, gracePeriodSeconds: 0 });
  }

  #reportReadiness(pod: KubeObject): void {
    if ((podOf(pod)?.ready?.status === 'True') === wantsReady(pod)) return;
    const { registry, clock } = this.#context;
    registry.change(PODS, pod.metadata, (old) => ({
      ...old,
      status: withReadiness(record(old['status']), wantsReady(pod), kubeTime(clock.now())),
    }));
  }

  #find(key: string): KubeObject | undefined {
    const [namespace = '', name = '', uid] = key.split('/');
    const pod = this.#context.registry.store.find(PODS, name, namespace);
    return pod?.metadata.uid === uid ? pod : undefined;
  }

  #nodeOf(pod: KubeObject): KubeObject | undefined {
    const nodeName = text(record(pod['spec'])['nodeName']);
    return nodeName === '' ? undefined : this.#context.registry.store.find(NODES, nodeName);
  }
}

function isAlive(node: KubeObject): boolean {
  const model = nodeOf(node);
  return model !== undefined && isNodeReady(model);
}

function keyOf(pod: KubeObject): string {
  return `${pod.metadata.namespace}/${pod.metadata.name}/${pod.metadata.uid}`;
}

function wantsReady(pod: KubeObject): boolean {
  return pod.metadata.annotations?.[READY_ANNOTATION] !== 'false';
}

function internalAddress(node: KubeObject): string {
  const addresses = list(record(node['status'])['addresses']).map(record);
  return text(addresses.find((address) => address['type'] === 'InternalIP')?.['address']);
}

/** Ready and ContainersReady of a pod's status, with the time of the change. */
export function withReadiness(status: Json, isReady: boolean, time: string): Json {
  const wanted = isReady ? 'True' : 'False';
  const conditions = list(status['conditions']).map(record);
  return {
    ...status,
    conditions: conditions.map((condition) => {
      const concerned = condition['type'] === 'Ready' || condition['type'] === 'ContainersReady';
      if (!concerned || condition['status'] === wanted) return condition;
      return { ...condition, status: wanted, lastTransitionTime: time };
    }),
    containerStatuses: list(status['containerStatuses'])
      .map(record)
      .map((container) => ({ ...container, ready: isReady })),
  };
}
