/** A cluster for `realcluster up`, and the one Service in it that predictions are made for. */
export interface ProofTopology {
  readonly name: string;
  readonly about: string;
  readonly service: string;
  readonly zones: readonly string[];
  /** What pods tolerate of a lost node; short ones let a proof see them evicted. */
  readonly evictionSeconds?: number;
  readonly file: unknown;
}

const CONTROL_PLANE_TAINT = { key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' };
const AUTO = { 'service.kubernetes.io/topology-mode': 'Auto' };

function web(replicas: number, service: object, more: object = {}): readonly unknown[] {
  return [
    {
      namespace: 'shop',
      name: 'web',
      replicas,
      labels: { app: 'web' },
      spread: 'preferred',
      service: { name: 'web', ports: [{ name: 'http', port: 80, protocol: 'TCP', targetPort: 8080 }], ...service },
      ...more,
    },
  ];
}

const THREE_ZONES: ProofTopology = {
  name: 'three zones',
  about: 'six equal workers in three zones, default spreading',
  service: 'shop/web',
  zones: ['a', 'b', 'c'],
  file: {
    nodes: [{ name: 'n', count: 6, zones: ['a', 'b', 'c'], cpu: '4' }],
    workloads: web(7, { annotations: AUTO }),
  },
};

/** The first is the one that the short proof runs on. */
export const TOPOLOGIES: readonly ProofTopology[] = [
  THREE_ZONES,
  {
    name: 'two zones',
    about: 'the tutorial: a tainted control plane and three workers, preferred anti-affinity',
    service: 'kube-system/kube-dns',
    zones: ['a', 'b'],
    file: {
      nodes: [
        { name: 'kind-control-plane', zone: 'a', cpu: '4', controlPlane: true, taints: [CONTROL_PLANE_TAINT] },
        { name: 'kind-worker', zone: 'a', cpu: '4' },
        { name: 'kind-worker2', zone: 'b', cpu: '4' },
        { name: 'kind-worker3', zone: 'b', cpu: '4' },
      ],
      workloads: [
        {
          namespace: 'kube-system',
          name: 'coredns',
          replicas: 4,
          labels: { 'k8s-app': 'kube-dns' },
          spread: 'preferred',
          tolerations: [{ key: CONTROL_PLANE_TAINT.key, effect: CONTROL_PLANE_TAINT.effect }],
          service: {
            name: 'kube-dns',
            annotations: AUTO,
            ports: [
              { name: 'dns', port: 53, protocol: 'UDP', targetPort: 53 },
              { name: 'dns-tcp', port: 53, protocol: 'TCP', targetPort: 53 },
            ],
          },
        },
      ],
    },
  },
  {
    name: 'unequal zones, dual stack',
    about: 'zones of 16, 8 and 4 CPUs and a tainted control plane, no spreading of its own, both families',
    service: 'shop/web',
    zones: ['a', 'b', 'c'],
    file: {
      dualStack: true,
      nodes: [
        { name: 'control', zone: 'a', cpu: '4', controlPlane: true, taints: [CONTROL_PLANE_TAINT] },
        { name: 'a', count: 4, zones: ['a'], cpu: '4' },
        { name: 'b', count: 2, zones: ['b'], cpu: '4' },
        { name: 'c', count: 1, zones: ['c'], cpu: '4' },
      ],
      workloads: web(9, { annotations: AUTO, ipFamilyPolicy: 'RequireDualStack' }, { spread: 'none' }),
    },
  },
  {
    ...THREE_ZONES,
    name: 'three zones, short tolerations',
    about: 'the first one, whose pods tolerate a lost node for 4 s: outages up to rescheduling',
    evictionSeconds: 4,
  },
];
