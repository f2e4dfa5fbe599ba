'use client';

import { useCallback, useEffect, useSyncExternalStore } from 'react';
import { createBrowserLiveStore } from '#lib/live/browser-live-store.ts';
import { INITIAL_LIVE_STATE, type LiveState } from '#lib/live/live-state.ts';
import type { LiveStore } from '#lib/live/live-store.ts';

let store: LiveStore | undefined;
let pageBuild: string | undefined;

function liveStore(): LiveStore {
  store ??= createBrowserLiveStore(pageBuild === undefined ? {} : { build: pageBuild });
  return store;
}

const subscribe = (listener: () => void) => liveStore().subscribe(listener);

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

/** Opens the stream while the page is mounted. */
export function useStream(build: string | undefined, { service, clients }: StreamSelection): void {
  useEffect(() => {
    pageBuild = build;
    return liveStore().start();
  }, [build]);
  useEffect(() => liveStore().select(service, clients), [service, clients]);
}
