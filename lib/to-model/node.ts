import type { Node, NodeImage, Taint } from '#lib/model/node.ts';
import {
  CONTROL_PLANE_LABEL,
  HOSTNAME_LABEL,
  MASTER_LABEL,
  OS_LABEL,
  REGION_LABEL,
  ZONE_LABEL,
} from '#lib/model/well-known.ts';
import { readyCondition } from '#lib/to-model/conditions.ts';
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

const KEPT_LABELS: ReadonlySet<string> = new Set([
  ZONE_LABEL,
  REGION_LABEL,
  HOSTNAME_LABEL,
  OS_LABEL,
  CONTROL_PLANE_LABEL,
  MASTER_LABEL,
]);

/** Labels and annotations whose presence betrays a data plane; their values are never kept. */
const DATA_PLANE_SIGNS: readonly string[] = [
  'io.cilium.network.ipv4-cilium-host',
  'network.cilium.io/ipv4-cilium-host',
  'network.cilium.io/ipv4-pod-cidr',
  'kubernetes.azure.com/ebpf-dataplane',
  'k8s.ovn.org/node-subnets',
  'k8s.ovn.org/l3-gateway-config',
  'k8s.ovn.org/node-chassis-id',
  'projectcalico.org/IPv4Address',
  'projectcalico.org/IPv6Address',
  'projectcalico.org/IPv4IPIPTunnelAddr',
  'projectcalico.org/IPv4VXLANTunnelAddr',
  'kube-router.io/node.bgp.asn',
  'kube-router.io/pod-cidr',
  'kube-router.io/pod-cidrs',
  'flannel.alpha.coreos.com/backend-type',
];
/** Reasons that network plugins give the condition NetworkUnavailable; annotations are off by default in some. */
const DATA_PLANE_REASONS: ReadonlySet<unknown> = new Set(['CiliumIsUp', 'CalicoIsUp']);

export interface NodeFields {
  /** Label keys kept beyond the fixed ones: those that a pod's constraints name. */
  readonly keepLabel?: (key: string) => boolean;
  /** Image names kept: those that the selected pods use. */
  readonly keepImage?: (name: string) => boolean;
}

/** A core/v1 Node, projected to the kept fields; undefined without metadata or name. */
export function toNode(object: Json, fields: NodeFields = {}): Node | undefined {
  const meta = toObjectMeta(object);
  if (meta === undefined) return undefined;
  const metadata = record(object['metadata']);
  const spec = record(object['spec']);
  const status = record(object['status']);
  const info = record(status['nodeInfo']);
  const allocatable = record(status['allocatable']);
  const keepLabel = fields.keepLabel;
  return {
    kind: 'Node',
    ...meta,
    labels: stringByKey(metadata['labels'], (key) => KEPT_LABELS.has(key) || keepLabel?.(key) === true),
    dataPlaneSigns: [...dataPlaneSigns(metadata), ...dataPlaneReasons(status['conditions'])],
    ...nodeAddresses(status['addresses']),
    taints: list(spec['taints']).map(record).map(toTaint),
    unschedulable: spec['unschedulable'] === true,
    allocatable: defined({
      cpuNano: optionalNano(allocatable['cpu']),
      memoryBytes: optionalUnits(allocatable['memory']),
      pods: optionalUnits(allocatable['pods']),
    }),
    ...defined({ ready: readyCondition(status['conditions']) }),
    kubeletVersion: text(info['kubeletVersion']),
    kubeProxyVersion: text(info['kubeProxyVersion']),
    operatingSystem: text(info['operatingSystem']),
    images: toImages(status['images'], fields.keepImage),
  };
}

function toTaint(taint: Json): Taint {
  return { key: text(taint['key']), value: optionalText(taint['value']) ?? '', effect: text(taint['effect']) };
}

function dataPlaneSigns(metadata: Json): readonly string[] {
  const labels = record(metadata['labels']);
  const annotations = record(metadata['annotations']);
  return DATA_PLANE_SIGNS.filter((key) => Object.hasOwn(labels, key) || Object.hasOwn(annotations, key));
}

/** Host names are left out: kube-proxy looks at IPs only (`GetNodeHostIPs`, pkg/util/node). */
function nodeAddresses(addresses: unknown): Pick<Node, 'addresses'> {
  const ips = list(addresses)
    .map(record)
    .filter(({ type, address }) => (type === 'InternalIP' || type === 'ExternalIP') && typeof address === 'string')
    .map(({ address }) => text(address));
  return ips.length === 0 ? {} : { addresses: ips };
}

function dataPlaneReasons(conditions: unknown): readonly string[] {
  return list(conditions)
    .map(record)
    .filter(({ type, reason }) => type === 'NetworkUnavailable' && DATA_PLANE_REASONS.has(reason))
    .map(({ reason }) => `NetworkUnavailable: ${reason}`);
}

function toImages(images: unknown, keepImage: NodeFields['keepImage']): readonly NodeImage[] {
  if (keepImage === undefined) return [];
  return list(images)
    .map(record)
    .map((image) => ({
      names: texts(image['names']).filter(keepImage),
      sizeBytes: optionalNumber(image['sizeBytes']) ?? 0,
    }))
    .filter((image) => image.names.length > 0);
}
