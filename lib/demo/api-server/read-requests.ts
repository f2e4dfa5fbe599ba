import type { ServerResponse } from 'node:http';
import { type ApiRequest, isTrue, queryNumber } from '#lib/demo/api-server/api-request.ts';
import { fieldMatcher } from '#lib/demo/api-server/field-selector.ts';
import type { KubeObject } from '#lib/demo/api-server/kube-object.ts';
import { labelMatcher } from '#lib/demo/api-server/label-selector.ts';
import type { ListPages } from '#lib/demo/api-server/list-pages.ts';
import type { Registry } from '#lib/demo/api-server/registry.ts';
import { representationFor } from '#lib/demo/api-server/representation.ts';
import type { ResourcePath } from '#lib/demo/api-server/resource-path.ts';
import { scaleOf } from '#lib/demo/api-server/scale.ts';
import { badRequest, StatusError } from '#lib/demo/api-server/status-error.ts';
import { streamWatch } from '#lib/demo/api-server/watch-stream.ts';
import type { Json } from '#lib/to-model/json.ts';

export interface ReadContext {
  readonly registry: Registry;
  readonly pages: ListPages;
  readonly signal: AbortSignal;
  readonly bookmarkMillis: number;
}

/** Without `timeoutSeconds` a watch ends after 30 to 60 minutes (`--min-request-timeout`). */
const WATCH_MILLIS = 1_800_000;

/** GET of one object or of its scale. */
export function readObject(context: ReadContext, request: ApiRequest, path: ResourcePath): Json {
  const object = context.registry.store.get(path.resource, path.name, path.namespace);
  if (path.subresource === 'scale') return scaleOf(object);
  return representationFor(path, request, () => context.registry.clock.now()).one(object);
}

/** GET of a collection: all of it or, with `limit`, a page. */
export function listObjects(context: ReadContext, request: ApiRequest, path: ResourcePath): Json {
  const { store, clock } = context.registry;
  const limit = queryNumber(request, 'limit') ?? 0;
  const wanted = queryNumber(request, 'resourceVersion') ?? 0;
  if (wanted > store.version) throw tooLarge(wanted, store.version);
  const token = request.query.get('continue') ?? '';
  const matches = matcherOf(request, path);
  const page =
    token === ''
      ? context.pages.first(
          { version: store.version, objects: store.list(path.resource, path.namespace).filter(matches) },
          limit,
        )
      : context.pages.next(token, limit);
  const metadata = {
    resourceVersion: String(page.version),
    ...(page.continueToken === '' ? {} : { continue: page.continueToken, remainingItemCount: page.remaining }),
  };
  return representationFor(path, request, () => clock.now()).list(page.objects, metadata);
}

/** GET with `watch=true`, of a collection or of one object. */
export function watchObjects(
  context: ReadContext,
  exchange: { readonly request: ApiRequest; readonly response: ServerResponse },
  path: ResourcePath,
): void {
  const { request, response } = exchange;
  const { store, clock } = context.registry;
  const version = queryNumber(request, 'resourceVersion') ?? 0;
  const matches = matcherOf(request, path);
  streamWatch(
    { store, clock, signal: context.signal },
    {
      resource: path.resource,
      namespace: path.namespace,
      matches: path.name === '' ? matches : (object) => object.metadata.name === path.name && matches(object),
      fromVersion: version === 0 ? undefined : version,
      bookmarks: isTrue(request, 'allowWatchBookmarks'),
      sendInitialEvents: isTrue(request, 'sendInitialEvents'),
      timeoutMillis: (queryNumber(request, 'timeoutSeconds') || WATCH_MILLIS / 1000) * 1000,
      bookmarkMillis: context.bookmarkMillis,
      representation: representationFor(path, request, () => clock.now()),
    },
    response,
  );
}

/** Both selectors of a request as one predicate; also for deletecollection. */
export function matcherOf(request: ApiRequest, path: ResourcePath): (object: KubeObject) => boolean {
  const byLabel = labelMatcher(request.query.get('labelSelector') ?? '');
  const byField = fieldMatcher(path.resource, request.query.get('fieldSelector') ?? '');
  if (request.query.has('continue') && request.query.has('resourceVersion')) {
    const version = request.query.get('resourceVersion');
    if (version !== '' && version !== '0') {
      throw badRequest('specifying resource version is not allowed when using continue');
    }
  }
  return (object) => byLabel(object.metadata.labels ?? {}) && byField(object);
}

function tooLarge(wanted: number, current: number): StatusError {
  return new StatusError(504, 'Timeout', `Too large resource version: ${wanted}, current: ${current}`, {
    causes: [{ reason: 'ResourceVersionTooLarge', message: 'Too large resource version' }],
    retryAfterSeconds: 1,
  });
}
