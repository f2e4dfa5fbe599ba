import type { SweepAnswer, SweepScenario } from '#lib/diagnose/sweep.ts';
import { sweepCluster } from '#lib/diagnose/sweep-cluster.ts';
import type { Hub } from '#lib/server/hub/hub.ts';
import { type Past, withPast } from '#lib/server/hub/with-past.ts';
import { runSliced } from '#lib/server/sweep/run-sliced.ts';

export interface SweepRequest {
  readonly scenario: SweepScenario;
  /** Whether it may rest on the pods that are watched, or only on what endpoints tell. */
  readonly usesPods: boolean;
  /** Who asks; undefined for this machine, whose pages cannot be told apart. */
  readonly client: string | undefined;
  /** Nobody waits any more. */
  readonly signal: AbortSignal;
}

/** `busy`: too many wait already; `gone`: nobody waits any more. */
export type Swept = { readonly kind: 'answer'; readonly body: string } | { readonly kind: 'busy' | 'gone' };

/** Answers sweeps of one hub, one after the other. */
export interface Sweeper {
  ask(request: SweepRequest): Promise<Swept>;
}

const MOST_WAITING = 16;
const MOST_WAITING_PER_CLIENT = 2;
const MOST_KEPT = 4;
/** Ages move on, and pods may have changed that no row of the list depends on. */
const KEPT_MILLIS = 10_000;

interface Kept {
  readonly revision: number;
  readonly time: number;
  readonly body: string;
}

/**
 * Sweeps cost seconds in the largest clusters, so they run one at a time for all, in slices between which the streams
 * go on. An answer is kept while the cluster stands still, and given to whoever asks the same.
 */
export function createSweeper(hub: Pick<Hub, 'cluster' | 'flipsOf' | 'lastChangeOf' | 'state'>): Sweeper {
  const keptByScenario = new Map<string, Kept>();
  const waiting: { readonly client: string | undefined }[] = [];
  let last: Promise<unknown> = Promise.resolve();

  async function answer({ scenario, usesPods, signal }: SweepRequest): Promise<Swept> {
    const name = JSON.stringify([scenario, usesPods]);
    const { revision } = hub.state;
    const kept = keptByScenario.get(name);
    if (kept?.revision === revision && Date.now() - kept.time < KEPT_MILLIS) return { kind: 'answer', body: kept.body };
    const cluster = hub.cluster();
    if (signal.aborted || cluster === undefined) return { kind: 'gone' };
    const known = usesPods ? cluster : { ...cluster, pods: [] };
    const swept = await runSliced(sweepCluster(known, scenario), signal);
    if (swept === undefined) return { kind: 'gone' };
    const body = JSON.stringify({ time: cluster.now, ...rowsWithPast(swept, hub) });
    keptByScenario.delete(name);
    const [oldest] = keptByScenario.keys();
    if (keptByScenario.size >= MOST_KEPT && oldest !== undefined) keptByScenario.delete(oldest);
    keptByScenario.set(name, { revision, time: Date.now(), body });
    return { kind: 'answer', body };
  }

  return {
    async ask(request) {
      const own = waiting.filter(({ client }) => client !== undefined && client === request.client).length;
      if (waiting.length >= MOST_WAITING || own >= MOST_WAITING_PER_CLIENT) return { kind: 'busy' };
      const place = { client: request.client };
      waiting.push(place);
      const before = last;
      const mine = (async () => {
        await before;
        return request.signal.aborted ? ({ kind: 'gone' } as const) : answer(request);
      })();
      last = mine.catch(() => undefined);
      try {
        return await mine;
      } finally {
        waiting.splice(waiting.indexOf(place), 1);
      }
    },
  };
}

/** What has been, no supposition changes. */
function rowsWithPast({ rows, ...answer }: SweepAnswer, past: Past): SweepAnswer {
  return { ...answer, rows: rows.map((row) => withPast(row, past)) };
}
