import type { Clock } from '#lib/demo/clock.ts';
import { type Audit, startAudit } from '#lib/server/kube/consistency-audit.ts';
import { type Failure, failureOfError } from '#lib/server/kube/failure.ts';
import { createIntake } from '#lib/server/kube/intake.ts';
import type { KubeClient } from '#lib/server/kube/kube-client.ts';
import { splitLines } from '#lib/server/kube/line-splitter.ts';
import { readJson } from '#lib/server/kube/read-json.ts';
import {
  IDLE_REFLECTOR,
  type ReflectorAction,
  type ReflectorInput,
  stepReflector,
} from '#lib/server/kube/reflector-machine.ts';
import type { ReflectorSink } from '#lib/server/kube/reflector-sink.ts';
import { causeOf, type WatchCause, type WatchMeter } from '#lib/server/kube/watch-meter.ts';
import {
  KIND_BY_RESOURCE,
  type ResourceScope,
  resourcePath,
  resourceQuery,
} from '#lib/server/kube/watched-resource.ts';
import type { Json } from '#lib/to-model/json.ts';

export interface ReflectorOptions<T> {
  readonly client: KubeClient;
  readonly scope: ResourceScope;
  /** To the kept fields; undefined for what has no metadata. */
  readonly project: (object: Json) => T | undefined;
  readonly sink: ReflectorSink<T>;
  readonly clock: Clock;
  readonly random: () => number;
  /** Told of what is read and why. */
  readonly meter?: WatchMeter;
}

export interface Reflector {
  start(): void;
  /** Lists again, for instance because more fields are to be kept. */
  relist(): void;
  /**
   * Opens its watch anew from the same place, or ends its wait: the connection is suspect, or the server is back. What is
   * held is audited soon after, since a server that was away may have come back with another history.
   */
  resume(): void;
  stop(): void;
}

const LIST_IDLE_MILLIS = 30_000;
/** A server that knows the streaming list sends all at once; one that does not goes quiet without having said so. */
const STREAM_IDLE_MILLIS = 15_000;
/** A server sends a bookmark each minute; one that sends none is asked again, from the same place. */
const WATCH_IDLE_MILLIS = 90_000;

/** Keeps a sink equal to what the API server holds, through whatever happens: the I/O around `stepReflector`. */
export function createReflector<T>(options: ReflectorOptions<T>): Reflector {
  const { client, scope, sink, clock, random, meter } = options;
  let machine = IDLE_REFLECTOR;
  let cause: WatchCause = 'start';
  let running = new AbortController();
  let cancelWait: (() => void) | undefined;
  const intake = createIntake({ objectKind: KIND_BY_RESOURCE[scope.resource], project: options.project, sink });
  let audit: Audit | undefined;

  function step(input: ReflectorInput): void {
    const { machine: next, action } = stepReflector(machine, input, random());
    machine = next;
    cause = causeOf(input) ?? cause;
    if (action === undefined) return;
    if (action.kind === 'stream' || (action.kind === 'list' && action.continueToken === '')) {
      meter?.readAll(scope.resource, cause);
    } else if (action.kind === 'watch' && input.kind !== 'page') meter?.reopened(scope.resource, cause);
    perform(action);
  }

  function perform(action: ReflectorAction): void {
    switch (action.kind) {
      case 'wait':
        cancelWait = clock.after(action.millis, () => step({ kind: 'woke' }));
        return;
      case 'list':
        if (action.continueToken === '') intake.begin();
        void readPage(action, running.signal);
        return;
      case 'stream':
        intake.begin();
        void readWatch(action, running.signal);
        return;
      case 'watch':
        intake.abandon();
        void readWatch(action, running.signal);
    }
  }

  async function readPage(action: ReflectorAction & { kind: 'list' }, signal: AbortSignal): Promise<void> {
    const laterPage = action.continueToken !== '';
    try {
      const query = resourceQuery(scope, {
        limit: action.limit === 0 ? undefined : action.limit,
        continue: laterPage ? action.continueToken : undefined,
      });
      const path = `${resourcePath(scope)}?${query}`;
      const page = await readJson(
        await client.open(path, { signal, idleMillis: () => LIST_IDLE_MILLIS, refresh: action.refresh }),
      );
      if (signal.aborted) return;
      step(intake.takePage(page));
    } catch (error) {
      if (signal.aborted) return;
      const failure = failureOfError(error);
      sink.health({ kind: 'failing', failure, verb: 'list' });
      step({ kind: 'list-failed', failure, laterPage });
    }
  }

  /** A watch from the last place, or a streaming list, which becomes one. */
  async function readWatch(action: ReflectorAction & { kind: 'watch' | 'stream' }, signal: AbortSignal): Promise<void> {
    const started = clock.monotonic();
    let failure: Failure | undefined;
    try {
      const body = await client.open(watchPath(action), {
        signal,
        idleMillis: () => (intake.isComing ? STREAM_IDLE_MILLIS : WATCH_IDLE_MILLIS),
        refresh: action.refresh,
      });
      if (signal.aborted) return;
      if (!intake.isComing) sink.health({ kind: 'live' });
      for await (const line of splitLines(body)) {
        if (signal.aborted) return;
        meter?.heard(scope.resource, clock.now());
        const input = intake.takeLine(line);
        if (input !== undefined && !signal.aborted) step(input);
      }
    } catch (error) {
      failure = failureOfError(error);
    }
    if (!signal.aborted) endWatch(clock.monotonic() - started, failure);
  }

  function endWatch(lasted: number, failure: Failure | undefined): void {
    if (intake.isComing) {
      const cause = failure ?? ENDED_EARLY;
      // A list follows at once, and says what is wrong if that fails too.
      if (cause.kind !== 'forbidden' && cause.kind !== 'rejected' && cause.kind !== 'silent') {
        sink.health({ kind: 'failing', failure: cause, verb: 'list' });
      }
      step({ kind: 'stream-failed', failure: cause });
      return;
    }
    // Some servers send no bookmarks: silence is no failure until the next watch finds nobody there.
    const told = failure?.kind === 'silent' ? undefined : failure;
    if (told !== undefined) sink.health({ kind: 'failing', failure: told, verb: 'watch' });
    step({ kind: 'watch-ended', lasted, ...(told !== undefined && { failure: told }) });
  }

  function watchPath(action: ReflectorAction & { kind: 'watch' | 'stream' }): string {
    const { timeoutSeconds } = action;
    const place =
      action.kind === 'stream'
        ? { sendInitialEvents: true, resourceVersionMatch: 'NotOlderThan' }
        : { resourceVersion: action.resourceVersion };
    return `${resourcePath(scope)}?${resourceQuery(scope, { watch: true, allowWatchBookmarks: true, ...place, timeoutSeconds })}`;
  }

  function interrupt(): void {
    running.abort();
    running = new AbortController();
    cancelWait?.();
    cancelWait = undefined;
  }

  function relist(inPages: boolean): void {
    if (machine.phase === 'idle') return;
    interrupt();
    step({ kind: 'relist', inPages });
  }

  return {
    start() {
      if (machine.phase !== 'idle') return;
      audit = startAudit({
        client,
        clock,
        random,
        scope,
        versionByKey: () => intake.versionByKey,
        isWatching: () => machine.phase === 'watching',
        onDifference(count) {
          sink.healed(count);
          relist(true);
        },
      });
      sink.health({ kind: 'connecting' });
      step({ kind: 'start' });
    },
    relist: () => relist(false),
    resume() {
      audit?.soon();
      if (machine.phase !== 'watching' && machine.phase !== 'waiting') return;
      interrupt();
      step({ kind: 'back' });
    },
    stop() {
      interrupt();
      audit?.stop();
      machine = IDLE_REFLECTOR;
    },
  };
}

const ENDED_EARLY: Failure = { kind: 'unanswered', said: 'ended its answer before everything was told' };
