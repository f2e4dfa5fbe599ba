import type { KindStore } from '#lib/server/hub/kind-store.ts';

/** Where a watch on demand puts what it reads, and says how it stands. */
export interface ObjectSink<T, State extends string> extends Pick<KindStore<T>, 'replace' | 'upsert' | 'remove'> {
  state(state: State): void;
}
