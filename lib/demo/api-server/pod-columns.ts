import { AGE_COLUMN, type Column, NAME_COLUMN } from '#lib/demo/api-server/column.ts';
import type { KubeObject } from '#lib/demo/api-server/kube-object.ts';
import { list, record, text } from '#lib/to-model/json.ts';

function containerStatuses(pod: KubeObject) {
  return list(record(pod['status'])['containerStatuses']).map(record);
}

function ready(pod: KubeObject): string {
  const all = list(record(pod['spec'])['containers']).length;
  return `${containerStatuses(pod).filter((status) => status['ready'] === true).length}/${all}`;
}

/** The reason that kubectl shows (`printPod`): Terminating, a container's waiting reason, or the phase. */
function status(pod: KubeObject): string {
  const phase = text(record(pod['status'])['reason']) || text(record(pod['status'])['phase']);
  if (pod.metadata.deletionTimestamp !== undefined) return 'Terminating';
  const waiting = containerStatuses(pod)
    .map((item) => text(record(record(item['state'])['waiting'])['reason']))
    .find((reason) => reason !== '');
  return waiting ?? (phase || 'Unknown');
}

function restarts(pod: KubeObject): string {
  return String(containerStatuses(pod).reduce((sum, item) => sum + Number(item['restartCount'] ?? 0), 0));
}

export const POD_COLUMNS: readonly Column[] = [
  NAME_COLUMN,
  { name: 'Ready', cell: ready },
  { name: 'Status', cell: status },
  { name: 'Restarts', cell: restarts },
  AGE_COLUMN,
  { name: 'IP', priority: 1, cell: (pod) => text(record(pod['status'])['podIP']) || '<none>' },
  { name: 'Node', priority: 1, cell: (pod) => text(record(pod['spec'])['nodeName']) || '<none>' },
  { name: 'Nominated Node', priority: 1, cell: (pod) => text(record(pod['status'])['nominatedNodeName']) || '<none>' },
  { name: 'Readiness Gates', priority: 1, cell: () => '<none>' },
];
