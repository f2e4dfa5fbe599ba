import type { ServerResponse } from 'node:http';
import { type KubeObject, withMetadata } from '#lib/demo/api-server/kube-object.ts';
import type { Representation } from '#lib/demo/api-server/representation.ts';
import { groupVersionOf, type Resource } from '#lib/demo/api-server/resources.ts';
import { expired } from '#lib/demo/api-server/status-error.ts';
import type { Store, StoreChange } from '#lib/demo/api-server/store.ts';
import type { Clock } from '#lib/demo/clock.ts';

export interface WatchRequest {
  readonly resource: Resource;
  readonly namespace: string;
  readonly matches: (object: KubeObject) => boolean;
  /** undefined: begin with what there is ("Get State and Start at Any"). */
  readonly fromVersion: number | undefined;
  readonly bookmarks: boolean;
  /** Begin with what there is and mark its end with a bookmark. */
  readonly sendInitialEvents: boolean;
  readonly timeoutMillis: number;
  readonly bookmarkMillis: number;
  readonly representation: Representation;
}

/** What a slow reader may leave unread before its watch is cut, as the API server cuts slow watchers. */
const LARGEST_BACKLOG_BYTES = 64 * 1024 * 1024;
const BOOKMARK_BEFORE_END_MILLIS = 2000;

/** Answers a watch: one JSON object a line, until the time is over, the client goes or `signal` says stop. */
export function streamWatch(
  at: { readonly store: Store; readonly clock: Clock; readonly signal: AbortSignal },
  request: WatchRequest,
  response: ServerResponse,
): void {
  response.writeHead(200, { 'Content-Type': 'application/json', 'Cache-Control': 'no-cache, private' });
  response.flushHeaders();
  const { resource } = request;
  const history = request.fromVersion === undefined ? [] : at.store.changesSince(resource, request.fromVersion);
  if (history === 'expired') {
    const gone = expired(`too old resource version: ${request.fromVersion} (${at.store.version})`);
    response.end(`${JSON.stringify({ type: 'ERROR', object: gone.status() })}\n`);
    return;
  }
  const send = (type: string, object: unknown) => {
    response.write(`${JSON.stringify({ type, object })}\n`);
    if (response.writableLength > LARGEST_BACKLOG_BYTES) response.destroy();
  };
  const cleanups: (() => void)[] = [];
  const end = () => {
    for (const cleanup of cleanups.splice(0)) cleanup();
    response.end();
  };
  const bookmark = (annotations?: Record<string, string>) => {
    send('BOOKMARK', bookmarkObject(resource, at.store.version, annotations));
  };
  const deliver = (change: StoreChange) => {
    const event = eventFor(request, change);
    if (event !== undefined) send(event.type, request.representation.one(event.object));
  };
  if (request.fromVersion === undefined || request.sendInitialEvents) {
    const present = at.store.list(resource, request.namespace).filter(request.matches);
    for (const object of present) send('ADDED', request.representation.one(object));
    if (request.sendInitialEvents) bookmark({ 'k8s.io/initial-events-end': 'true' });
  } else for (const change of history) deliver(change);
  cleanups.push(
    at.store.subscribe((change) => {
      if (change.resource === resource && change.version > (request.fromVersion ?? 0)) deliver(change);
    }),
    at.clock.after(request.timeoutMillis, end),
  );
  if (request.bookmarks) {
    cleanups.push(repeat(at.clock, request.bookmarkMillis, bookmark));
    const last = request.timeoutMillis - BOOKMARK_BEFORE_END_MILLIS;
    if (last > 0) cleanups.push(at.clock.after(last, bookmark));
  }
  at.signal.addEventListener('abort', end, { once: true });
  cleanups.push(() => at.signal.removeEventListener('abort', end));
  response.on('close', end);
}

function repeat(clock: Clock, millis: number, run: () => void): () => void {
  let cancel = () => {};
  const arm = () => {
    cancel = clock.after(millis, () => {
      run();
      arm();
    });
  };
  arm();
  return () => cancel();
}

/**
 * The event that one change is to this watch: an object that begins to match a selector is ADDED, one that no longer
 * matches is DELETED (apiserver storage/cacher `convertToWatchEvent`).
 */
function eventFor(
  request: WatchRequest,
  change: StoreChange,
): { readonly type: string; readonly object: KubeObject } | undefined {
  const { object, previous, type } = change;
  if (request.namespace !== '' && object.metadata.namespace !== request.namespace) return undefined;
  const matchesNow = type !== 'DELETED' && request.matches(object);
  const matchedBefore = previous !== undefined && request.matches(previous);
  if (matchesNow) return { type: matchedBefore ? 'MODIFIED' : 'ADDED', object };
  if (!matchedBefore || previous === undefined) return undefined;
  return { type: 'DELETED', object: withMetadata(previous, { resourceVersion: String(change.version) }) };
}

function bookmarkObject(resource: Resource, version: number, annotations?: Record<string, string>): unknown {
  return {
    kind: resource.kind,
    apiVersion: groupVersionOf(resource),
    metadata: {
      resourceVersion: String(version),
      creationTimestamp: null,
      ...(annotations === undefined ? {} : { annotations }),
    },
  };
}
