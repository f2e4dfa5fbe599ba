import type { Service } from '#lib/model/service.ts';
import type { Viewers } from '#lib/server/auth/viewers.ts';
import type { Hub } from '#lib/server/hub/hub.ts';
import type { listAutoscalers } from '#lib/server/kube/list-autoscalers.ts';
import type { ListPodsOptions, listPods } from '#lib/server/kube/list-pods.ts';
import type { WatchMeter } from '#lib/server/kube/watch-meter.ts';
import type { Log } from '#lib/server/log/log.ts';

/** What one process runs, as route handlers see it. */
export interface Running {
  readonly hub: Hub;
  readonly log: Log;
  /** What the reflectors did since the start. */
  readonly meter: WatchMeter;
  /** Names beside those of loopback under which the page may be asked for. */
  readonly allowedHosts: readonly string[];
  /** Who is let in by their token; absent where nobody is asked. */
  readonly viewers?: Viewers;
  readonly build: string;
  /** The pods of these Services, listed once; absent where a file is shown, whose pods are all in the hub. */
  readonly listPods?: (
    services: readonly Service[],
    limits: Pick<ListPodsOptions, 'most' | 'signal'>,
  ) => ReturnType<typeof listPods>;
  /** All autoscalers, listed once; absent where they are not read, and where a file is shown. */
  readonly listAutoscalers?: (signal: AbortSignal) => ReturnType<typeof listAutoscalers>;
  /** How long the event loop was lately blocked at worst, in milliseconds. */
  lagMillis(): number;
  /** Says farewell to all pages, stops watching, and stops the embedded cluster if there is one. */
  close(): Promise<void>;
}

/**
 * Route handlers, `proxy.ts` and `instrumentation.ts` are bundled apart and do not share module instances, so what runs
 * hangs on `globalThis`, under a symbol that all of them find.
 */
const RUNNING = Symbol.for('zonescope.running');

const CLAIMED = Symbol.for('zonescope.claimed');

type Holder = { [RUNNING]?: Running; [CLAIMED]?: true };

/** True for the first who asks in this process: only one may boot. */
export function claimBoot(): boolean {
  const holder = globalThis as Holder;
  if (holder[CLAIMED]) return false;
  holder[CLAIMED] = true;
  return true;
}

/** What was booted has ended. */
export function releaseBoot(): void {
  delete (globalThis as Holder)[CLAIMED];
}

export function getRunning(): Running | undefined {
  return (globalThis as Holder)[RUNNING];
}

export function setRunning(running: Running | undefined): void {
  const holder = globalThis as Holder;
  if (running === undefined) delete holder[RUNNING];
  else holder[RUNNING] = running;
}
