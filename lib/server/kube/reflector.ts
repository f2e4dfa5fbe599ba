import type { Clock } from '#lib/demo/clock.ts';
import { type Failure, failureOfError, KubeRequestError } from '#lib/server/kube/failure.ts';
import type { KubeClient } from '#lib/server/kube/kube-client.ts';
import { splitLines } from '#lib/server/kube/line-splitter.ts';
import { readJson } from '#lib/server/kube/read-json.ts';
import {
  IDLE_REFLECTOR,
  type ReflectorAction,
  type ReflectorInput,
  stepReflector,
} from '#lib/server/kube/reflector-machine.ts';
import { parseWatchLine } from '#lib/server/kube/watch-event.ts';
import {
  KIND_BY_RESOURCE,
  type ResourceScope,
  resourcePath,
  resourceQuery,
} from '#lib/server/kube/watched-resource.ts';
import { isRecord, type Json, list as listOf, optionalNumber, record, text } from '#lib/to-model/json.ts';

/** How one reflector stands. `listing` counts objects; `of` is absent where the server does not tell. */
export type ReflectorHealth =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'listing'; readonly done: number; readonly of?: number }
  | { readonly kind: 'live' }
  | { readonly kind: 'failing'; readonly failure: Failure; readonly verb: 'list' | 'watch' };

/** Where a reflector puts what it reads; called synchronously, in the order of the stream. */
export interface ReflectorSink<T> {
  /** A complete list: whatever is not in it is gone. */
  replace(objects: readonly T[]): void;
  upsert(object: T): void;
  remove(object: T): void;
  health(health: ReflectorHealth): void;
  /** An object was left out: without metadata, of another kind, or one that the projection cannot read. */
  skipped(): void;
}

export interface ReflectorOptions<T> {
  readonly client: KubeClient;
  readonly scope: ResourceScope;
  /** To the kept fields; undefined for what has no metadata. */
  readonly project: (object: Json) => T | undefined;
  readonly sink: ReflectorSink<T>;
  readonly clock: Clock;
  readonly random: () => number;
}

export interface Reflector {
  start(): void;
  /** Lists again, for instance because more fields are to be kept. */
  relist(): void;
  /** Opens its watch anew from the same place, or ends its wait: the connection is suspect, or the server is back. */
  resume(): void;
  stop(): void;
}

const LIST_IDLE_MILLIS = 30_000;
/** A server sends a bookmark each minute; one that sends none is asked again, from the same place. */
const WATCH_IDLE_MILLIS = 90_000;

/** Keeps a sink equal to what the API server holds, through whatever happens: the I/O around `stepReflector`. */
export function createReflector<T>(options: ReflectorOptions<T>): Reflector {
  const { client, scope, sink, clock, random } = options;
  const objectKind = KIND_BY_RESOURCE[scope.resource];
  let machine = IDLE_REFLECTOR;
  let running = new AbortController();
  let cancelWait: (() => void) | undefined;
  let items: T[] = [];

  function step(input: ReflectorInput): void {
    const { machine: next, action } = stepReflector(machine, input, random());
    machine = next;
    if (action !== undefined) perform(action);
  }

  function perform(action: ReflectorAction): void {
    switch (action.kind) {
      case 'wait':
        cancelWait = clock.after(action.millis, () => step({ kind: 'woke' }));
        return;
      case 'list':
        if (action.continueToken === '') items = [];
        void readPage(action, running.signal);
        return;
      case 'watch':
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
        await client.open(path, { signal, idleMillis: LIST_IDLE_MILLIS, refresh: action.refresh }),
      );
      if (signal.aborted) return;
      takePage(page);
    } catch (error) {
      if (signal.aborted) return;
      const failure = failureOfError(error);
      sink.health({ kind: 'failing', failure, verb: 'list' });
      step({ kind: 'list-failed', failure, laterPage });
    }
  }

  function takePage(page: Json): void {
    const metadata = record(page['metadata']);
    const resourceVersion = text(metadata['resourceVersion']);
    const whole = page['items'] === null || Array.isArray(page['items']);
    if (page['kind'] !== `${objectKind}List` || resourceVersion === '' || !whole) {
      throw new KubeRequestError({ kind: 'malformed', said: 'sends a list that is none' });
    }
    for (const item of listOf(page['items'])) keep(item, (object) => items.push(object));
    const continueToken = text(metadata['continue']);
    const remaining = continueToken === '' ? 0 : optionalNumber(metadata['remainingItemCount']);
    const of = remaining === undefined ? {} : { of: items.length + remaining };
    sink.health({ kind: 'listing', done: items.length, ...of });
    if (continueToken === '') {
      sink.replace(items);
      items = [];
    }
    step({ kind: 'page', resourceVersion, continueToken });
  }

  async function readWatch(action: ReflectorAction & { kind: 'watch' }, signal: AbortSignal): Promise<void> {
    const started = clock.now();
    let failure: Failure | undefined;
    try {
      const query = resourceQuery(scope, {
        watch: true,
        allowWatchBookmarks: true,
        resourceVersion: action.resourceVersion,
        timeoutSeconds: action.timeoutSeconds,
      });
      const path = `${resourcePath(scope)}?${query}`;
      const body = await client.open(path, { signal, idleMillis: WATCH_IDLE_MILLIS, refresh: action.refresh });
      if (signal.aborted) return;
      sink.health({ kind: 'live' });
      for await (const line of splitLines(body)) {
        if (signal.aborted) return;
        takeLine(line);
      }
    } catch (error) {
      failure = failureOfError(error);
    }
    if (signal.aborted) return;
    // Some servers send no bookmarks: silence is no failure until the next watch finds nobody there.
    if (failure?.kind === 'silent') failure = undefined;
    if (failure !== undefined) sink.health({ kind: 'failing', failure, verb: 'watch' });
    step({ kind: 'watch-ended', lasted: clock.now() - started, ...(failure !== undefined && { failure }) });
  }

  function takeLine(line: string): void {
    const event = parseWatchLine(line, objectKind);
    if (event.kind === 'skipped') {
      sink.skipped();
      return;
    }
    if (event.kind === 'object')
      keep(event.object, (object) => (event.gone ? sink.remove(object) : sink.upsert(object)));
    step({ kind: 'progress', resourceVersion: event.resourceVersion });
  }

  /** One object that cannot be read, or that the sink chokes on, costs itself and nothing else. */
  function keep(value: unknown, use: (object: T) => void): void {
    try {
      const object = isRecord(value) ? options.project(value) : undefined;
      if (object === undefined) sink.skipped();
      else use(object);
    } catch {
      sink.skipped();
    }
  }

  function interrupt(): void {
    running.abort();
    running = new AbortController();
    cancelWait?.();
    cancelWait = undefined;
  }

  return {
    start() {
      if (machine.phase !== 'idle') return;
      sink.health({ kind: 'connecting' });
      step({ kind: 'start' });
    },
    relist() {
      if (machine.phase === 'idle') return;
      interrupt();
      step({ kind: 'relist' });
    },
    resume() {
      if (machine.phase !== 'watching' && machine.phase !== 'waiting') return;
      interrupt();
      step({ kind: 'woke' });
    },
    stop() {
      interrupt();
      machine = IDLE_REFLECTOR;
    },
  };
}
