import { failureOfStatus, KubeRequestError } from '#lib/server/kube/failure.ts';
import { parseJson } from '#lib/server/kube/read-json.ts';
import { type Json, record, text } from '#lib/to-model/json.ts';

export type WatchEvent =
  | { readonly kind: 'object'; readonly gone: boolean; readonly object: Json; readonly resourceVersion: string }
  /** `initialEventsEnd`: all that there was when a streaming list began has been sent. */
  | { readonly kind: 'bookmark'; readonly resourceVersion: string; readonly initialEventsEnd: boolean }
  /** An object without metadata or of another kind: left out, and the place in the stream is kept. */
  | { readonly kind: 'skipped' };

/**
 * One line of a watch of `objectKind`.
 *
 * @throws KubeRequestError: what an ERROR event reports, or malformed for a line or type that Kubernetes does not send.
 */
export function parseWatchLine(line: string, objectKind: string): WatchEvent {
  const event = parseJson(line);
  const object = record(event['object']);
  const metadata = record(object['metadata']);
  const resourceVersion = text(metadata['resourceVersion']);
  switch (event['type']) {
    case 'BOOKMARK':
      return resourceVersion === ''
        ? { kind: 'skipped' }
        : { kind: 'bookmark', resourceVersion, initialEventsEnd: isInitialEventsEnd(metadata) };
    case 'ADDED':
    case 'MODIFIED':
    case 'DELETED': {
      const usable = object['kind'] === objectKind && resourceVersion !== '' && text(metadata['name']) !== '';
      return usable
        ? { kind: 'object', gone: event['type'] === 'DELETED', object, resourceVersion }
        : { kind: 'skipped' };
    }
    case 'ERROR':
      throw new KubeRequestError(errorEventFailure(object['code']));
    default:
      throw new KubeRequestError({ kind: 'malformed', said: 'sends an event of an unknown type' });
  }
}

/** apimachinery `InitialEventsAnnotationKey`. */
function isInitialEventsEnd(metadata: Json): boolean {
  return record(metadata['annotations'])['k8s.io/initial-events-end'] === 'true';
}

/** An ERROR event ends the watch; only 410 and 429 say how to go on, all others call for a new list. */
function errorEventFailure(code: unknown): ReturnType<typeof failureOfStatus> {
  const failure = failureOfStatus(typeof code === 'number' ? code : 500);
  return failure.kind === 'gone' || failure.kind === 'throttled' ? failure : { ...failure, kind: 'malformed' };
}
