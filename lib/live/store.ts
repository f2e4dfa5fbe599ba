import type { LiveState } from '#lib/live/live-state.ts';
import type { NamespacedName } from '#lib/model/names.ts';

/** Shaped for `useSyncExternalStore(store.subscribe, () => store.getState().cluster..., ...)`. */
export interface LiveStore {
  subscribe(listener: () => void): () => void;
  /** The same object, and the same objects within it, until something in them changes. */
  getState(): LiveState;
  /** What a server rendering shows: connecting, and nothing known. */
  getServerState(): LiveState;
  /**
   * Asks for another Service's slices and pods, and for the slices of the Service behind a client mix if there is one;
   * `cluster.selected` and `cluster.clients` change when they are complete.
   */
  select(service: NamespacedName | undefined, clients?: NamespacedName): void;
  /** Opens the stream for a page of this build, which learns when the server is of another one; returns `stop`. */
  start(build?: string): () => void;
  stop(): void;
  /** Whoever was denied has signed in: asks again. */
  retry(): void;
}
