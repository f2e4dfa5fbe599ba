import { isDeepStrictEqual } from 'node:util';
import { type KubeObject, kubeTime } from '#lib/demo/api-server/kube-object.ts';
import { NODES, PODS } from '#lib/demo/api-server/resources.ts';
import type { ControllerContext, RunningController } from '#lib/demo/controllers/controller-context.ts';
import { withReadiness } from '#lib/demo/controllers/kubelet.ts';
import { WorkQueue } from '#lib/demo/controllers/work-queue.ts';
import { nodeOf } from '#lib/demo/model-of.ts';
import { isNodeReady, type Node } from '#lib/model/node.ts';
import { type Json, list, record, text } from '#lib/to-model/json.ts';

/** A Node with this annotation at "true" is as if its kubelet had gone silent and the grace period were over. */
export const DOWN_ANNOTATION = 'zonescope.demo/down';

const COMPONENT = 'node-controller';
const NOT_READY = 'node.kubernetes.io/not-ready';
const UNREACHABLE = 'node.kubernetes.io/unreachable';
const UNSCHEDULABLE = 'node.kubernetes.io/unschedulable';
const KEPT_BY_CONTROLLER = [NOT_READY, UNREACHABLE, UNSCHEDULABLE];

/**
 * What the controller manager does for Nodes: a pod network for a new one, taints of one that is not Ready or cordoned,
 * its pods unready at once and deleted after their tolerationSeconds (pkg/controller/nodelifecycle, tainteviction).
 */
export class NodeController implements RunningController {
  readonly #context: ControllerContext;
  readonly #queue: WorkQueue;
  readonly #evictionByPod = new Map<string, () => void>();
  readonly #unsubscribe: () => void;

  constructor(context: ControllerContext) {
    this.#context = context;
    this.#queue = new WorkQueue(context.clock, (name) => this.#sync(name));
    const { store } = context.registry;
    for (const node of store.list(NODES)) this.#queue.add(node.metadata.name);
    this.#unsubscribe = store.subscribe(({ resource, object, type }) => {
      if (resource === NODES) this.#queue.add(object.metadata.name);
      if (resource === PODS && type === 'DELETED') this.#cancelEviction(object);
    });
  }

  stop(): void {
    this.#unsubscribe();
    this.#queue.stop();
    for (const cancel of this.#evictionByPod.values()) cancel();
    this.#evictionByPod.clear();
  }

  #sync(name: string): void {
    const { registry } = this.#context;
    if (registry.store.find(NODES, name) === undefined) {
      for (const pod of this.#podsOn(name)) this.#deletePod(pod, 0);
      return;
    }
    const node = registry.change(NODES, { name }, (old) =>
      this.#withTaints(this.#withCondition(this.#withNetwork(old))),
    );
    const model = nodeOf(node);
    if (model === undefined) return;
    const isWell = isNodeReady(model) && !model.taints.some((taint) => taint.effect === 'NoExecute');
    if (isWell && this.#evictionByPod.size === 0) return;
    for (const pod of this.#podsOn(name)) this.#follow(pod, model);
  }

  #withNetwork(node: KubeObject): KubeObject {
    const spec = record(node['spec']);
    if (spec['podCIDR'] !== undefined) return node;
    const nodes = this.#context.registry.store.list(NODES);
    const taken = new Set(nodes.map((other) => record(other['spec'])['podCIDR']));
    for (let network = 0; network < 65_536; network++) {
      const podCIDR = `10.${244 + (network >> 8)}.${network & 255}.0/24`;
      if (!taken.has(podCIDR)) return { ...node, spec: { ...spec, podCIDR, podCIDRs: [podCIDR] } };
    }
    return node;
  }

  /** The annotation turns the Ready condition to Unknown, as a kubelet's silence would, and back. */
  #withCondition(node: KubeObject): KubeObject {
    const isDown = node.metadata.annotations?.[DOWN_ANNOTATION] === 'true';
    const status = record(node['status']);
    const conditions = list(status['conditions']).map(record);
    const ready = conditions.find((condition) => condition['type'] === 'Ready');
    const wasDown = ready?.['reason'] === 'NodeStatusUnknown';
    if (ready === undefined || isDown === wasDown) return node;
    const next = isDown
      ? { status: 'Unknown', reason: 'NodeStatusUnknown', message: 'Kubelet stopped posting node status.' }
      : { status: 'True', reason: 'KubeletReady', message: 'kubelet is posting ready status' };
    const changed = { ...ready, ...next, lastTransitionTime: kubeTime(this.#context.clock.now()) };
    return { ...node, status: { ...status, conditions: conditions.map((item) => (item === ready ? changed : item)) } };
  }

  #withTaints(node: KubeObject): KubeObject {
    const model = nodeOf(node);
    const spec = record(node['spec']);
    const before = list(spec['taints']).map(record);
    const others = before.filter((taint) => !KEPT_BY_CONTROLLER.includes(text(taint['key'])));
    const taints = [...others, ...this.#wantedTaints(model, spec)];
    const same = isDeepStrictEqual(taints.map(untimed), before.map(untimed));
    if (same) return node;
    const { taints: _taints, ...rest } = spec;
    return { ...node, spec: taints.length === 0 ? rest : { ...rest, taints } };
  }

  #wantedTaints(node: Node | undefined, spec: Json): readonly Json[] {
    const timeAdded = kubeTime(this.#context.clock.now());
    const key = node?.ready?.status === 'False' ? NOT_READY : UNREACHABLE;
    const sick = node?.ready === undefined || isNodeReady(node) ? [] : ['NoSchedule', 'NoExecute'];
    return [
      ...sick.map((effect) => ({ key, effect, timeAdded })),
      ...(spec['unschedulable'] === true ? [{ key: UNSCHEDULABLE, effect: 'NoSchedule', timeAdded }] : []),
    ];
  }

  #podsOn(nodeName: string): readonly KubeObject[] {
    const pods = this.#context.registry.store.list(PODS);
    return pods.filter((pod) => record(pod['spec'])['nodeName'] === nodeName);
  }

  #follow(pod: KubeObject, node: Node): void {
    const { registry, clock } = this.#context;
    if (node.ready !== undefined && !isNodeReady(node)) {
      registry.change(PODS, pod.metadata, (old) => ({
        ...old,
        status: withReadiness(record(old['status']), false, kubeTime(clock.now())),
      }));
    }
    const taint = node.taints.find((item) => item.effect === 'NoExecute' && KEPT_BY_CONTROLLER.includes(item.key));
    if (taint === undefined) this.#cancelEviction(pod);
    else this.#planEviction(pod, taint.key);
  }

  #planEviction(pod: KubeObject, taintKey: string): void {
    const key = pod.metadata.uid ?? '';
    if (this.#evictionByPod.has(key) || pod.metadata.deletionTimestamp !== undefined) return;
    const toleration = list(record(pod['spec'])['tolerations'])
      .map(record)
      .filter((item) => (item['effect'] ?? 'NoExecute') === 'NoExecute')
      .find((item) => item['key'] === taintKey || item['key'] === undefined);
    const seconds = toleration === undefined ? 0 : toleration['tolerationSeconds'];
    if (typeof seconds !== 'number') return;
    const cancel = this.#context.clock.after(seconds * 1000, () => {
      this.#evictionByPod.delete(key);
      const { events } = this.#context;
      const message = `Marking for deletion Pod ${pod.metadata.namespace}/${pod.metadata.name}`;
      events.record(pod, { type: 'Normal', reason: 'TaintManagerEviction', message, component: COMPONENT });
      this.#deletePod(pod);
    });
    this.#evictionByPod.set(key, cancel);
  }

  #cancelEviction(pod: KubeObject): void {
    const key = pod.metadata.uid ?? '';
    this.#evictionByPod.get(key)?.();
    this.#evictionByPod.delete(key);
  }

  #deletePod(pod: KubeObject, gracePeriodSeconds?: number): void {
    const { store } = this.#context.registry;
    const { name, namespace = '', uid } = pod.metadata;
    if (store.find(PODS, name, namespace)?.metadata.uid !== uid) return;
    this.#context.registry.delete(PODS, name, {
      namespace,
      ...(gracePeriodSeconds === undefined ? {} : { gracePeriodSeconds }),
    });
  }
}

function untimed(taint: Json): Json {
  return { key: taint['key'], value: taint['value'], effect: taint['effect'] };
}
