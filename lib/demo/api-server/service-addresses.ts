import type { KubeObject } from '#lib/demo/api-server/kube-object.ts';
import { SERVICES } from '#lib/demo/api-server/resources.ts';
import { invalid } from '#lib/demo/api-server/status-error.ts';
import type { Store } from '#lib/demo/api-server/store.ts';
import { invalidValue } from '#lib/demo/api-server/validate-metadata.ts';
import type { Random } from '#lib/demo/random-names.ts';
import { type Json, list, record, text, texts } from '#lib/to-model/json.ts';

const PREFIX = '10.96.';
const SERVICE_CIDR = '10.96.0.0/16';
const FIRST_NODE_PORT = 30_000;
const NODE_PORTS = 2_768;

/**
 * Gives a Service its ClusterIP (10.96.0.0/16, at random as the API server does) and its node ports; takes both away
 * where its type has none.
 *
 * @throws StatusError Invalid when a wanted ClusterIP is taken or outside of the range.
 */
export function withServiceAddresses(store: Store, service: KubeObject, random: Random): KubeObject {
  const spec = record(service['spec']);
  if (spec['type'] === 'ExternalName') {
    const { clusterIP: _ip, clusterIPs: _ips, ipFamilies: _families, ipFamilyPolicy: _policy, ...rest } = spec;
    return { ...service, spec: rest };
  }
  const others = store.list(SERVICES).filter((other) => other.metadata.uid !== service.metadata.uid);
  const clusterIP = chooseClusterIp(service, others, random);
  const ports = withNodePorts(spec, others, random);
  return {
    ...service,
    spec: { ...spec, clusterIP, clusterIPs: [clusterIP], ...(ports === undefined ? {} : { ports }) },
  };
}

function chooseClusterIp(service: KubeObject, others: readonly KubeObject[], random: Random): string {
  const spec = record(service['spec']);
  const wanted = text(spec['clusterIP']) || (texts(spec['clusterIPs'])[0] ?? '');
  if (wanted === 'None') return wanted;
  const taken = new Set(others.map((other) => text(record(other['spec'])['clusterIP'])));
  if (wanted === '') return freeClusterIp(taken, random);
  const why = !wanted.startsWith(PREFIX)
    ? `failed to allocate IP ${wanted}: the provided IP (${wanted}) is not in the valid range. The range of valid IPs is ${SERVICE_CIDR}`
    : taken.has(wanted)
      ? `failed to allocate IP ${wanted}: provided IP is already allocated`
      : undefined;
  if (why !== undefined) {
    throw invalid(SERVICES, service.metadata.name, [invalidValue('spec.clusterIPs', [wanted], why)]);
  }
  return wanted;
}

function freeClusterIp(taken: ReadonlySet<string>, random: Random): string {
  const first = Math.floor(random() * 65_000) + 256;
  for (let step = 0; step < 65_000; step++) {
    const number = ((first + step) % 65_000) + 256;
    const ip = `${PREFIX}${number >> 8}.${number & 255}`;
    if (!taken.has(ip)) return ip;
  }
  throw new RangeError(`Cannot allocate a ClusterIP: ${SERVICE_CIDR} is full, delete a Service`);
}

function withNodePorts(spec: Json, others: readonly KubeObject[], random: Random): readonly Json[] | undefined {
  if (!Array.isArray(spec['ports'])) return undefined;
  const ports = spec['ports'].map(record);
  if (spec['type'] !== 'NodePort' && spec['type'] !== 'LoadBalancer') {
    return ports.map(({ nodePort: _nodePort, ...port }) => port);
  }
  const taken = new Set(
    others.flatMap((other) => list(record(other['spec'])['ports'])).map((port) => record(port)['nodePort']),
  );
  return ports.map((port) => {
    if (typeof port['nodePort'] === 'number' && port['nodePort'] > 0) return port;
    let nodePort = FIRST_NODE_PORT + Math.floor(random() * NODE_PORTS);
    while (taken.has(nodePort)) nodePort = FIRST_NODE_PORT + ((nodePort + 1 - FIRST_NODE_PORT) % NODE_PORTS);
    taken.add(nodePort);
    return { ...port, nodePort };
  });
}
