import type { ModelObject } from '#lib/model/cluster.ts';
import { toEndpointSlice } from '#lib/to-model/endpoint-slice.ts';
import { toHorizontalPodAutoscaler } from '#lib/to-model/horizontal-pod-autoscaler.ts';
import { isRecord, text } from '#lib/to-model/json.ts';
import { toNode } from '#lib/to-model/node.ts';
import { toPod } from '#lib/to-model/pod.ts';
import { toService } from '#lib/to-model/service.ts';

/** Projects whichever watched kind the object says it is; undefined for any other kind or without metadata. */
export function toModelObject(object: unknown): ModelObject | undefined {
  if (!isRecord(object)) return undefined;
  switch (text(object['kind'])) {
    case 'Node':
      return toNode(object, { keepLabel: () => true, keepImage: () => true });
    case 'Service':
      return toService(object);
    case 'EndpointSlice':
      return toEndpointSlice(object);
    case 'Pod':
      return toPod(object);
    case 'HorizontalPodAutoscaler':
      return toHorizontalPodAutoscaler(object);
    default:
      return undefined;
  }
}
