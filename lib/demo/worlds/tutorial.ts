import { type KubeObject, kubeTime } from '#lib/demo/api-server/kube-object.ts';
import { kindNode, kubernetesService, namespaces, nodeAddress } from '#lib/demo/worlds/cluster-parts.ts';
import { tutorialSteps } from '#lib/demo/worlds/tutorial-steps.ts';
import { workload } from '#lib/demo/worlds/workload-parts.ts';
import type { World, WorldStart } from '#lib/demo/worlds/world.ts';
import { MANAGED_BY_LABEL, SERVICE_NAME_LABEL } from '#lib/model/well-known.ts';
import { record } from '#lib/to-model/json.ts';

const AGE_MINUTES = 46;
const CONTROL_PLANE = 'kind-control-plane';
const IMAGE = 'k8s.gcr.io/coredns/coredns:v1.8.0';
const APP_LABEL = { 'k8s-app': 'kube-dns' };
const SERVICE_LABELS = { ...APP_LABEL, 'kubernetes.io/cluster-service': 'true', 'kubernetes.io/name': 'CoreDNS' };
/** The slice is younger than its pods: it was made anew after the last of them had come. */
const SLICE_AGE_MINUTES = 3;

const NODES = [
  { name: CONTROL_PLANE, index: 0, podCIDR: '10.244.0.0/24', controlPlane: true },
  { name: 'kind-worker', index: 1, podCIDR: '10.244.3.0/24' },
  { name: 'kind-worker2', index: 2, podCIDR: '10.244.1.0/24' },
  { name: 'kind-worker3', index: 3, podCIDR: '10.244.2.0/24' },
];

/** In the order of the slice. */
const PODS = [
  { suffix: 'pxphb', ip: '10.244.0.5', nodeName: CONTROL_PLANE, index: 0, uidBegins: '539be8dd', ageMinutes: 31 },
  { suffix: 'rhk7r', ip: '10.244.2.2', nodeName: 'kind-worker3', index: 3, uidBegins: '5a221a61', ageMinutes: 34 },
  { suffix: 'hfbmj', ip: '10.244.3.2', nodeName: 'kind-worker', index: 1, uidBegins: 'f2a6a303', ageMinutes: 45 },
  {
    suffix: 'hswkq',
    ip: '10.244.1.2',
    nodeName: 'kind-worker2',
    index: 2,
    uidBegins: '63ca17b6',
    ageMinutes: 45,
    readyAfterSeconds: 3,
  },
];

const POD_SPEC = {
  containers: [
    {
      name: 'coredns',
      image: IMAGE,
      args: ['-conf', '/etc/coredns/Corefile'],
      ports: [
        { name: 'dns', containerPort: 53, protocol: 'UDP' },
        { name: 'dns-tcp', containerPort: 53, protocol: 'TCP' },
        { name: 'metrics', containerPort: 9153, protocol: 'TCP' },
      ],
      resources: { limits: { memory: '170Mi' }, requests: { cpu: '100m', memory: '70Mi' } },
    },
  ],
  dnsPolicy: 'Default',
  nodeSelector: { 'kubernetes.io/os': 'linux' },
  priorityClassName: 'system-cluster-critical',
  priority: 2_000_000_000,
  serviceAccountName: 'coredns',
  tolerations: [
    { key: 'CriticalAddonsOnly', operator: 'Exists' },
    { key: 'node-role.kubernetes.io/master', effect: 'NoSchedule' },
    { key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' },
  ],
};

const PORTS = [
  { name: 'dns', protocol: 'UDP', port: 53 },
  { name: 'dns-tcp', protocol: 'TCP', port: 53 },
  { name: 'metrics', protocol: 'TCP', port: 9153 },
];

/** The cluster of the tutorial on Topology Aware Hints: kind, four nodes, CoreDNS with a pod on each. */
export const TUTORIAL: World = {
  name: 'tutorial',
  title: { en: 'Keep DNS traffic in its zone', zh: '让 DNS 流量留在本 zone' },
  about: {
    en: 'A kind cluster of four nodes on which CoreDNS runs once per node. You give the nodes zones, ask for topology aware hints and scale down, and see at each step which endpoints every node dials.',
    zh: '一个有四个 node 的 kind 集群，每个 node 上运行一个 CoreDNS。您将为 node 标注 zone、启用拓扑感知 hint 并缩容，并在每一步看到每个 node 会连接哪些 endpoint。',
  },
  version: { major: 1, minor: 21, patch: 10 },
  gates: [{ gate: 'TopologyAwareHints', state: true }],
  service: 'kube-system/kube-dns',
  objects: tutorialObjects,
  steps: tutorialSteps,
};

export function tutorialObjects(start: WorldStart): readonly KubeObject[] {
  const images = [{ names: [IMAGE], sizeBytes: 42_454_755 }];
  const nodes = NODES.map((plan) => kindNode(start, { ...plan, ageMinutes: AGE_MINUTES, images }));
  const workloadObjects = workload(start, {
    namespace: 'kube-system',
    name: 'coredns',
    labels: APP_LABEL,
    templateHash: '558bd4d5db',
    ageMinutes: AGE_MINUTES,
    podSpec: POD_SPEC,
    strategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 1, maxSurge: '25%' } },
    pods: PODS.map((pod) => ({ ...pod, hostIP: nodeAddress(pod.index) })),
  });
  const service = dnsService(start);
  return [
    ...namespaces(start, AGE_MINUTES),
    ...nodes,
    ...kubernetesService(start, AGE_MINUTES, nodeAddress(0)),
    service,
    ...workloadObjects,
    dnsSlice(start, service, workloadObjects),
  ];
}

function dnsService(start: WorldStart): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      name: 'kube-dns',
      namespace: 'kube-system',
      uid: 'b8f1c1d6-53a0-4c7c-9d0e-2f5d8a6f7e10',
      creationTimestamp: kubeTime(start.now - AGE_MINUTES * 60_000),
      labels: SERVICE_LABELS,
    },
    spec: {
      clusterIP: '10.96.0.10',
      clusterIPs: ['10.96.0.10'],
      type: 'ClusterIP',
      selector: APP_LABEL,
      ports: PORTS.map((port) => ({ ...port, targetPort: port.port })),
    },
  };
}

function dnsSlice(start: WorldStart, service: KubeObject, objects: readonly KubeObject[]): KubeObject {
  const pods = objects.filter((object) => object.kind === 'Pod');
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: {
      name: 'kube-dns-wt2f9',
      generateName: 'kube-dns-',
      namespace: 'kube-system',
      creationTimestamp: kubeTime(start.now - SLICE_AGE_MINUTES * 60_000),
      labels: {
        ...SERVICE_LABELS,
        [MANAGED_BY_LABEL]: 'endpointslice-controller.k8s.io',
        [SERVICE_NAME_LABEL]: 'kube-dns',
      },
      ownerReferences: [
        {
          apiVersion: 'v1',
          kind: 'Service',
          name: 'kube-dns',
          uid: service.metadata.uid ?? '',
          controller: true,
          blockOwnerDeletion: true,
        },
      ],
    },
    addressType: 'IPv4',
    endpoints: pods.map((pod) => ({
      addresses: [String(record(pod['status'])['podIP'])],
      conditions: { ready: true, serving: true, terminating: false },
      nodeName: String(record(pod['spec'])['nodeName']),
      targetRef: { kind: 'Pod', namespace: 'kube-system', name: pod.metadata.name, uid: pod.metadata.uid },
    })),
    ports: PORTS,
  };
}
