import { replicaRulesOf } from '#lib/kube-version/replica-rules.ts';
import { schedulerRulesOf } from '#lib/kube-version/scheduler-rules.ts';
import { NEWEST_MINOR, OLDEST_MINOR } from '#lib/kube-version/supported-versions.ts';
import type { Node } from '#lib/model/node.ts';
import type { Affinity, Container, LabelSelector, Pod, PodAffinityTerm } from '#lib/model/pod.ts';
import type { Service } from '#lib/model/service.ts';
import { HOSTNAME_LABEL, ZONE_LABEL } from '#lib/model/well-known.ts';
import type { PlacementInput } from '#lib/replicas/scheduler/scheduling-context.ts';
import { schedulingContextOf } from '#lib/replicas/scheduler/scheduling-context.ts';

export const NOW = Date.UTC(2026, 4, 4, 10, 0, 0);
export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const NEWEST = { major: 1, minor: NEWEST_MINOR, patch: 0 };
export const OLDEST = { major: 1, minor: OLDEST_MINOR, patch: 0 };
export const NEWEST_RULES = replicaRulesOf(NEWEST);
export const NEWEST_SCHEDULER = schedulerRulesOf(NEWEST);
export const GIBIBYTE = 2 ** 30;

export const NO_AFFINITY: Affinity = {
  preferredNodeTerms: [],
  requiredPodTerms: [],
  preferredPodTerms: [],
  requiredAntiPodTerms: [],
  preferredAntiPodTerms: [],
};

export const CONTAINER: Container = { name: 'web', image: 'web:1', requests: {}, ports: [] };

/** A ready replica `age` milliseconds old, ready one second after it was created, unless fields say otherwise. */
export function testPod(name: string, fields: Partial<Pod> & { readonly age?: number } = {}): Pod {
  const { age = 10 * MINUTE, ...rest } = fields;
  return {
    kind: 'Pod',
    name,
    namespace: 'default',
    uid: `uid-${name}`,
    creationTime: NOW - age,
    labels: { app: 'web' },
    deletionCost: 0,
    nodeName: `node-of-${name}`,
    phase: 'Running',
    restartPolicy: 'Always',
    ready: { status: 'True', since: NOW - age + SECOND },
    podIPs: ['10.0.0.1'],
    hostname: '',
    subdomain: '',
    containerRestarts: [],
    initContainerRestarts: [],
    containers: [CONTAINER],
    initContainers: [],
    overhead: {},
    nodeSelector: {},
    affinity: NO_AFFINITY,
    tolerations: [],
    topologySpreadConstraints: [],
    priority: 0,
    ...rest,
  };
}

/** A Ready node of 4 CPUs, 16 GiB and 110 pods; `zone` undefined leaves the label out. */
export function testNode(name: string, zone: string | undefined, fields: Partial<Node> = {}): Node {
  return {
    kind: 'Node',
    name,
    namespace: '',
    uid: `uid-${name}`,
    labels: { [HOSTNAME_LABEL]: name, ...(zone !== undefined && { [ZONE_LABEL]: zone }) },
    dataPlaneSigns: [],
    taints: [],
    unschedulable: false,
    allocatable: { cpuNano: 4e9, memoryBytes: 16 * GIBIBYTE, pods: 110 },
    ready: { status: 'True', since: NOW - 50 * MINUTE },
    kubeletVersion: '',
    kubeProxyVersion: '',
    operatingSystem: 'linux',
    images: [],
    ...fields,
  };
}

export const WEB_SERVICE: Service = {
  kind: 'Service',
  name: 'web',
  namespace: 'default',
  uid: 'uid-web',
  labels: {},
  annotations: {},
  type: 'ClusterIP',
  clusterIP: '10.96.0.1',
  clusterIPs: ['10.96.0.1'],
  ipFamilies: ['IPv4'],
  ports: [],
  selector: { app: 'web' },
  publishNotReadyAddresses: false,
  externalIPs: [],
  loadBalancerIngress: [],
};

export const WEB_SELECTOR: LabelSelector = { matchLabels: { app: 'web' }, matchExpressions: [] };

/** Means pods with app=web in the same domain. */
export function webTerm(topologyKey: string): PodAffinityTerm {
  return { topologyKey, labelSelector: WEB_SELECTOR, namespaces: [], matchLabelKeys: [], mismatchLabelKeys: [] };
}

/** A placement question about a plain pod that nothing selects. */
export function testPlacement(fields: Partial<PlacementInput> = {}): PlacementInput {
  return {
    pod: testPod('new', { nodeName: '', phase: 'Pending' }),
    nodes: [],
    pods: [],
    services: [],
    rules: NEWEST_SCHEDULER,
    ...fields,
  };
}

export function testContext(fields: Partial<PlacementInput> = {}) {
  return schedulingContextOf(testPlacement(fields));
}
