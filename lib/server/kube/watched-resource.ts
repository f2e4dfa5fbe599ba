import type { LabelSelector } from '#lib/model/pod.ts';

/** The four kinds that are read, and the one that is only where it was asked for; nothing else ever is. */
export type WatchedResource = 'nodes' | 'services' | 'endpointslices' | 'pods' | 'horizontalpodautoscalers';

export const KIND_BY_RESOURCE: Readonly<Record<WatchedResource, string>> = {
  nodes: 'Node',
  services: 'Service',
  endpointslices: 'EndpointSlice',
  pods: 'Pod',
  horizontalpodautoscalers: 'HorizontalPodAutoscaler',
};

/** autoscaling/v1 has all that is kept of an autoscaler, and every minor has it; autoscaling/v2 came with 1.23. */
const GROUP_PATH_BY_RESOURCE: Readonly<Record<WatchedResource, string>> = {
  nodes: '/api/v1',
  services: '/api/v1',
  endpointslices: '/apis/discovery.k8s.io/v1',
  pods: '/api/v1',
  horizontalpodautoscalers: '/apis/autoscaling/v1',
};

/** Where one kind stands in the API: the whole cluster's, or those of a namespace that a selector names. */
export interface ResourceScope {
  readonly resource: WatchedResource;
  readonly namespace?: string;
  readonly matchLabels?: LabelSelector['matchLabels'];
}

export function resourcePath({ resource, namespace }: ResourceScope): string {
  const group = GROUP_PATH_BY_RESOURCE[resource];
  return namespace === undefined
    ? `${group}/${resource}`
    : `${group}/namespaces/${encodeURIComponent(namespace)}/${resource}`;
}

/** The query of a list or watch; an absent value is left out, and so is an empty selector. */
export function resourceQuery(
  { matchLabels = {} }: ResourceScope,
  parameters: Readonly<Record<string, string | number | boolean | undefined>>,
): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) if (value !== undefined) query.set(name, String(value));
  const selector = Object.entries(matchLabels).map(([key, value]) => `${key}=${value}`);
  if (selector.length > 0) query.set('labelSelector', selector.join(','));
  return query.toString();
}
