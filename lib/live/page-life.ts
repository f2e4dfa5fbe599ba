/**
 * What happens to a page that its stream must know of.
 * - `visibility`: it was hidden or shown;
 * - `leave`: it goes away or is frozen, and may come back as it was (bfcache, Page Lifecycle);
 * - `return`: it has come back;
 * - `online`, `offline`: the browser has got or lost its network. A server on this machine needs none, so losing it
 *   alone is no loss.
 */
export type PageEvent = 'visibility' | 'leave' | 'return' | 'online' | 'offline';

export interface PageLife {
  isHidden(): boolean;
  isOffline(): boolean;
  /** Calls back on each event until the returned function is called. */
  subscribe(listener: (event: PageEvent) => void): () => void;
}

/** The life of the page that this runs in. Call it in the browser only. */
export function browserPageLife(): PageLife {
  return {
    isHidden: () => document.hidden,
    isOffline: () => !navigator.onLine,
    subscribe(listener) {
      const ways: readonly (readonly [target: EventTarget, type: string, listen: (event: Event) => void])[] = [
        [document, 'visibilitychange', () => listener('visibility')],
        [document, 'freeze', () => listener('leave')],
        [document, 'resume', () => listener('return')],
        [window, 'pagehide', () => listener('leave')],
        // The first showing of a page is no return: its store has just been started.
        [window, 'pageshow', (event) => 'persisted' in event && event.persisted === true && listener('return')],
        [window, 'online', () => listener('online')],
        [window, 'offline', () => listener('offline')],
      ];
      for (const [target, type, listen] of ways) target.addEventListener(type, listen);
      return () => {
        for (const [target, type, listen] of ways) target.removeEventListener(type, listen);
      };
    },
  };
}
