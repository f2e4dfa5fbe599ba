import type { Failure } from '#lib/server/kube/failure.ts';

/** How one reflector stands. `listing` counts objects; `of` is absent where the server does not tell. */
export type ReflectorHealth =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'listing'; readonly done: number; readonly of?: number }
  | { readonly kind: 'live' }
  | { readonly kind: 'failing'; readonly failure: Failure; readonly verb: 'list' | 'watch' };

/** Where a reflector puts what it reads; called synchronously, in the order of the stream. */
export interface ReflectorSink<T> {
  /** A complete list: whatever is not in it is gone. */
  replace(objects: readonly T[]): void;
  upsert(object: T): void;
  remove(object: T): void;
  health(health: ReflectorHealth): void;
  /** An object was left out: without metadata, of another kind, or one that the projection cannot read. */
  skipped(): void;
  /** An audit found so many objects that no event had told of; what is held is being read anew. */
  healed(count: number): void;
}
