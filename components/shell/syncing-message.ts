import type { Connection } from '#lib/live/connection.ts';

/** How far a sync is, by what is known of it: both counts, what has come, or nothing. */
export function syncingMessage({ done, of }: Extract<Connection, { readonly kind: 'syncing' }>) {
  if (done === undefined) return { name: 'syncing-uncounted', values: {} } as const;
  return of === undefined
    ? ({ name: 'syncing', values: { done } } as const)
    : ({ name: 'syncing-of', values: { done, of } } as const);
}
