import { NEWEST, type Release } from './releases.ts';
import { type Choices, choicesOf } from './seeded-choices.ts';
import { TOPOLOGIES, type Topology } from './topologies.ts';

/** What pods of one workload come to, once they run. */
export interface PodFates {
  readonly unready: number;
  readonly terminating: number;
}

/** One Service with the workload behind it; `service` and `deployment` are what kubectl takes. */
export interface Workload {
  readonly name: string;
  readonly service: KubeObject;
  readonly deployment: KubeObject;
  readonly replicas: number;
  readonly fates: PodFates;
  /** What a load balancer would have given it. */
  readonly ingress: readonly { readonly ip: string }[];
  /** The facts of it that a table shows. */
  readonly about: string;
}

export interface Situation {
  readonly seed: number;
  readonly topology: Topology;
  readonly namespace: string;
  readonly workloads: readonly Workload[];
}

interface KubeObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly spec: Readonly<Record<string, unknown>>;
}

const SERVICES = 3;
/** The older key is the only one that old releases read. */
const OPT_IN = {
  'service.kubernetes.io/topology-aware-hints': 'Auto',
  'service.kubernetes.io/topology-mode': 'Auto',
};
const HINTS = ['none', 'Auto', 'PreferClose', 'PreferSameZone', 'PreferSameNode'] as const;
type Hints = (typeof HINTS)[number];
/** What a situation always has, so that a few of them show everything: one workload of each kind in turn. */
const EMPHASES = ['hints', 'local', 'sticky', 'ending', 'empty'] as const;
type Emphasis = (typeof EMPHASES)[number];

/** The situation of a seed: its topology and what it is about go with the seed, everything else is chosen. */
export function situationOf(seed: number, release = NEWEST): Situation {
  const topology = TOPOLOGIES[seed % TOPOLOGIES.length] ?? TOPOLOGIES[0];
  const choices = choicesOf(seed);
  const namespace = `s${seed}`;
  const workloads = Array.from({ length: SERVICES }, (_, index) => {
    const emphasis = index === 0 ? EMPHASES[seed % EMPHASES.length] : undefined;
    return workloadOf(choices, {
      name: `w${index}`,
      namespace,
      topology,
      seed,
      index,
      emphasis: emphasis ?? 'hints',
      release,
    });
  });
  return { seed, topology, namespace, workloads };
}

interface WorkloadPlace {
  readonly name: string;
  readonly namespace: string;
  readonly topology: Topology;
  readonly seed: number;
  readonly index: number;
  readonly emphasis: Emphasis;
  readonly release: Release;
}

function workloadOf(choices: Choices, place: WorkloadPlace): Workload {
  const { name, namespace, topology, seed, index, emphasis } = place;
  const { oneOf, percent, integer } = choices;
  const replicas = emphasis === 'empty' ? 0 : emphasis === 'ending' ? integer(2, 5) : integer(1, 7);
  const hints: Hints = emphasis === 'hints' ? oneOf(...(HINTS.slice(1) as [Hints, ...Hints[]])) : oneOf(...HINTS);
  const type = oneOf('ClusterIP', 'ClusterIP', 'NodePort', 'LoadBalancer');
  const internal = emphasis === 'local' || percent(15) ? 'Local' : 'Cluster';
  const external = emphasis === 'local' || percent(40) ? 'Local' : 'Cluster';
  const isSticky = emphasis === 'sticky' || percent(15);
  const fates: PodFates =
    emphasis === 'ending' || (replicas > 0 && percent(40))
      ? {
          unready: integer(0, Math.min(2, replicas)),
          terminating: integer(emphasis === 'ending' ? 1 : 0, Math.min(2, replicas)),
        }
      : { unready: 0, terminating: 0 };
  const isBoth = topology.isDualStack && !percent(25);
  const hasExternalIP = percent(25);
  const hasRanges = type === 'LoadBalancer' && percent(50);
  const address = (network: number): readonly string[] => [
    `203.0.${network}.${((seed * SERVICES + index) % 250) + 1}`,
    ...(isBoth ? [`2001:db8:${network}::${(seed * SERVICES + index + 1).toString(16)}`] : []),
  ];
  const spec = {
    type,
    selector: { app: name },
    ports: portsOf(choices),
    internalTrafficPolicy: internal,
    ...(type === 'ClusterIP' && !(hasExternalIP && place.release.policyOfExternalIPs)
      ? {}
      : { externalTrafficPolicy: external }),
    ...(isSticky && {
      sessionAffinity: 'ClientIP',
      sessionAffinityConfig: { clientIP: { timeoutSeconds: oneOf(10_800, 600, 3_661) } },
    }),
    ...(isBoth && { ipFamilyPolicy: 'RequireDualStack' }),
    ...(hasExternalIP && { externalIPs: address(113) }),
    ...(hasRanges && {
      loadBalancerSourceRanges: oneOf<readonly string[]>(['198.51.100.0/24'], ['172.18.0.0/16', '192.0.2.7/32']),
    }),
    ...(hints !== 'none' && hints !== 'Auto' && { trafficDistribution: hints }),
  };
  const annotations = hints === 'Auto' ? OPT_IN : {};
  return {
    name,
    replicas,
    fates,
    service: { apiVersion: 'v1', kind: 'Service', metadata: { name, namespace, annotations }, spec },
    deployment: deploymentOf(place, replicas, fates.terminating > 0),
    ingress: type === 'LoadBalancer' ? address(114).map((ip) => ({ ip })) : [],
    about: [
      `${replicas}x`,
      hints,
      type,
      ...(internal === 'Local' ? ['iTP Local'] : []),
      ...('externalTrafficPolicy' in spec && external === 'Local' ? ['eTP Local'] : []),
      ...(isSticky ? ['ClientIP'] : []),
      ...(isBoth ? ['dual'] : []),
      ...(hasExternalIP ? ['external IP'] : []),
      ...(hasRanges ? ['source ranges'] : []),
      ...(fates.unready > 0 ? [`${fates.unready} unready`] : []),
      ...(fates.terminating > 0 ? [`${fates.terminating} terminating`] : []),
    ].join(', '),
  };
}

function portsOf({ oneOf, percent }: Choices): readonly unknown[] {
  const first = { port: 80, targetPort: 8080, protocol: oneOf('TCP', 'UDP', 'SCTP') };
  if (percent(60)) return [percent(50) ? first : { ...first, name: 'http' }];
  return [
    { ...first, name: 'http' },
    // Old API servers take no two protocols behind one load balancer.
    { name: 'metrics', port: 9090, protocol: first.protocol },
  ];
}

/** Pods that are to end do so until they are seen ending, and are then removed. */
function deploymentOf({ name, namespace }: WorkloadPlace, replicas: number, endsSlowly: boolean): KubeObject {
  const labels = { app: name };
  const annotations = endsSlowly ? { 'realcluster/grace': '10m' } : {};
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace, labels },
    spec: {
      replicas,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels, annotations },
        spec: {
          tolerations: [{ operator: 'Exists' }],
          containers: [{ name: 'app', image: 'app', ports: [{ containerPort: 8080 }] }],
        },
      },
    },
  };
}
