import { type KubeObject, withMetadata } from '#lib/demo/api-server/kube-object.ts';
import {
  DEPLOYMENTS,
  ENDPOINT_SLICES,
  PODS,
  REPLICA_SETS,
  type Resource,
  SERVICES,
} from '#lib/demo/api-server/resources.ts';
import type { ControllerContext, RunningController } from '#lib/demo/controllers/controller-context.ts';
import { WorkQueue } from '#lib/demo/controllers/work-queue.ts';

const OWNERS: readonly Resource[] = [DEPLOYMENTS, REPLICA_SETS, SERVICES];
const OWNED: readonly Resource[] = [DEPLOYMENTS, REPLICA_SETS, PODS, ENDPOINT_SLICES];

/** Deletes what an object owned once that object is gone, in the background. */
export class GarbageCollector implements RunningController {
  readonly #context: ControllerContext;
  readonly #queue: WorkQueue;
  readonly #unsubscribe: () => void;

  constructor(context: ControllerContext) {
    this.#context = context;
    this.#queue = new WorkQueue(context.clock, (uid) => this.#collect(uid));
    this.#unsubscribe = context.registry.store.subscribe((change) => {
      const { uid } = change.object.metadata;
      if (change.type === 'DELETED' && OWNERS.includes(change.resource) && uid) this.#queue.add(uid);
    });
  }

  stop(): void {
    this.#unsubscribe();
    this.#queue.stop();
  }

  #collect(ownerUid: string): void {
    const { registry } = this.#context;
    for (const resource of OWNED) {
      for (const object of registry.store.list(resource)) this.#release(resource, object, ownerUid);
    }
  }

  #release(resource: Resource, object: KubeObject, ownerUid: string): void {
    const { registry } = this.#context;
    const owners = object.metadata.ownerReferences ?? [];
    const left = owners.filter((owner) => owner.uid !== ownerUid);
    if (left.length === owners.length) return;
    const { name, namespace } = object.metadata;
    if (left.length === 0) registry.delete(resource, name, namespace === undefined ? {} : { namespace });
    else registry.change(resource, object.metadata, (old) => withMetadata(old, { ownerReferences: left }));
  }
}
