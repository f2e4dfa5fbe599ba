import { AGE_COLUMN, type Column, NAME_COLUMN } from '#lib/demo/api-server/column.ts';
import type { KubeObject } from '#lib/demo/api-server/kube-object.ts';
import { labelSelectorText } from '#lib/demo/api-server/object-selector.ts';
import { type Json, list, record, text } from '#lib/to-model/json.ts';

function numberIn(part: 'spec' | 'status', field: string): (workload: KubeObject) => number {
  return (workload) => Number(record(workload[part])[field] ?? 0);
}

function containers(workload: KubeObject): readonly Json[] {
  return list(record(record(record(workload['spec'])['template'])['spec'])['containers']).map(record);
}

const WIDE: readonly Column[] = [
  {
    name: 'Containers',
    priority: 1,
    cell: (it) =>
      containers(it)
        .map((item) => text(item['name']))
        .join(','),
  },
  {
    name: 'Images',
    priority: 1,
    cell: (it) =>
      containers(it)
        .map((item) => text(item['image']))
        .join(','),
  },
  { name: 'Selector', priority: 1, cell: (it) => labelSelectorText(record(it['spec'])['selector']) || '<none>' },
];

export const DEPLOYMENT_COLUMNS: readonly Column[] = [
  NAME_COLUMN,
  {
    name: 'Ready',
    cell: (deployment) =>
      `${numberIn('status', 'readyReplicas')(deployment)}/${numberIn('spec', 'replicas')(deployment)}`,
  },
  { name: 'Up-to-date', type: 'integer', cell: numberIn('status', 'updatedReplicas') },
  { name: 'Available', type: 'integer', cell: numberIn('status', 'availableReplicas') },
  AGE_COLUMN,
  ...WIDE,
];

export const REPLICA_SET_COLUMNS: readonly Column[] = [
  NAME_COLUMN,
  { name: 'Desired', type: 'integer', cell: numberIn('spec', 'replicas') },
  { name: 'Current', type: 'integer', cell: numberIn('status', 'replicas') },
  { name: 'Ready', type: 'integer', cell: numberIn('status', 'readyReplicas') },
  AGE_COLUMN,
  ...WIDE,
];
