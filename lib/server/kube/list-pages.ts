import type { KubeClient } from '#lib/server/kube/kube-client.ts';
import { type ListPage, parseListPage } from '#lib/server/kube/list-page.ts';
import { readJson } from '#lib/server/kube/read-json.ts';
import {
  KIND_BY_RESOURCE,
  type ResourceScope,
  resourcePath,
  resourceQuery,
} from '#lib/server/kube/watched-resource.ts';

const PAGE = 500;
const ANSWER_IDLE_MILLIS = 30_000;

export interface ListPagesOptions {
  readonly signal: AbortSignal;
  /** `application/json` when absent. */
  readonly accept?: string;
  /** Kinds of list that may be answered beside the resource's own. */
  readonly otherKinds?: readonly string[];
}

/**
 * The newest state of a scope (no resource version), in pages of 500 objects.
 *
 * @throws KubeRequestError, and whatever the signal was aborted with.
 */
export async function* listPages(
  client: KubeClient,
  scope: ResourceScope,
  { signal, accept, otherKinds = [] }: ListPagesOptions,
): AsyncGenerator<ListPage, void, undefined> {
  const kinds = [`${KIND_BY_RESOURCE[scope.resource]}List`, ...otherKinds];
  const request = { signal, idleMillis: () => ANSWER_IDLE_MILLIS, ...(accept !== undefined && { accept }) };
  let token = '';
  do {
    const query = resourceQuery(scope, { limit: PAGE, continue: token === '' ? undefined : token });
    const page = parseListPage(await readJson(await client.open(`${resourcePath(scope)}?${query}`, request)), kinds);
    yield page;
    token = page.continueToken;
  } while (token !== '');
}
