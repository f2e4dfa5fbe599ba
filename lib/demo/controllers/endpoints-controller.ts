import { isDeepStrictEqual } from 'node:util';
import type { KubeObject } from '#lib/demo/api-server/kube-object.ts';
import { ENDPOINTS, NODES, PODS, SERVICES } from '#lib/demo/api-server/resources.ts';
import type { StoreChange } from '#lib/demo/api-server/store.ts';
import type { ControllerContext, RunningController } from '#lib/demo/controllers/controller-context.ts';
import { keyParts, WorkQueue } from '#lib/demo/controllers/work-queue.ts';
import { nodesIn, podOf, podsIn, serviceOf, servicesIn } from '#lib/demo/model-of.ts';
import { desiredEndpoints } from '#lib/endpoint-slice/desired-endpoints.ts';
import { isSelected } from '#lib/endpoint-slice/is-selected.ts';
import { servicesQueuedByPod } from '#lib/endpoint-slice/sync-triggers.ts';
import type { Endpoint } from '#lib/model/endpoint-slice.ts';
import { namespacedName } from '#lib/model/names.ts';
import type { Json } from '#lib/to-model/json.ts';

/**
 * Keeps a Service's v1 Endpoints, for `kubectl get endpoints`. It says of each pod what the EndpointSlice rules say,
 * without terminating pods, which Endpoints do not know.
 */
export class EndpointsController implements RunningController {
  readonly #context: ControllerContext;
  readonly #queue: WorkQueue;
  readonly #unsubscribe: () => void;

  constructor(context: ControllerContext) {
    this.#context = context;
    this.#queue = new WorkQueue(context.clock, (key) => this.#sync(key));
    const { store } = context.registry;
    for (const service of servicesIn(store)) this.#queue.add(namespacedName(service));
    this.#unsubscribe = store.subscribe((change) => this.#onChange(change));
  }

  stop(): void {
    this.#unsubscribe();
    this.#queue.stop();
  }

  #onChange(change: StoreChange): void {
    const { store } = this.#context.registry;
    if (change.resource === SERVICES) {
      this.#queue.add(namespacedName({ namespace: '', ...change.object.metadata }));
    } else if (change.resource === PODS) {
      const now = change.type === 'DELETED' ? undefined : podOf(change.object);
      const services = servicesIn(store, change.object.metadata.namespace);
      for (const service of servicesQueuedByPod(services, podOf(change.previous), now)) {
        this.#queue.add(namespacedName(service));
      }
    } else if (change.resource === NODES && change.type !== 'MODIFIED') {
      for (const service of servicesIn(store)) this.#queue.add(namespacedName(service));
    }
  }

  #sync(key: string): void {
    const { namespace, name } = keyParts(key);
    const { registry } = this.#context;
    const service = registry.store.find(SERVICES, name, namespace);
    const old = registry.store.find(ENDPOINTS, name, namespace);
    if (service === undefined) {
      if (old !== undefined) registry.delete(ENDPOINTS, name, { namespace });
      return;
    }
    const subsets = this.#subsets(service);
    if (subsets === undefined) return;
    const labels = service.metadata.labels ?? {};
    if (old === undefined) {
      const metadata = { name, namespace, labels };
      registry.create(ENDPOINTS, { apiVersion: 'v1', kind: 'Endpoints', metadata, ...subsets });
    } else if (!isDeepStrictEqual(old['subsets'], subsets.subsets) || !isDeepStrictEqual(old.metadata.labels, labels)) {
      const { subsets: _old, ...rest } = old;
      registry.update(ENDPOINTS, { ...rest, ...old, metadata: { ...old.metadata, labels }, ...subsets });
    }
  }

  /** undefined for a Service without selector: its Endpoints are somebody else's. */
  #subsets(object: KubeObject): { readonly subsets: readonly Json[] } | undefined {
    const { registry, controllerRules } = this.#context;
    const service = serviceOf(object);
    if (service === undefined || Object.keys(service.selector ?? {}).length === 0) return undefined;
    const pods = podsIn(registry.store, service.namespace).filter((pod) => isSelected(pod, service));
    const { groupByPortMap } = desiredEndpoints(pods, {
      service,
      addressType: 'IPv4',
      nodeByName: new Map(nodesIn(registry.store).map((node) => [node.name, node])),
      rules: { ...controllerRules, missingNode: 'skips-the-pod', writesTerminatingConditions: false },
    });
    const subsets = [...groupByPortMap.values()]
      .filter((group) => group.endpoints.length > 0)
      .map(({ endpoints, ports }) => ({
        ...addressesOf('addresses', service.namespace, endpoints.filter(isReady)),
        ...addressesOf(
          'notReadyAddresses',
          service.namespace,
          endpoints.filter((endpoint) => !isReady(endpoint)),
        ),
        ports: ports.map((port) => ({ ...port })),
      }));
    return { subsets };
  }
}

function isReady(endpoint: Endpoint): boolean {
  return endpoint.conditions.ready === true;
}

function addressesOf(field: string, namespace: string, endpoints: readonly Endpoint[]): Json {
  if (endpoints.length === 0) return {};
  const sorted = endpoints.toSorted((left, right) => ((left.addresses[0] ?? '') < (right.addresses[0] ?? '') ? -1 : 1));
  const addresses = sorted.map(({ addresses: [ip], nodeName, targetRef }) => ({
    ip,
    nodeName,
    targetRef: { kind: targetRef?.kind, namespace, name: targetRef?.name, uid: targetRef?.uid },
  }));
  return { [field]: addresses };
}
