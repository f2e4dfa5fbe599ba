import { isDeepStrictEqual } from 'node:util';
import { type KubeObject, withMetadata } from '#lib/demo/api-server/kube-object.ts';
import { ENDPOINT_SLICES, NODES, PODS, SERVICES } from '#lib/demo/api-server/resources.ts';
import { StatusError } from '#lib/demo/api-server/status-error.ts';
import type { StoreChange } from '#lib/demo/api-server/store.ts';
import type { ControllerContext, RunningController } from '#lib/demo/controllers/controller-context.ts';
import { keyParts, WorkQueue } from '#lib/demo/controllers/work-queue.ts';
import { fromEndpointSlice, sliceLabels } from '#lib/demo/from-model.ts';
import { nodeOf, nodesIn, podOf, podsIn, serviceOf, servicesIn, sliceOf, slicesIn } from '#lib/demo/model-of.ts';
import { generatedName } from '#lib/demo/random-names.ts';
import { type Reconciled, reconcileService } from '#lib/endpoint-slice/reconcile-service.ts';
import {
  nodesNeedCounting,
  overloadedServices,
  servicesQueuedByPod,
  sliceChangeQueuesService,
} from '#lib/endpoint-slice/sync-triggers.ts';
import { type CpuRatios, cpuRatios } from '#lib/hints/cpu-ratios.ts';
import { EMPTY_HINT_MEMORY, type HintMemory } from '#lib/hints/hint-memory.ts';
import type { ControllerRules } from '#lib/kube-version/controller-rules.ts';
import type { EndpointSlice } from '#lib/model/endpoint-slice.ts';
import { type NamespacedName, namespacedName } from '#lib/model/names.ts';

const COMPONENT = 'endpoint-slice-controller';

/**
 * The EndpointSlice controller over the store. What it writes is decided by `reconcileService`, when it looks by
 * `sync-triggers`. Unless `strict`, every change of a Node counts the nodes anew and syncs every Service, and existing
 * endpoints learn their node's zone in every minor.
 */
export class EndpointSliceController implements RunningController {
  readonly #context: ControllerContext;
  readonly #rules: ControllerRules;
  readonly #queue: WorkQueue;
  readonly #memoryByService = new Map<NamespacedName, HintMemory>();
  readonly #unsubscribe: () => void;
  #ratios: CpuRatios;
  /** True while it writes: its own slices are no news to it. */
  #isWriting = false;

  constructor(context: ControllerContext) {
    this.#context = context;
    this.#rules = context.strict ? context.controllerRules : { ...context.controllerRules, comparesNodes: true };
    this.#queue = new WorkQueue(context.clock, (key) => this.#sync(key));
    const { store } = context.registry;
    this.#ratios = cpuRatios(nodesIn(store), this.#rules);
    for (const service of servicesIn(store)) this.#queue.add(namespacedName(service));
    this.#unsubscribe = store.subscribe((change) => this.#onChange(change));
  }

  stop(): void {
    this.#unsubscribe();
    this.#queue.stop();
  }

  #onChange(change: StoreChange): void {
    const object = change.type === 'DELETED' ? undefined : change.object;
    const previous = change.previous;
    switch (change.resource) {
      case SERVICES:
        this.#queue.add(namespacedName({ namespace: '', ...change.object.metadata }));
        break;
      case PODS: {
        const services = servicesIn(this.#context.registry.store, change.object.metadata.namespace);
        const queued = servicesQueuedByPod(services, podOf(previous), podOf(object));
        for (const service of queued) this.#queue.add(namespacedName(service));
        break;
      }
      case ENDPOINT_SLICES: {
        const slice = sliceOf(object ?? previous);
        if (!this.#isWriting && slice !== undefined && sliceChangeQueuesService(sliceOf(previous), sliceOf(object))) {
          this.#queue.add(`${slice.namespace}/${slice.serviceName}`);
        }
        break;
      }
      case NODES:
        this.#onNodeChange(previous, object);
        break;
    }
  }

  #onNodeChange(previous: KubeObject | undefined, object: KubeObject | undefined): void {
    const { store } = this.#context.registry;
    if (this.#context.strict && !nodesNeedCounting(nodeOf(previous), nodeOf(object), this.#rules)) return;
    this.#ratios = cpuRatios(nodesIn(store), this.#rules);
    const services = this.#context.strict
      ? overloadedServices(this.#memoryByService, this.#ratios)
      : servicesIn(store).map(namespacedName);
    for (const service of services) this.#queue.add(service);
  }

  #sync(key: NamespacedName): void {
    const { namespace, name } = keyParts(key);
    const { registry, events, random } = this.#context;
    const object = registry.store.find(SERVICES, name, namespace);
    const service = serviceOf(object);
    if (object === undefined || service === undefined) {
      this.#memoryByService.delete(key);
      return;
    }
    const result = reconcileService({
      service,
      pods: podsIn(registry.store, namespace),
      nodes: nodesIn(registry.store),
      slices: slicesIn(registry.store, namespace),
      rules: this.#rules,
      state: this.#memoryByService.get(key) ?? EMPTY_HINT_MEMORY,
      ratios: this.#ratios,
      newSliceName: () => generatedName(`${name}-`, random),
    });
    this.#isWriting = true;
    this.#write(object, result);
    this.#isWriting = false;
    for (const event of result.events) events.record(object, { ...event, component: COMPONENT });
    this.#memoryByService.set(key, result.state);
    if (result.error !== undefined) throw new StatusError(500, 'InternalError', result.error);
  }

  #write(service: KubeObject, { toCreate, toUpdate, toDelete, unchanged }: Reconciled): void {
    const { registry } = this.#context;
    for (const slice of toCreate) registry.create(ENDPOINT_SLICES, fromEndpointSlice(slice, service));
    for (const slice of toUpdate) this.#update(slice, service);
    for (const slice of toDelete) registry.delete(ENDPOINT_SLICES, slice.name, { namespace: slice.namespace });
    for (const slice of unchanged) {
      const labels = sliceLabels(slice, service);
      registry.change(ENDPOINT_SLICES, slice, (old) =>
        isDeepStrictEqual(old.metadata.labels, labels) ? old : withMetadata(old, { labels }),
      );
    }
  }

  #update(slice: EndpointSlice, service: KubeObject): void {
    const wanted = fromEndpointSlice(slice, service);
    this.#context.registry.change(ENDPOINT_SLICES, slice, (old) => ({
      ...wanted,
      metadata: { ...old.metadata, labels: wanted.metadata.labels ?? {} },
    }));
  }
}
