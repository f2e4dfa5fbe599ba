import { AGE_COLUMN, type Column, NAME_COLUMN } from '#lib/demo/api-server/column.ts';
import type { KubeObject } from '#lib/demo/api-server/kube-object.ts';
import { list, record, text } from '#lib/to-model/json.ts';

const ROLE_PREFIX = 'node-role.kubernetes.io/';

function status(node: KubeObject): string {
  const ready = list(record(node['status'])['conditions'])
    .map(record)
    .find((condition) => condition['type'] === 'Ready');
  const word = ready === undefined ? 'Unknown' : ready['status'] === 'True' ? 'Ready' : 'NotReady';
  return record(node['spec'])['unschedulable'] === true ? `${word},SchedulingDisabled` : word;
}

function roles(node: KubeObject): string {
  const labels = node.metadata.labels ?? {};
  const found = Object.entries(labels).flatMap(([key, value]) => {
    if (key.startsWith(ROLE_PREFIX) && key.length > ROLE_PREFIX.length) return [key.slice(ROLE_PREFIX.length)];
    return key === 'kubernetes.io/role' && value !== '' ? [value] : [];
  });
  return found.length === 0 ? '<none>' : [...new Set(found)].sort().join(',');
}

function address(type: string): (node: KubeObject) => string {
  return (node) => {
    const addresses = list(record(node['status'])['addresses']).map(record);
    return text(addresses.find((item) => item['type'] === type)?.['address']) || '<none>';
  };
}

function info(field: string): (node: KubeObject) => string {
  return (node) => text(record(record(node['status'])['nodeInfo'])[field]) || '<unknown>';
}

export const NODE_COLUMNS: readonly Column[] = [
  NAME_COLUMN,
  { name: 'Status', cell: status },
  { name: 'Roles', cell: roles },
  AGE_COLUMN,
  { name: 'Version', cell: (node) => text(record(record(node['status'])['nodeInfo'])['kubeletVersion']) },
  { name: 'Internal-IP', priority: 1, cell: address('InternalIP') },
  { name: 'External-IP', priority: 1, cell: address('ExternalIP') },
  { name: 'OS-Image', priority: 1, cell: info('osImage') },
  { name: 'Kernel-Version', priority: 1, cell: info('kernelVersion') },
  { name: 'Container-Runtime', priority: 1, cell: info('containerRuntimeVersion') },
];
