'use client';

import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useLive } from '#components/shell/use-live.ts';
import { useSteps } from '#components/shell/use-steps.ts';
import type { SweepAnswer } from '#lib/diagnose/sweep.ts';
import { apiUrl } from '#lib/live/api-url.ts';
import type { LiveState } from '#lib/live/live-state.ts';
import { type Cluster, lacksForAll } from '#lib/model/cluster.ts';
import { DEFAULT_URL_STATE } from '#lib/view/parse-url-state.ts';
import { sweepQuery, sweepSteps } from '#lib/view/sweep-query.ts';
import type { UrlState } from '#lib/view/url-state.ts';

const rowsOf = (state: LiveState) => state.cluster.rowByKey;

/** A slider that is dragged asks when it rests. */
const ASK_AFTER_MILLIS = 200;
/** While the cluster changes all the time, a prediction of it is asked for no more often than this. */
const ASK_AGAIN_MILLIS = 2_000;

/**
 * - `live`: nothing is supposed, the stream's rows hold;
 * - `asking`: the first answer is on its way;
 * - `predicted`: `rows` and `refused` answer the latest supposition, or one before it while the next is on its way;
 * - `failed`: the server said why in one sentence.
 */
export type Sweep =
  | { readonly kind: 'live' | 'asking' }
  | ({ readonly kind: 'predicted' } & SweepAnswer)
  | { readonly kind: 'failed'; readonly said: string };

const LIVE: Sweep = { kind: 'live' };
const ASKING: Sweep = { kind: 'asking' };

/** The rows for what the URL supposes, asked of the server again whenever that or the cluster changes. */
export function useSweep(query: string | undefined): Sweep {
  const rowByKey = useLive(rowsOf);
  const [sweep, setSweep] = useState<Sweep>(LIVE);
  const asker = useRef<Asker>(undefined);
  const isRead = rowByKey.size > 0;
  useEffect(() => {
    if (query === undefined || !isRead) {
      setSweep(LIVE);
      return;
    }
    setSweep((before) => (before.kind === 'predicted' ? before : ASKING));
    const started = startAsking(query, setSweep);
    asker.current = started;
    return () => {
      asker.current = undefined;
      started.stop();
    };
  }, [query, isRead]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: every other set of rows is another cluster to ask about
  useEffect(() => asker.current?.again(), [rowByKey]);
  return query === undefined ? LIVE : sweep;
}

interface Asker {
  /** The cluster is another one. */
  again(): void;
  stop(): void;
}

/** Asks when a slider rests, and again after a change, but never twice at a time: changes without end must not keep an answer away. */
function startAsking(query: string, onAnswer: (sweep: Sweep) => void): Asker {
  const controller = new AbortController();
  let state: 'waiting' | 'asking' | 'answered' = 'waiting';
  let isOld = false;
  let timer = window.setTimeout(run, ASK_AFTER_MILLIS);

  async function run(): Promise<void> {
    state = 'asking';
    isOld = false;
    const answer = await ask(query, controller.signal);
    if (controller.signal.aborted) return;
    onAnswer(answer);
    state = 'answered';
    if (isOld) again();
  }

  function again(): void {
    isOld = true;
    if (state !== 'answered') return;
    state = 'waiting';
    timer = window.setTimeout(run, ASK_AGAIN_MILLIS);
  }

  return {
    again,
    stop() {
      window.clearTimeout(timer);
      controller.abort();
    },
  };
}

/** The same for a cluster that was opened from a file: the page counts it itself, between frames. */
export function useOpenedSweep(cluster: Cluster | undefined, url: UrlState, selectedKey: string | undefined): Sweep {
  const { whatIf, gates, dataPlanes, mix, minor } = url;
  // Only what changes the rows: another tab is no other sweep.
  const supposed = useMemo(
    () => ({ ...DEFAULT_URL_STATE, whatIf, gates, dataPlanes, mix, ...(minor !== undefined && { minor }) }),
    [whatIf, gates, dataPlanes, mix, minor],
  );
  // Where nothing can be computed from, the rows say so, and no list is predicted.
  const supposes = cluster !== undefined && !lacksForAll(cluster) && sweepQuery(supposed, selectedKey) !== undefined;
  const answer = useSteps(useCallback(() => stepsOf(cluster, supposed, selectedKey), [cluster, supposed, selectedKey]));
  return useMemo(() => {
    if (!supposes) return LIVE;
    return answer === undefined ? ASKING : { kind: 'predicted', ...answer };
  }, [supposes, answer]);
}

function* stepsOf(
  cluster: Cluster | undefined,
  url: UrlState,
  selectedKey: string | undefined,
): Generator<void, SweepAnswer | undefined> {
  const steps = cluster && sweepSteps(cluster, url, selectedKey);
  return steps && (yield* steps);
}

async function ask(query: string, signal: AbortSignal): Promise<Sweep> {
  try {
    const response = await fetch(apiUrl(`/api/sweep?${query}`), { signal, cache: 'no-store' });
    if (!response.ok) return { kind: 'failed', said: (await response.text()).trim() };
    const { rows, refused, standIns }: SweepAnswer = await response.json();
    return { kind: 'predicted', rows, refused, standIns };
  } catch (error) {
    return { kind: 'failed', said: error instanceof Error ? error.message : String(error) };
  }
}
