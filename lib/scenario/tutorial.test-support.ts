import { reconcileService } from '#lib/endpoint-slice/reconcile-service.ts';
import { EMPTY_HINT_MEMORY } from '#lib/hints/hint-memory.ts';
import type { EndpointSlice } from '#lib/model/endpoint-slice.ts';
import type { GateOverride } from '#lib/model/gates.ts';
import type { Node } from '#lib/model/node.ts';
import type { Pod } from '#lib/model/pod.ts';
import type { Service } from '#lib/model/service.ts';
import { type KubeVersion, parseVersion } from '#lib/model/version.ts';
import {
  CONTROL_PLANE_LABEL,
  HOSTNAME_LABEL,
  MASTER_LABEL,
  TOPOLOGY_AWARE_HINTS_ANNOTATION,
  ZONE_LABEL,
} from '#lib/model/well-known.ts';
import { type RuleContext, ruleContextOf } from '#lib/scenario/rule-context.ts';
import type { ServiceInput } from '#lib/scenario/service-input.ts';

/** The tutorial's cluster, as plain data: four nodes in two zones, kube-dns, four coredns pods, one on each. */
export const NOW = Date.UTC(2026, 0, 5, 12, 0, 0);
const MINUTE = 60_000;
export const TUTORIAL_VERSION = 'v1.21.10';

export interface NodeOptions {
  readonly name: string;
  readonly zone?: string;
  readonly cpu?: number;
  readonly controlPlane?: boolean;
  readonly ready?: boolean;
  readonly version?: string;
}

export function testNode({
  name,
  zone,
  cpu = 4,
  controlPlane,
  ready = true,
  version = TUTORIAL_VERSION,
}: NodeOptions): Node {
  return {
    kind: 'Node',
    name,
    namespace: '',
    uid: `uid-${name}`,
    creationTime: NOW - 50 * MINUTE,
    labels: {
      [HOSTNAME_LABEL]: name,
      ...(zone === undefined ? {} : { [ZONE_LABEL]: zone }),
      ...(controlPlane ? { [CONTROL_PLANE_LABEL]: '', [MASTER_LABEL]: '' } : {}),
    },
    dataPlaneSigns: [],
    taints: controlPlane ? [{ key: MASTER_LABEL, value: '', effect: 'NoSchedule' }] : [],
    unschedulable: false,
    allocatable: { cpuNano: cpu * 1e9, memoryBytes: 8 * 2 ** 30, pods: 110 },
    ready: { status: ready ? 'True' : 'False', since: NOW - 50 * MINUTE },
    kubeletVersion: version,
    kubeProxyVersion: version,
    operatingSystem: 'linux',
    images: [],
  };
}

export interface PodOptions {
  readonly name: string;
  readonly uid: string;
  readonly nodeName: string;
  readonly ip: string;
  /** Since it was created and, some seconds later, ready. */
  readonly ageMinutes: number;
  readonly readyAfterSeconds?: number;
}

/** What admission gives every pod. */
const GIVEN_TOLERATIONS = ['not-ready', 'unreachable'].map((state) => ({
  key: `node.kubernetes.io/${state}`,
  operator: 'Exists',
  value: '',
  effect: 'NoExecute',
  tolerationSeconds: 300,
}));

export function testPod({ name, uid, nodeName, ip, ageMinutes, readyAfterSeconds = 0 }: PodOptions): Pod {
  const creationTime = NOW - ageMinutes * MINUTE;
  return {
    kind: 'Pod',
    name,
    namespace: 'kube-system',
    uid,
    creationTime,
    labels: { 'k8s-app': 'kube-dns', 'pod-template-hash': '558bd4d5db' },
    owner: { kind: 'ReplicaSet', name: 'coredns-558bd4d5db', uid: 'rs-1' },
    deletionCost: 0,
    nodeName,
    phase: 'Running',
    restartPolicy: 'Always',
    ready: { status: 'True', since: creationTime + readyAfterSeconds * 1000 },
    podIPs: [ip],
    hostname: '',
    subdomain: '',
    containerRestarts: [{ name: 'coredns', restartCount: 0 }],
    initContainerRestarts: [],
    containers: [
      {
        name: 'coredns',
        image: 'k8s.gcr.io/coredns/coredns:v1.8.0',
        requests: { cpuNano: 1e8, memoryBytes: 70 * 2 ** 20 },
        ports: [
          { name: 'dns', containerPort: 53, protocol: 'UDP' },
          { name: 'dns-tcp', containerPort: 53, protocol: 'TCP' },
          { name: 'metrics', containerPort: 9153, protocol: 'TCP' },
        ],
      },
    ],
    initContainers: [],
    overhead: {},
    nodeSelector: {},
    affinity: {
      preferredNodeTerms: [],
      requiredPodTerms: [],
      preferredPodTerms: [],
      requiredAntiPodTerms: [],
      preferredAntiPodTerms: [],
    },
    tolerations: [{ key: MASTER_LABEL, operator: '', value: '', effect: 'NoSchedule' }, ...GIVEN_TOLERATIONS],
    topologySpreadConstraints: [],
    priority: 0,
  };
}

export const TUTORIAL_PODS: readonly Pod[] = [
  testPod({
    name: 'coredns-558bd4d5db-pxphb',
    uid: '539be8dd-1',
    nodeName: 'kind-control-plane',
    ip: '10.244.0.5',
    ageMinutes: 31,
  }),
  testPod({
    name: 'coredns-558bd4d5db-rhk7r',
    uid: '5a221a61-1',
    nodeName: 'kind-worker3',
    ip: '10.244.2.2',
    ageMinutes: 34,
  }),
  testPod({
    name: 'coredns-558bd4d5db-hfbmj',
    uid: 'f2a6a303-1',
    nodeName: 'kind-worker',
    ip: '10.244.3.2',
    ageMinutes: 45,
  }),
  testPod({
    name: 'coredns-558bd4d5db-hswkq',
    uid: '63ca17b6-1',
    nodeName: 'kind-worker2',
    ip: '10.244.1.2',
    ageMinutes: 45,
    readyAfterSeconds: 1,
  }),
];

export function kubeDns(annotated: boolean): Service {
  return {
    kind: 'Service',
    name: 'kube-dns',
    namespace: 'kube-system',
    uid: 'svc-1',
    labels: {},
    annotations: annotated ? { [TOPOLOGY_AWARE_HINTS_ANNOTATION]: 'auto' } : {},
    type: 'ClusterIP',
    clusterIP: '10.96.0.10',
    clusterIPs: ['10.96.0.10'],
    ipFamilies: ['IPv4'],
    ports: [
      { name: 'dns', protocol: 'UDP', port: 53, targetPort: 53 },
      { name: 'dns-tcp', protocol: 'TCP', port: 53, targetPort: 53 },
      { name: 'metrics', protocol: 'TCP', port: 9153, targetPort: 9153 },
    ],
    selector: { 'k8s-app': 'kube-dns' },
    internalTrafficPolicy: 'Cluster',
    publishNotReadyAddresses: false,
    externalIPs: [],
    loadBalancerIngress: [],
  };
}

export interface TutorialOptions {
  readonly version?: string;
  /** Absent: on in every program, as the tutorial sets it. */
  readonly gates?: readonly GateOverride[];
  readonly labelled?: boolean;
  readonly annotated?: boolean;
  /** Pods by the ends of their names; all four when absent. */
  readonly pods?: readonly string[];
}

const GATE_ON: readonly GateOverride[] = [{ gate: 'TopologyAwareHints', state: true }];

/** One step of the tutorial, with its slices as the controller of that version writes them. */
export function tutorial(options: TutorialOptions = {}): ServiceInput {
  const { version = TUTORIAL_VERSION, gates = GATE_ON, labelled = true, annotated = true, pods } = options;
  const zone = (name: string) => (labelled ? { zone: name } : {});
  const nodes = [
    testNode({ name: 'kind-control-plane', controlPlane: true, version, ...zone('a') }),
    testNode({ name: 'kind-worker', version, ...zone('a') }),
    testNode({ name: 'kind-worker2', version, ...zone('b') }),
    testNode({ name: 'kind-worker3', version, ...zone('b') }),
  ];
  const chosen = TUTORIAL_PODS.filter((pod) => pods === undefined || pods.some((end) => pod.name.endsWith(end)));
  return reconciled({ nodes, service: kubeDns(annotated), pods: chosen, context: contextOf(nodes, version, gates) });
}

export function contextOf(
  nodes: readonly Node[],
  version: string,
  gateOverrides: readonly GateOverride[] = [],
): RuleContext {
  const parsed: KubeVersion = parseVersion(version) ?? { major: 0, minor: 0, patch: 0 };
  return ruleContextOf({ nodes, version: parsed, gateOverrides });
}

/** Fills in the slices. */
export function reconciled(input: Pick<ServiceInput, 'nodes' | 'service' | 'pods' | 'context'>): ServiceInput {
  const slices: readonly EndpointSlice[] = [];
  const result = reconcileService({
    ...input,
    slices,
    rules: input.context.controllerRules,
    state: EMPTY_HINT_MEMORY,
    newSliceName: (addressType) => `${input.service.name}-${addressType === 'IPv4' ? 'wt2f9' : 'v6'}`,
  });
  return { ...input, slices: result.slices, now: NOW };
}
