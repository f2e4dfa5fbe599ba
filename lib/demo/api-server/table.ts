import type { KubeObject } from '#lib/demo/api-server/kube-object.ts';
import type { Resource } from '#lib/demo/api-server/resources.ts';
import { columnsOf } from '#lib/demo/api-server/table-columns.ts';
import type { EpochMillis } from '#lib/model/object-meta.ts';
import type { Json } from '#lib/to-model/json.ts';

/** How much of each object a row carries (`includeObject`). */
export type IncludeObject = 'None' | 'Metadata' | 'Object';

export interface TableOptions {
  readonly now: EpochMillis;
  readonly includeObject: IncludeObject;
  readonly listMetadata?: Json;
}

/** The `meta.k8s.io/v1` Table that kubectl prints: the columns of pkg/printers/internalversion. */
export function toTable(resource: Resource, objects: readonly KubeObject[], options: TableOptions): Json {
  const columns = columnsOf(resource);
  return {
    kind: 'Table',
    apiVersion: 'meta.k8s.io/v1',
    metadata: options.listMetadata ?? {},
    columnDefinitions: columns.map(({ name, type, format, priority }) => ({
      name,
      type: type ?? 'string',
      format: format ?? '',
      description: name,
      priority: priority ?? 0,
    })),
    rows: objects.map((object) => ({
      cells: columns.map((column) => column.cell(object, options.now)),
      ...(options.includeObject === 'None' ? {} : { object: rowObject(object, options.includeObject) }),
    })),
  };
}

function rowObject(object: KubeObject, include: IncludeObject): Json {
  if (include === 'Object') return object;
  return { kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata: object.metadata };
}
