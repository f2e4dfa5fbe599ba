import { type KubeObject, kubeTime } from '#lib/demo/api-server/kube-object.ts';
import { AUTOSCALERS, DEPLOYMENTS, REPLICA_SETS, type Resource } from '#lib/demo/api-server/resources.ts';
import type { StoreChange } from '#lib/demo/api-server/store.ts';
import type { ControllerContext, RunningController } from '#lib/demo/controllers/controller-context.ts';
import { keyParts, WorkQueue } from '#lib/demo/controllers/work-queue.ts';
import { record, text } from '#lib/to-model/json.ts';

const COMPONENT = 'horizontal-pod-autoscaler';
const SCALED: ReadonlyMap<string, Resource> = new Map([
  ['Deployment', DEPLOYMENTS],
  ['ReplicaSet', REPLICA_SETS],
]);

/**
 * Keeps what each HorizontalPodAutoscaler scales within its range (pkg/controller/podautoscaler). Nothing is measured
 * here: inside of the range it asks for what there is.
 */
export class AutoscalerController implements RunningController {
  readonly #context: ControllerContext;
  readonly #queue: WorkQueue;
  readonly #unsubscribe: () => void;

  constructor(context: ControllerContext) {
    this.#context = context;
    this.#queue = new WorkQueue(context.clock, (key) => this.#sync(key));
    const { store } = context.registry;
    for (const autoscaler of store.list(AUTOSCALERS)) this.#enqueue(autoscaler);
    this.#unsubscribe = store.subscribe((change) => this.#onChange(change));
  }

  stop(): void {
    this.#unsubscribe();
    this.#queue.stop();
  }

  #enqueue({ metadata: { namespace, name } }: KubeObject): void {
    this.#queue.add(`${namespace}/${name}`);
  }

  #onChange({ resource, object }: StoreChange): void {
    if (resource === AUTOSCALERS) this.#enqueue(object);
    if (resource !== DEPLOYMENTS && resource !== REPLICA_SETS) return;
    const { name, namespace } = object.metadata;
    for (const autoscaler of this.#context.registry.store.list(AUTOSCALERS, namespace)) {
      const target = targetOf(autoscaler);
      if (target.resource === resource && target.name === name) this.#enqueue(autoscaler);
    }
  }

  #sync(key: string): void {
    const { namespace, name } = keyParts(key);
    const { registry } = this.#context;
    const autoscaler = registry.store.find(AUTOSCALERS, name, namespace);
    if (autoscaler === undefined) return;
    const target = targetOf(autoscaler);
    const scaled = target.resource && registry.store.find(target.resource, target.name, namespace);
    if (scaled === undefined || target.resource === undefined) return;
    const current = Number(record(scaled['spec'])['replicas'] ?? 0);
    const desired = desiredOf(autoscaler, current);
    if (desired !== current) this.#scale({ resource: target.resource, scaled, autoscaler }, desired);
    this.#writeStatus(autoscaler, { current, desired });
  }

  #scale(
    about: { readonly resource: Resource; readonly scaled: KubeObject; readonly autoscaler: KubeObject },
    replicas: number,
  ): void {
    const { registry, events } = this.#context;
    const before = Number(record(about.scaled['spec'])['replicas'] ?? 0);
    registry.change(about.resource, about.scaled.metadata, (old) => ({
      ...old,
      spec: { ...record(old['spec']), replicas },
    }));
    const reason =
      replicas > before
        ? 'Current number of replicas below Spec.MinReplicas'
        : 'Current number of replicas above Spec.MaxReplicas';
    const message = `New size: ${replicas}; reason: ${reason}`;
    events.record(about.autoscaler, { type: 'Normal', reason: 'SuccessfulRescale', message, component: COMPONENT });
  }

  #writeStatus(
    { metadata }: KubeObject,
    { current, desired }: { readonly current: number; readonly desired: number },
  ): void {
    const { registry, clock } = this.#context;
    registry.change(AUTOSCALERS, metadata, (old) => ({
      ...old,
      status: {
        ...record(old['status']),
        currentReplicas: current,
        desiredReplicas: desired,
        ...(desired !== current && { lastScaleTime: kubeTime(clock.now()) }),
      },
    }));
  }
}

function targetOf(autoscaler: KubeObject): { readonly resource: Resource | undefined; readonly name: string } {
  const target = record(record(autoscaler['spec'])['scaleTargetRef']);
  return { resource: SCALED.get(text(target['kind'])), name: text(target['name']) };
}

/** What was scaled to nothing by hand stays at it: autoscaling is off until it is scaled up again. */
function desiredOf(autoscaler: KubeObject, current: number): number {
  const spec = record(autoscaler['spec']);
  if (current === 0) return 0;
  return Math.min(Number(spec['maxReplicas']), Math.max(Number(spec['minReplicas']), current));
}
