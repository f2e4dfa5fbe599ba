import { apiUrl } from '#lib/live/api-url.ts';
import type { LiveStoreOptions } from '#lib/live/live-outside.ts';
import { createLiveStore } from '#lib/live/live-store.ts';
import { browserPageLife } from '#lib/live/page-life.ts';
import type { LiveStore } from '#lib/live/store.ts';

/** A live store over the browser's own EventSource, clock, chance and visibility. Call it in the browser only. */
export function createBrowserLiveStore(options: Pick<LiveStoreOptions, 'service'> = {}): LiveStore {
  return createLiveStore({
    ...options,
    EventSource: window.EventSource,
    url: apiUrl('/api/stream'),
    clock: {
      now: () => Date.now(),
      setTimeout: (run, millis) => window.setTimeout(run, millis),
      clearTimeout: (handle) => window.clearTimeout(handle as number),
    },
    random: Math.random,
    page: browserPageLife(),
  });
}
