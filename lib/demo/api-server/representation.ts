import type { ApiRequest } from '#lib/demo/api-server/api-request.ts';
import type { KubeObject } from '#lib/demo/api-server/kube-object.ts';
import type { ResourcePath } from '#lib/demo/api-server/resource-path.ts';
import { groupVersionOf } from '#lib/demo/api-server/resources.ts';
import { asServed } from '#lib/demo/api-server/served-version.ts';
import { type IncludeObject, toTable } from '#lib/demo/api-server/table.ts';
import type { EpochMillis } from '#lib/model/object-meta.ts';
import type { Json } from '#lib/to-model/json.ts';

/** How a client wants objects written: as they are, or as a Table (`kubectl get`). */
export interface Representation {
  readonly list: (objects: readonly KubeObject[], metadata: Json) => Json;
  readonly one: (object: KubeObject) => Json;
}

export function representationFor(path: ResourcePath, request: ApiRequest, now: () => EpochMillis): Representation {
  const { resource } = path;
  if (!wantsTable(request)) {
    return {
      list: (objects, metadata) => plainList(path, objects, metadata),
      one: (object) => asServed(path, object),
    };
  }
  const asked = request.query.get('includeObject');
  const includeObject: IncludeObject = asked === 'None' || asked === 'Object' ? asked : 'Metadata';
  return {
    list: (objects, metadata) => toTable(resource, objects, { now: now(), includeObject, listMetadata: metadata }),
    one: (object) => {
      const { resourceVersion } = object.metadata;
      return toTable(resource, [object], { now: now(), includeObject, listMetadata: { resourceVersion } });
    },
  };
}

function wantsTable(request: ApiRequest): boolean {
  return request.accept.split(',').some((type) => /;\s*as=Table/.test(type) && /g=meta\.k8s\.io/.test(type));
}

/** Items of a list carry neither kind nor apiVersion, as the real API server writes them. */
function plainList(path: ResourcePath, objects: readonly KubeObject[], metadata: Json): Json {
  const { resource, version } = path;
  const served = objects.map((object) => asServed(path, object));
  const items = served.map(({ kind: _kind, apiVersion: _apiVersion, ...item }) => item);
  return { kind: `${resource.kind}List`, apiVersion: groupVersionOf({ ...resource, version }), metadata, items };
}
