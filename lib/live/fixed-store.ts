import { INITIAL_LIVE_STATE, type LiveState } from '#lib/live/live-state.ts';
import type { LiveStore } from '#lib/live/store.ts';
import type { NamespacedName } from '#lib/model/names.ts';
import type { EpochMillis } from '#lib/model/object-meta.ts';
import type { WireState } from '#lib/wire/wire-state.ts';

export interface FixedStoreOptions {
  /** The state for what is selected; asked again only when that changes. */
  readonly stateFor: (selection: {
    readonly service: NamespacedName | undefined;
    readonly clients: NamespacedName | undefined;
  }) => WireState;
  /** The moment that the state is of, and the page's clock at the time when it is shown. */
  readonly time: EpochMillis;
  readonly now: EpochMillis;
}

/** The page's copy of a cluster that does not change: nothing is opened, and selecting answers at once. */
export function createFixedStore({ stateFor, time, now }: FixedStoreOptions): LiveStore {
  const listeners = new Set<() => void>();
  let selection: readonly [NamespacedName | undefined, NamespacedName | undefined] = [undefined, undefined];
  let state = liveState();

  function liveState(): LiveState {
    const [service, clients] = selection;
    return {
      connection: { kind: 'live' },
      cluster: stateFor({ service, clients }),
      clockOffset: time - now,
      otherBuild: false,
    };
  }

  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    getState: () => state,
    getServerState: () => INITIAL_LIVE_STATE,
    select(service, clients) {
      if (selection[0] === service && selection[1] === clients) return;
      selection = [service, clients];
      state = liveState();
      for (const listener of [...listeners]) listener();
    },
    start: () => () => undefined,
    stop: () => undefined,
    retry: () => undefined,
  };
}
