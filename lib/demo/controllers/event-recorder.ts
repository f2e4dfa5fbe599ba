import { type KubeObject, kubeTime } from '#lib/demo/api-server/kube-object.ts';
import type { Registry } from '#lib/demo/api-server/registry.ts';
import { EVENTS } from '#lib/demo/api-server/resources.ts';

export interface RecordedEvent {
  readonly type: 'Normal' | 'Warning';
  readonly reason: string;
  readonly message: string;
  /** The controller that reports it: `endpoint-slice-controller`. */
  readonly component: string;
}

/** Events live an hour (`--event-ttl`). */
const EVENT_MILLIS = 3_600_000;

/** Writes Events as client-go's recorder does: the same one again only counts up. */
export class EventRecorder {
  readonly #registry: Registry;
  readonly #keyByEvent = new Map<string, { readonly name: string; readonly namespace: string }>();
  readonly #cancels = new Set<() => void>();
  #serial = 0;

  constructor(registry: Registry) {
    this.#registry = registry;
  }

  record(object: KubeObject, event: RecordedEvent): void {
    const { clock } = this.#registry;
    const now = kubeTime(clock.now());
    const identity = [object.metadata.uid, event.type, event.reason, event.message, event.component].join('\n');
    const known = this.#keyByEvent.get(identity);
    const counted =
      known &&
      this.#registry.change(EVENTS, known, (old) => ({
        ...old,
        count: Number(old['count'] ?? 1) + 1,
        lastTimestamp: now,
      }));
    if (counted !== undefined) return;
    const namespace = object.metadata.namespace ?? 'default';
    this.#serial += 1;
    const name = `${object.metadata.name}.${(clock.now() * 1000 + this.#serial).toString(16)}`;
    this.#registry.create(EVENTS, {
      apiVersion: 'v1',
      kind: 'Event',
      metadata: { name, namespace },
      involvedObject: involvedObject(object),
      reason: event.reason,
      message: event.message,
      source: { component: event.component },
      firstTimestamp: now,
      lastTimestamp: now,
      count: 1,
      type: event.type,
      eventTime: null,
      reportingComponent: event.component,
      reportingInstance: '',
    });
    const key = { name, namespace };
    this.#keyByEvent.set(identity, key);
    const cancel = clock.after(EVENT_MILLIS, () => {
      this.#cancels.delete(cancel);
      this.#keyByEvent.delete(identity);
      if (this.#registry.store.find(EVENTS, name, namespace)) this.#registry.delete(EVENTS, name, { namespace });
    });
    this.#cancels.add(cancel);
  }

  stop(): void {
    for (const cancel of this.#cancels) cancel();
    this.#cancels.clear();
  }
}

function involvedObject(object: KubeObject) {
  const { name, namespace, uid, resourceVersion } = object.metadata;
  return {
    kind: object.kind,
    ...(namespace === undefined ? {} : { namespace }),
    name,
    uid,
    apiVersion: object.apiVersion,
    resourceVersion,
  };
}
