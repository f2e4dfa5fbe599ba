import { AUTOSCALER_COLUMNS } from '#lib/demo/api-server/autoscaler-columns.ts';
import { AGE_COLUMN, type Column, NAME_COLUMN } from '#lib/demo/api-server/column.ts';
import { EVENT_COLUMNS } from '#lib/demo/api-server/event-columns.ts';
import { ENDPOINT_SLICE_COLUMNS, ENDPOINTS_COLUMNS, SERVICE_COLUMNS } from '#lib/demo/api-server/network-columns.ts';
import { NODE_COLUMNS } from '#lib/demo/api-server/node-columns.ts';
import { POD_COLUMNS } from '#lib/demo/api-server/pod-columns.ts';
import type { Resource } from '#lib/demo/api-server/resources.ts';
import { DEPLOYMENT_COLUMNS, REPLICA_SET_COLUMNS } from '#lib/demo/api-server/workload-columns.ts';
import { record } from '#lib/to-model/json.ts';

const COLUMNS_BY_RESOURCE: Readonly<Record<string, () => readonly Column[]>> = {
  pods: () => POD_COLUMNS,
  nodes: () => NODE_COLUMNS,
  services: () => SERVICE_COLUMNS,
  endpoints: () => ENDPOINTS_COLUMNS,
  endpointslices: () => ENDPOINT_SLICE_COLUMNS,
  deployments: () => DEPLOYMENT_COLUMNS,
  replicasets: () => REPLICA_SET_COLUMNS,
  events: () => EVENT_COLUMNS,
  horizontalpodautoscalers: () => AUTOSCALER_COLUMNS,
  namespaces: () => [
    NAME_COLUMN,
    { name: 'Status', cell: (object) => String(record(object['status'])['phase'] ?? '') },
    AGE_COLUMN,
  ],
  leases: () => [
    NAME_COLUMN,
    { name: 'Holder', cell: (object) => String(record(object['spec'])['holderIdentity'] ?? '') },
    AGE_COLUMN,
  ],
};

export function columnsOf(resource: Resource): readonly Column[] {
  return COLUMNS_BY_RESOURCE[resource.name]?.() ?? [NAME_COLUMN, AGE_COLUMN];
}
