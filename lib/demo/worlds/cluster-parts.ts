import { type KubeObject, kubeTime } from '#lib/demo/api-server/kube-object.ts';
import type { WorldStart } from '#lib/demo/worlds/world.ts';
import { formatVersion } from '#lib/model/version.ts';
import {
  CONTROL_PLANE_LABEL,
  HOSTNAME_LABEL,
  MASTER_LABEL,
  OS_LABEL,
  SERVICE_NAME_LABEL,
  ZONE_LABEL,
} from '#lib/model/well-known.ts';

const NAMESPACES = ['default', 'kube-node-lease', 'kube-public', 'kube-system'];
const MINUTE = 60_000;

/** Namespaces as every cluster has them, and those asked for. */
export function namespaces(start: WorldStart, ageMinutes: number, more: readonly string[] = []): readonly KubeObject[] {
  return [...NAMESPACES, ...more].map((name) => ({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name, creationTimestamp: kubeTime(start.now - ageMinutes * MINUTE) },
  }));
}

export interface NodePlan {
  readonly name: string;
  /** Its place in the cluster: kind numbers the addresses and the pod networks of its nodes. */
  readonly index: number;
  readonly podCIDR: string;
  readonly ageMinutes: number;
  readonly controlPlane?: boolean;
  readonly zone?: string;
  readonly cpu?: string;
  readonly taints?: readonly { readonly key: string; readonly value?: string; readonly effect: string }[];
  readonly annotations?: Readonly<Record<string, string>>;
  readonly images?: readonly { readonly names: readonly string[]; readonly sizeBytes: number }[];
}

/** A Ready Node as kind makes it. */
export function kindNode(start: WorldStart, plan: NodePlan): KubeObject {
  const created = kubeTime(start.now - plan.ageMinutes * MINUTE);
  const readyAt = kubeTime(start.now - plan.ageMinutes * MINUTE + 30_000);
  const resources = { cpu: plan.cpu ?? '4', 'ephemeral-storage': '100Gi', memory: '16Gi', pods: '110' };
  const version = `v${formatVersion(start.version)}`;
  const taints = [
    ...(plan.controlPlane === true ? [{ key: MASTER_LABEL, effect: 'NoSchedule' }] : []),
    ...(plan.taints ?? []),
  ];
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name: plan.name,
      creationTimestamp: created,
      ...(plan.annotations === undefined ? {} : { annotations: plan.annotations }),
      labels: {
        'beta.kubernetes.io/arch': 'amd64',
        'beta.kubernetes.io/os': 'linux',
        'kubernetes.io/arch': 'amd64',
        [HOSTNAME_LABEL]: plan.name,
        [OS_LABEL]: 'linux',
        ...(plan.controlPlane === true ? { [CONTROL_PLANE_LABEL]: '', [MASTER_LABEL]: '' } : {}),
        ...(plan.zone === undefined ? {} : { [ZONE_LABEL]: plan.zone }),
      },
    },
    spec: {
      podCIDR: plan.podCIDR,
      podCIDRs: [plan.podCIDR],
      providerID: `kind://docker/kind/${plan.name}`,
      ...(taints.length === 0 ? {} : { taints }),
    },
    status: {
      capacity: resources,
      allocatable: resources,
      conditions: nodeConditions(created, readyAt),
      addresses: [
        { type: 'InternalIP', address: nodeAddress(plan.index) },
        { type: 'Hostname', address: plan.name },
      ],
      daemonEndpoints: { kubeletEndpoint: { Port: 10250 } },
      nodeInfo: {
        machineID: plan.name,
        systemUUID: plan.name,
        bootID: plan.name,
        kernelVersion: '0.0.0',
        osImage: 'Zonescope embedded node',
        containerRuntimeVersion: 'none://0',
        kubeletVersion: version,
        kubeProxyVersion: version,
        operatingSystem: 'linux',
        architecture: 'amd64',
      },
      images: plan.images ?? [],
    },
  };
}

/** The address of a node in kind's docker network; 172.18.0.1 is the host. */
export function nodeAddress(index: number): string {
  const number = index + 2;
  return `172.18.${number >> 8}.${number & 255}`;
}

function nodeConditions(created: string, readyAt: string) {
  const fine = (type: string, reason: string, message: string) => ({
    type,
    status: 'False',
    lastHeartbeatTime: created,
    lastTransitionTime: created,
    reason,
    message,
  });
  return [
    fine('MemoryPressure', 'KubeletHasSufficientMemory', 'kubelet has sufficient memory available'),
    fine('DiskPressure', 'KubeletHasNoDiskPressure', 'kubelet has no disk pressure'),
    fine('PIDPressure', 'KubeletHasSufficientPID', 'kubelet has sufficient PID available'),
    {
      type: 'Ready',
      status: 'True',
      lastHeartbeatTime: readyAt,
      lastTransitionTime: readyAt,
      reason: 'KubeletReady',
      message: 'kubelet is posting ready status',
    },
  ];
}

/** Service, Endpoints and EndpointSlice default/kubernetes, which the API server itself keeps. */
export function kubernetesService(start: WorldStart, ageMinutes: number, address: string): readonly KubeObject[] {
  const creationTimestamp = kubeTime(start.now - ageMinutes * MINUTE);
  const meta = { name: 'kubernetes', namespace: 'default', creationTimestamp };
  const port = { name: 'https', protocol: 'TCP', port: 6443 };
  return [
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { ...meta, labels: { component: 'apiserver', provider: 'kubernetes' } },
      spec: {
        clusterIP: '10.96.0.1',
        clusterIPs: ['10.96.0.1'],
        type: 'ClusterIP',
        ports: [{ name: 'https', protocol: 'TCP', port: 443, targetPort: 6443 }],
      },
    },
    {
      apiVersion: 'v1',
      kind: 'Endpoints',
      metadata: { ...meta, labels: { 'endpointslice.kubernetes.io/skip-mirror': 'true' } },
      subsets: [{ addresses: [{ ip: address }], ports: [port] }],
    },
    {
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: { ...meta, labels: { [SERVICE_NAME_LABEL]: 'kubernetes' } },
      addressType: 'IPv4',
      endpoints: [{ addresses: [address], conditions: { ready: true } }],
      ports: [port],
    },
  ];
}
