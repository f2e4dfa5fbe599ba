'use client';

import { useSyncExternalStore } from 'react';
import { createUrlStore, readUrl, type UrlSnapshot, type UrlStore } from '#components/shell/url-store.ts';

let store: UrlStore | undefined;

/** The page's one URL store; call it in the browser only. */
export function urlStore(): UrlStore {
  store ??= createUrlStore({
    search: () => window.location.search,
    push: (search) => window.history.pushState(null, '', search === '' ? window.location.pathname : search),
    replace: (search) => window.history.replaceState(null, '', search === '' ? window.location.pathname : search),
    onPop(listener) {
      window.addEventListener('popstate', listener);
      return () => window.removeEventListener('popstate', listener);
    },
    setTimeout: (run, millis) => window.setTimeout(run, millis),
    clearTimeout: (handle) => window.clearTimeout(handle as number),
  });
  return store;
}

const SERVER_SNAPSHOT = readUrl('');

/** The page's state, as its URL says; a server rendering knows no URL and shows the defaults. */
export function useUrl(): UrlSnapshot {
  return useSyncExternalStore(
    (listener) => urlStore().subscribe(listener),
    () => urlStore().getSnapshot(),
    () => SERVER_SNAPSHOT,
  );
}
