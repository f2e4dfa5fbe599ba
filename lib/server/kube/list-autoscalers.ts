import type { HorizontalPodAutoscaler } from '#lib/model/horizontal-pod-autoscaler.ts';
import type { KubeClient } from '#lib/server/kube/kube-client.ts';
import { listPages } from '#lib/server/kube/list-pages.ts';
import { toHorizontalPodAutoscaler } from '#lib/to-model/horizontal-pod-autoscaler.ts';

export interface ListAutoscalersOptions {
  readonly client: KubeClient;
  /** Of `-n`. */
  readonly namespace?: string;
  readonly signal: AbortSignal;
}

/**
 * All autoscalers, as they are now.
 *
 * @throws KubeRequestError, such as where they may not be listed, and whatever the signal was aborted with.
 */
export async function listAutoscalers(options: ListAutoscalersOptions): Promise<readonly HorizontalPodAutoscaler[]> {
  const { client, namespace, signal } = options;
  const scope = { resource: 'horizontalpodautoscalers', ...(namespace !== undefined && { namespace }) } as const;
  const found: HorizontalPodAutoscaler[] = [];
  for await (const { items } of listPages(client, scope, { signal })) {
    for (const item of items) {
      const autoscaler = toHorizontalPodAutoscaler(item);
      if (autoscaler !== undefined) found.push(autoscaler);
    }
  }
  return found;
}
