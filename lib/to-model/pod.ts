import type {
  Container,
  ContainerPort,
  ContainerRestarts,
  OwnerReference,
  Pod,
  ResourceRequests,
  Toleration,
  TopologySpreadConstraint,
} from '#lib/model/pod.ts';
import { POD_DELETION_COST_ANNOTATION } from '#lib/model/well-known.ts';
import { toAffinity, toLabelSelector } from '#lib/to-model/affinity.ts';
import { readyCondition } from '#lib/to-model/conditions.ts';
import { toDeletionCost } from '#lib/to-model/deletion-cost.ts';
import {
  defined,
  type Json,
  list,
  optionalNumber,
  optionalText,
  record,
  stringByKey,
  text,
  texts,
} from '#lib/to-model/json.ts';
import { toObjectMeta } from '#lib/to-model/object-meta.ts';
import { optionalNano, optionalUnits } from '#lib/to-model/quantity.ts';

/** A core/v1 Pod, projected to the kept fields; undefined without metadata or name. */
export function toPod(object: Json): Pod | undefined {
  const meta = toObjectMeta(object);
  if (meta === undefined) return undefined;
  const metadata = record(object['metadata']);
  const spec = record(object['spec']);
  const status = record(object['status']);
  return {
    kind: 'Pod',
    ...meta,
    labels: stringByKey(metadata['labels']),
    ...defined({ owner: toOwner(metadata['ownerReferences']), ready: readyCondition(status['conditions']) }),
    deletionCost: toDeletionCost(optionalText(record(metadata['annotations'])[POD_DELETION_COST_ANNOTATION])),
    nodeName: text(spec['nodeName']),
    phase: text(status['phase']),
    restartPolicy: text(spec['restartPolicy']),
    podIPs: toPodIPs(status),
    hostname: text(spec['hostname']),
    subdomain: text(spec['subdomain']),
    containerRestarts: toRestarts(status['containerStatuses']),
    initContainerRestarts: toRestarts(status['initContainerStatuses']),
    containers: list(spec['containers']).map(record).map(toContainer),
    initContainers: list(spec['initContainers']).map(record).map(toContainer),
    overhead: toRequests(record(spec['overhead'])),
    nodeSelector: stringByKey(spec['nodeSelector']),
    affinity: toAffinity(spec['affinity']),
    tolerations: list(spec['tolerations']).map(record).map(toToleration),
    topologySpreadConstraints: list(spec['topologySpreadConstraints']).map(record).map(toSpreadConstraint),
    priority: optionalNumber(spec['priority']) ?? 0,
  };
}

function toOwner(references: unknown): OwnerReference | undefined {
  const owner = list(references)
    .map(record)
    .find((reference) => reference['controller'] === true);
  return owner && { kind: text(owner['kind']), name: text(owner['name']), uid: text(owner['uid']) };
}

/** `podIPs`, or the older single `podIP`. */
function toPodIPs(status: Json): readonly string[] {
  const ips = list(status['podIPs'])
    .map((ip) => text(record(ip)['ip']))
    .filter((ip) => ip !== '');
  const podIP = text(status['podIP']);
  return ips.length > 0 || podIP === '' ? ips : [podIP];
}

function toRestarts(statuses: unknown): readonly ContainerRestarts[] {
  return list(statuses)
    .map(record)
    .map((status) => ({ name: text(status['name']), restartCount: optionalNumber(status['restartCount']) ?? 0 }));
}

function toContainer(container: Json): Container {
  return defined({
    name: text(container['name']),
    image: text(container['image']),
    requests: toRequests(record(record(container['resources'])['requests'])),
    ports: list(container['ports']).map(record).map(toContainerPort),
    restartPolicy: optionalText(container['restartPolicy']),
  });
}

function toRequests(requests: Json): ResourceRequests {
  return defined({ cpuNano: optionalNano(requests['cpu']), memoryBytes: optionalUnits(requests['memory']) });
}

function toContainerPort(port: Json): ContainerPort {
  return defined({
    name: text(port['name']),
    containerPort: optionalNumber(port['containerPort']) ?? 0,
    protocol: optionalText(port['protocol']) ?? 'TCP',
    hostPort: optionalNumber(port['hostPort']),
    hostIP: optionalText(port['hostIP']),
  });
}

function toToleration(toleration: Json): Toleration {
  return defined({
    key: text(toleration['key']),
    operator: optionalText(toleration['operator']) ?? 'Equal',
    value: text(toleration['value']),
    effect: text(toleration['effect']),
    tolerationSeconds: optionalNumber(toleration['tolerationSeconds']),
  });
}

function toSpreadConstraint(constraint: Json): TopologySpreadConstraint {
  return defined({
    maxSkew: optionalNumber(constraint['maxSkew']) ?? 1,
    topologyKey: text(constraint['topologyKey']),
    whenUnsatisfiable: text(constraint['whenUnsatisfiable']),
    labelSelector: toLabelSelector(constraint['labelSelector']),
    minDomains: optionalNumber(constraint['minDomains']),
    nodeAffinityPolicy: optionalText(constraint['nodeAffinityPolicy']),
    nodeTaintsPolicy: optionalText(constraint['nodeTaintsPolicy']),
    matchLabelKeys: texts(constraint['matchLabelKeys']),
  });
}
