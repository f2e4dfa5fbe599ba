import { ageOf, type Column } from '#lib/demo/api-server/column.ts';
import type { KubeObject } from '#lib/demo/api-server/kube-object.ts';
import type { EpochMillis } from '#lib/model/object-meta.ts';
import { record, text } from '#lib/to-model/json.ts';

function lastSeen(event: KubeObject, now: EpochMillis): string {
  const last = ageOf(event['lastTimestamp'], now);
  return Number(event['count'] ?? 1) > 1 ? `${last} (x${event['count']} over ${firstSeen(event, now)})` : last;
}

function firstSeen(event: KubeObject, now: EpochMillis): string {
  return ageOf(event['firstTimestamp'], now);
}

function source(event: KubeObject): string {
  const { component, host } = record(event['source']);
  return [text(component), text(host)].filter((part) => part !== '').join(', ');
}

export const EVENT_COLUMNS: readonly Column[] = [
  { name: 'Last Seen', cell: lastSeen },
  { name: 'Type', cell: (event) => text(event['type']) },
  { name: 'Reason', cell: (event) => text(event['reason']) },
  {
    name: 'Object',
    cell: (event) => {
      const object = record(event['involvedObject']);
      return `${text(object['kind']).toLowerCase()}/${text(object['name'])}`;
    },
  },
  { name: 'Subobject', priority: 1, cell: (event) => text(record(event['involvedObject'])['fieldPath']) },
  { name: 'Source', priority: 1, cell: source },
  { name: 'Message', cell: (event) => text(event['message']).trim() },
  { name: 'First Seen', priority: 1, cell: firstSeen },
  { name: 'Count', type: 'integer', priority: 1, cell: (event) => Number(event['count'] ?? 1) },
  { name: 'Name', format: 'name', priority: 1, cell: (event) => event.metadata.name },
];
