import { KubeRequestError } from '#lib/server/kube/failure.ts';
import { isRecord, type Json, list, optionalNumber, record, text } from '#lib/to-model/json.ts';

/** One answer to a list request. */
export interface ListPage {
  readonly items: readonly Json[];
  /** Items that are no objects. */
  readonly junk: number;
  readonly resourceVersion: string;
  /** '' on the last page. */
  readonly continueToken: string;
  /** How many come after this page; absent where the server does not tell. */
  readonly remaining?: number;
}

/**
 * A page as `kinds` may name it ("NodeList"). `items: null` is how Go writes an empty list; anything else that is no
 * array, another kind or a list without version is no list, and must not be taken for an empty cluster.
 *
 * @throws KubeRequestError (malformed).
 */
export function parseListPage(page: Json, kinds: readonly string[]): ListPage {
  const metadata = record(page['metadata']);
  const resourceVersion = text(metadata['resourceVersion']);
  const whole = page['items'] === null || Array.isArray(page['items']);
  if (!kinds.includes(text(page['kind'])) || resourceVersion === '' || !whole) {
    throw new KubeRequestError({ kind: 'malformed', said: 'sends a list that is none' });
  }
  const values = list(page['items']);
  const items = values.filter(isRecord);
  const continueToken = text(metadata['continue']);
  const remaining = continueToken === '' ? 0 : optionalNumber(metadata['remainingItemCount']);
  return {
    items,
    junk: values.length - items.length,
    resourceVersion,
    continueToken,
    ...(remaining !== undefined && { remaining }),
  };
}
