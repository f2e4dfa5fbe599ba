import { createIsSelectedByAny } from '#lib/endpoint-slice/pods-of.ts';
import type { Pod } from '#lib/model/pod.ts';
import type { Service } from '#lib/model/service.ts';
import type { KubeClient } from '#lib/server/kube/kube-client.ts';
import { listPages } from '#lib/server/kube/list-pages.ts';
import { toPod } from '#lib/to-model/pod.ts';

export interface ListPodsOptions {
  readonly client: KubeClient;
  /** Of `-n`. */
  readonly namespace?: string;
  readonly services: readonly Service[];
  /** More than so many are not gathered. */
  readonly most: number;
  readonly signal: AbortSignal;
}

/**
 * The pods that a Service selects, as they are now; undefined where there are more than `most`.
 *
 * @throws KubeRequestError, such as where pods may not be listed, and whatever the signal was aborted with.
 */
export async function listPods(options: ListPodsOptions): Promise<readonly Pod[] | undefined> {
  const { client, namespace, services, most, signal } = options;
  const isSelectedByAny = createIsSelectedByAny(services);
  const pods: Pod[] = [];
  for await (const { items } of listPages(
    client,
    { resource: 'pods', ...(namespace !== undefined && { namespace }) },
    { signal },
  )) {
    for (const item of items) {
      const pod = toPod(item);
      if (pod !== undefined && isSelectedByAny(pod)) pods.push(pod);
    }
    if (pods.length > most) return undefined;
  }
  return pods;
}
