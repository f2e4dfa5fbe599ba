import type { HorizontalPodAutoscaler } from '#lib/model/horizontal-pod-autoscaler.ts';
import type { Node } from '#lib/model/node.ts';
import type { Pod } from '#lib/model/pod.ts';
import type { Service } from '#lib/model/service.ts';
import type { Snapshot } from '#lib/snapshot/snapshot.ts';
import { toModelObject } from '#lib/to-model/model-object.ts';
import { aNode, anEndpoint, aService, aSlice } from '#lib/wire/objects.test-support.ts';

const NOW = Date.UTC(2026, 2, 1, 12);

/** Three nodes of ACME in two zones, a Deployment and a StatefulSet behind two Services, every name telling. */
export function acmeSnapshot(): Snapshot {
  return {
    cluster: {
      version: { major: 1, minor: 34, patch: 2 },
      gateOverrides: [{ program: 'kube-proxy', node: 'acme-db-1', gate: 'TopologyAwareHints', state: true }],
      nodes: NODES,
      services: SERVICES,
      slices: [slice('checkout', PODS.slice(0, 4)), slice('ledger', PODS.slice(4))],
      pods: PODS,
      autoscalers: [autoscaler('acme-gold-scaler', 'checkout')],
      now: NOW,
    },
    whatIf: [
      { kind: 'replicas', replicas: 3 },
      { kind: 'zone-down', zone: 'acme-east-1', phase: 'notready' },
      { kind: 'relabel', node: 'acme-db-1', zone: 'acme-west-1' },
    ],
    service: 'payments/checkout',
    context: 'acme-production',
    redacted: false,
  };
}

/** What must not be in a redacted file. */
export const ACME_WORDS = /acme|payments|checkout|ledger|gold|vault|tier/i;

const NODES: readonly Node[] = [
  node('acme-app-1', 'acme-east-1'),
  node('acme-app-2', 'acme-west-1'),
  node('acme-db-1', 'acme-east-1', { taints: [{ key: 'acme/vault', value: 'gold', effect: 'NoSchedule' }] }),
];

function node(name: string, zone: string, fields: Partial<Node> = {}): Node {
  return aNode(name, {
    uid: `uid-node-${name.length}-${name.at(-1)}`,
    labels: {
      'topology.kubernetes.io/zone': zone,
      'topology.kubernetes.io/region': 'acme-land',
      'kubernetes.io/hostname': name,
      'kubernetes.io/os': 'linux',
      'acme/tier': 'gold',
    },
    allocatable: { cpuNano: 4_000_000_000, memoryBytes: 17_179_869_184, pods: 110 },
    kubeletVersion: 'v1.34.2',
    kubeProxyVersion: '',
    images: [{ names: ['registry.acme.example/checkout'], sizeBytes: 7 }],
    ...fields,
  });
}

const SERVICES: readonly Service[] = ['checkout', 'ledger'].map((name) =>
  aService(name, {
    uid: `uid-service-${name.length}`,
    namespace: 'payments',
    selector: { 'acme/app': name },
    annotations: { 'service.kubernetes.io/topology-mode': 'Auto' },
  }),
);

const PODS: readonly Pod[] = [
  pod('checkout-abc-x1', 'checkout', 'acme-app-1'),
  pod('checkout-abc-x2', 'checkout', 'acme-app-1'),
  pod('checkout-abc-x3', 'checkout', 'acme-app-2'),
  pod('checkout-abc-x4', 'checkout', 'acme-app-2'),
  pod('ledger-0', 'ledger', 'acme-app-1'),
  pod('ledger-1', 'ledger', 'acme-app-2'),
];

function pod(name: string, app: string, nodeName: string): Pod {
  const isSet = app === 'ledger';
  const found = toModelObject({
    kind: 'Pod',
    metadata: {
      name,
      namespace: 'payments',
      uid: `uid-${name.length}-${name.at(-1)}`,
      labels: { 'acme/app': app, ...(isSet ? {} : { 'pod-template-hash': 'abc' }) },
      ownerReferences: [
        {
          kind: isSet ? 'StatefulSet' : 'ReplicaSet',
          name: isSet ? app : `${app}-abc`,
          uid: isSet ? 'uid-set' : 'uid-rs',
          controller: true,
        },
      ],
    },
    spec: {
      nodeName,
      hostname: isSet ? name : '',
      containers: [
        { name: app, image: 'registry.acme.example/checkout:latest', resources: { requests: { cpu: '1' } } },
      ],
      nodeSelector: { 'acme/tier': 'gold' },
      affinity: {
        nodeAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: {
            nodeSelectorTerms: [
              {
                matchExpressions: [
                  { key: 'topology.kubernetes.io/zone', operator: 'In', values: ['acme-east-1', 'acme-west-1'] },
                ],
              },
            ],
          },
        },
      },
      tolerations: [{ key: 'acme/vault', operator: 'Equal', value: 'gold', effect: 'NoSchedule' }],
      topologySpreadConstraints: [
        {
          maxSkew: 1,
          topologyKey: 'topology.kubernetes.io/zone',
          whenUnsatisfiable: 'ScheduleAnyway',
          labelSelector: { matchLabels: { 'acme/app': app } },
        },
      ],
    },
    status: {
      phase: 'Running',
      podIP: `10.1.0.${name.length}`,
      conditions: [{ type: 'Ready', status: 'True', lastTransitionTime: '2026-03-01T11:00:00.000Z' }],
    },
  });
  if (found?.kind !== 'Pod') throw new Error('no pod');
  return found;
}

function autoscaler(name: string, workload: string): HorizontalPodAutoscaler {
  return {
    kind: 'HorizontalPodAutoscaler',
    name,
    namespace: 'payments',
    uid: `uid-hpa-${name.length}`,
    target: { group: 'apps', kind: 'Deployment', name: workload },
    minReplicas: 2,
    maxReplicas: 8,
    currentReplicas: 4,
    desiredReplicas: 5,
  };
}

function slice(service: string, pods: readonly Pod[]) {
  const endpoints = pods.map((owner, index) => {
    const zone = owner.nodeName === 'acme-app-2' ? 'acme-west-1' : 'acme-east-1';
    return anEndpoint(index, {
      nodeName: owner.nodeName,
      zone,
      hints: { forZones: [zone] },
      targetRef: { kind: 'Pod', name: owner.name, uid: owner.uid },
    });
  });
  return aSlice(`${service}-7hq2x`, endpoints, {
    namespace: 'payments',
    uid: `uid-slice-${service.length}`,
    serviceName: service,
  });
}
