'use client';

import { useCallback, useEffect, useSyncExternalStore } from 'react';
import { createBrowserLiveStore } from '#lib/live/browser-live-store.ts';
import { INITIAL_LIVE_STATE, type LiveState } from '#lib/live/live-state.ts';
import type { LiveStore } from '#lib/live/store.ts';
import type { Cluster } from '#lib/model/cluster.ts';

let streamed: LiveStore | undefined;
/** A file that was dropped onto the page stands in the place of the stream, which goes on meanwhile. */
let opened: Opened | undefined;
const openListeners = new Set<() => void>();

export interface Opened {
  readonly store: LiveStore;
  /** All of what the store shows in parts. */
  readonly cluster: Cluster;
}

function streamStore(): LiveStore {
  streamed ??= createBrowserLiveStore();
  return streamed;
}

function liveStore(): LiveStore {
  return opened?.store ?? streamStore();
}

/** Shows another cluster instead of the stream's; without one, the stream's again. */
export function showInstead(shown: Opened | undefined): void {
  opened = shown;
  for (const listener of [...openListeners]) listener();
}

/** What stands in the place of the stream, if anything does. */
export function useOpened(): Opened | undefined {
  return useSyncExternalStore(
    subscribe,
    () => opened,
    () => undefined,
  );
}

function subscribe(listener: () => void): () => void {
  let unsubscribe = liveStore().subscribe(listener);
  const onOpen = (): void => {
    unsubscribe();
    unsubscribe = liveStore().subscribe(listener);
    listener();
  };
  openListeners.add(onOpen);
  return () => {
    openListeners.delete(onOpen);
    unsubscribe();
  };
}

/** One part of what came over the stream; `select` must give back the same object while nothing in it changed. */
export function useLive<Part>(select: (state: LiveState) => Part): Part {
  return useSyncExternalStore(
    subscribe,
    useCallback(() => select(liveStore().getState()), [select]),
    useCallback(() => select(INITIAL_LIVE_STATE), [select]),
  );
}

/** Somebody has signed in: the stream that was denied is asked for again. */
export function retryStream(): void {
  liveStore().retry();
}

/** What is asked for beside nodes and rows: the Service that is selected, and the one behind a client mix. */
export interface StreamSelection {
  readonly service: string | undefined;
  readonly clients?: string | undefined;
}

/** Opens the stream while the page is mounted; what is shown in its place is asked instead. */
export function useStream(build: string | undefined, { service, clients }: StreamSelection): void {
  const shown = useOpened();
  // The build comes with the start: the store is there before, for whoever read it while the page was drawn.
  useEffect(() => streamStore().start(build), [build]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another store has not been asked yet
  useEffect(() => liveStore().select(service, clients), [service, clients, shown]);
}
