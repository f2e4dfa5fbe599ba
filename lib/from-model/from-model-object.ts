import { fromAutoscaler } from '#lib/from-model/from-autoscaler.ts';
import { fromNode } from '#lib/from-model/from-node.ts';
import { fromPod } from '#lib/from-model/from-pod.ts';
import { fromService } from '#lib/from-model/from-service.ts';
import { fromSlice } from '#lib/from-model/from-slice.ts';
import type { ModelObject } from '#lib/model/cluster.ts';
import type { Json } from '#lib/to-model/json.ts';

/** An object as `kubectl get -o json` prints it, with the kept fields only: reading it again gives the same object. */
export function fromModelObject(object: ModelObject): Json {
  switch (object.kind) {
    case 'Node':
      return fromNode(object);
    case 'Service':
      return fromService(object);
    case 'EndpointSlice':
      return fromSlice(object);
    case 'Pod':
      return fromPod(object);
    case 'HorizontalPodAutoscaler':
      return fromAutoscaler(object);
  }
}
