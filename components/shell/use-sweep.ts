'use client';

import { useEffect, useRef, useState } from 'react';
import { useLive } from '#components/shell/use-live.ts';
import { apiUrl } from '#lib/live/api-url.ts';
import type { LiveState } from '#lib/live/live-state.ts';
import type { ServiceRow } from '#lib/model/service-row.ts';

const rowsOf = (state: LiveState) => state.cluster.rowByKey;

/** A slider that is dragged asks when it rests. */
const ASK_AFTER_MILLIS = 200;
/** While the cluster changes all the time, a prediction of it is asked for no more often than this. */
const ASK_AGAIN_MILLIS = 2_000;

/**
 * - `live`: nothing is supposed, the stream's rows hold;
 * - `asking`: the first answer is on its way;
 * - `predicted`: `rows` are the answer to the latest supposition, or to one before it while the next is on its way;
 * - `failed`: the server said why in one sentence.
 */
export type Sweep =
  | { readonly kind: 'live' | 'asking' }
  | { readonly kind: 'predicted'; readonly rows: readonly ServiceRow[] }
  | { readonly kind: 'failed'; readonly said: string };

const LIVE: Sweep = { kind: 'live' };
const ASKING: Sweep = { kind: 'asking' };

/** The rows for what the URL supposes, asked of the server again whenever that or the cluster changes. */
export function useSweep(query: string | undefined): Sweep {
  const rowByKey = useLive(rowsOf);
  const [sweep, setSweep] = useState<Sweep>(LIVE);
  const asked = useRef<{ query: string; time: number }>(undefined);
  useEffect(() => {
    if (query === undefined || rowByKey.size === 0) {
      setSweep(LIVE);
      asked.current = undefined;
      return;
    }
    setSweep((before) => (before.kind === 'predicted' ? before : ASKING));
    const controller = new AbortController();
    const isSame = asked.current?.query === query;
    const since = Date.now() - (asked.current?.time ?? 0);
    const wait = isSame ? Math.max(ASK_AFTER_MILLIS, ASK_AGAIN_MILLIS - since) : ASK_AFTER_MILLIS;
    const timer = window.setTimeout(async () => {
      asked.current = { query, time: Date.now() };
      const answer = await ask(query, controller.signal);
      if (!controller.signal.aborted) setSweep(answer);
    }, wait);
    return () => {
      window.clearTimeout(timer);
      controller.abort();
    };
  }, [query, rowByKey]);
  return query === undefined ? LIVE : sweep;
}

async function ask(query: string, signal: AbortSignal): Promise<Sweep> {
  try {
    const response = await fetch(apiUrl(`/api/sweep?${query}`), { signal, cache: 'no-store' });
    if (!response.ok) return { kind: 'failed', said: (await response.text()).trim() };
    const { rows }: { readonly rows: readonly ServiceRow[] } = await response.json();
    return { kind: 'predicted', rows };
  } catch (error) {
    return { kind: 'failed', said: error instanceof Error ? error.message : String(error) };
  }
}
