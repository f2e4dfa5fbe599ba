import { parseListPage } from '#lib/server/kube/list-page.ts';
import type { ReflectorInput } from '#lib/server/kube/reflector-machine.ts';
import type { ReflectorSink } from '#lib/server/kube/reflector-sink.ts';
import { emptySnapshot, placeOf, type Snapshot } from '#lib/server/kube/snapshot.ts';
import { parseWatchLine, type WatchEvent } from '#lib/server/kube/watch-event.ts';
import type { Json } from '#lib/to-model/json.ts';

export interface IntakeOptions<T> {
  /** "Node". */
  readonly objectKind: string;
  /** To the kept fields; undefined for what has no metadata. */
  readonly project: (object: Json) => T | undefined;
  readonly sink: ReflectorSink<T>;
}

/**
 * What a reflector makes of the bytes it is sent, before it knows what to do next: objects go to the sink, their versions are
 * remembered for the audit, and the machine's input comes back.
 */
export interface Intake {
  /** By `placeOf`; of all that the server holds, as far as it has told. */
  readonly versionByKey: ReadonlyMap<string, string>;
  /** Everything is being read and not yet complete. */
  readonly isComing: boolean;
  /** Everything is about to be read; what is held stays until it is complete. */
  begin(): void;
  /** What was being read is thrown away: a watch goes on from what is held. */
  abandon(): void;
  /** @throws KubeRequestError (malformed). */
  takePage(json: Json): ReflectorInput;
  /** @throws KubeRequestError: see `parseWatchLine`. */
  takeLine(line: string): ReflectorInput | undefined;
}

const REPORT_EACH = 500;

type Told = Exclude<WatchEvent, { kind: 'skipped' }>;

export function createIntake<T>({ objectKind, project, sink }: IntakeOptions<T>): Intake {
  let coming: Snapshot<T> | undefined;
  let versionByKey = new Map<string, string>();

  function collect(snapshot: Snapshot<T>, object: Json, gone: boolean): void {
    const place = placeOf(object);
    if (place === undefined) {
      sink.skipped();
      return;
    }
    snapshot.objectByKey.delete(place.key);
    if (gone) snapshot.versionByKey.delete(place.key);
    else {
      snapshot.versionByKey.set(place.key, place.version);
      keep(object, (kept) => snapshot.objectByKey.set(place.key, kept));
    }
  }

  function show(snapshot: Snapshot<T>): void {
    coming = undefined;
    versionByKey = snapshot.versionByKey;
    sink.replace([...snapshot.objectByKey.values()]);
  }

  /** The version of a synthetic ADDED event is the object's, not a place in the stream, and is not kept. */
  function takeInitial(snapshot: Snapshot<T>, event: Told): ReflectorInput | undefined {
    if (event.kind === 'object') {
      collect(snapshot, event.object, event.gone);
      const done = snapshot.objectByKey.size;
      if (done % REPORT_EACH === 0) sink.health({ kind: 'listing', done });
      return undefined;
    }
    if (!event.initialEventsEnd) return undefined;
    show(snapshot);
    sink.health({ kind: 'live' });
    return { kind: 'streamed', resourceVersion: event.resourceVersion };
  }

  function follow(event: Told): ReflectorInput {
    if (event.kind === 'object') {
      const place = placeOf(event.object);
      if (place !== undefined && event.gone) versionByKey.delete(place.key);
      else if (place !== undefined) versionByKey.set(place.key, place.version);
      keep(event.object, event.gone ? sink.remove : sink.upsert);
    }
    return { kind: 'progress', resourceVersion: event.resourceVersion };
  }

  /** One object that cannot be read, or that the sink chokes on, costs itself and nothing else. */
  function keep(json: Json, use: (object: T) => void): void {
    try {
      const object = project(json);
      if (object === undefined) sink.skipped();
      else use(object);
    } catch {
      sink.skipped();
    }
  }

  return {
    get versionByKey() {
      return versionByKey;
    },
    get isComing() {
      return coming !== undefined;
    },
    begin() {
      coming = emptySnapshot();
    },
    abandon() {
      coming = undefined;
    },
    takePage(json) {
      const { items, junk, resourceVersion, continueToken, remaining } = parseListPage(json, [`${objectKind}List`]);
      const snapshot = coming ?? emptySnapshot<T>();
      for (const item of items) collect(snapshot, item, false);
      for (let count = 0; count < junk; count += 1) sink.skipped();
      const done = snapshot.objectByKey.size;
      sink.health({ kind: 'listing', done, ...(remaining !== undefined && { of: done + remaining }) });
      if (continueToken === '') show(snapshot);
      return { kind: 'page', resourceVersion, continueToken };
    },
    takeLine(line) {
      const event = parseWatchLine(line, objectKind);
      if (event.kind === 'skipped') {
        sink.skipped();
        return undefined;
      }
      return coming === undefined ? follow(event) : takeInitial(coming, event);
    },
  };
}
