import { AGE_COLUMN, type Column, NAME_COLUMN } from '#lib/demo/api-server/column.ts';
import type { KubeObject } from '#lib/demo/api-server/kube-object.ts';
import { type Json, list, record, stringByKey, text, texts } from '#lib/to-model/json.ts';

/** Addresses and ports beyond these are only counted. */
const SHOWN = 3;

function specOf(object: KubeObject): Json {
  return record(object['spec']);
}

function externalIp(service: KubeObject): string {
  const spec = specOf(service);
  const external = texts(spec['externalIPs']);
  const ingress = list(record(record(service['status'])['loadBalancer'])['ingress'])
    .map(record)
    .map((item) => text(item['ip']) || text(item['hostname']));
  switch (spec['type']) {
    case 'LoadBalancer':
      return [...ingress, ...external].join(',') || '<pending>';
    case 'ExternalName':
      return text(spec['externalName']);
    default:
      return external.join(',') || '<none>';
  }
}

function servicePorts(service: KubeObject): string {
  const ports = list(specOf(service)['ports']).map(record);
  const words = ports.map((port) =>
    port['nodePort'] === undefined
      ? `${port['port']}/${port['protocol']}`
      : `${port['port']}:${port['nodePort']}/${port['protocol']}`,
  );
  return words.join(',') || '<none>';
}

function selector(service: KubeObject): string {
  const entries = Object.entries(stringByKey(specOf(service)['selector']));
  return (
    entries
      .map(([key, value]) => `${key}=${value}`)
      .sort()
      .join(',') || '<none>'
  );
}

export const SERVICE_COLUMNS: readonly Column[] = [
  NAME_COLUMN,
  { name: 'Type', cell: (service) => text(specOf(service)['type']) },
  { name: 'Cluster-IP', cell: (service) => text(specOf(service)['clusterIP']) || '<none>' },
  { name: 'External-IP', cell: externalIp },
  { name: 'Port(s)', cell: servicePorts },
  AGE_COLUMN,
  { name: 'Selector', priority: 1, cell: selector },
];

/** `formatEndpoints`: every address with every port, three of them by name. */
function endpointsCell(endpoints: KubeObject): string {
  const all = list(endpoints['subsets'])
    .map(record)
    .flatMap((subset) => {
      const addresses = list(subset['addresses']).map((address) => text(record(address)['ip']));
      const ports = list(subset['ports']).map((port) => record(port)['port']);
      if (ports.length === 0) return addresses;
      return ports.flatMap((port) => addresses.map((address) => `${address}:${port}`));
    });
  return shortened(all, '<none>', '...');
}

export const ENDPOINTS_COLUMNS: readonly Column[] = [
  NAME_COLUMN,
  { name: 'Endpoints', cell: endpointsCell },
  AGE_COLUMN,
];

function slicePorts(slice: KubeObject): string {
  const ports = list(slice['ports']).map(record);
  return shortened(
    ports.map((port) => String(port['port'] ?? '*')),
    '<unset>',
    '...',
  );
}

function sliceEndpoints(slice: KubeObject): string {
  const addresses = list(slice['endpoints']).flatMap((endpoint) => texts(record(endpoint)['addresses']));
  return shortened(addresses, '<unset>', '...');
}

function shortened(words: readonly string[], none: string, dots: string): string {
  if (words.length === 0) return none;
  const shown = words.slice(0, SHOWN).join(',');
  return words.length > SHOWN ? `${shown} + ${words.length - SHOWN} more${dots}` : shown;
}

export const ENDPOINT_SLICE_COLUMNS: readonly Column[] = [
  NAME_COLUMN,
  { name: 'AddressType', cell: (slice) => text(slice['addressType']) },
  { name: 'Ports', cell: slicePorts },
  { name: 'Endpoints', cell: sliceEndpoints },
  AGE_COLUMN,
];
