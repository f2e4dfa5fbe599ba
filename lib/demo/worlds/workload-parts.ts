import { type KubeObject, kubeTime } from '#lib/demo/api-server/kube-object.ts';
import { randomUid } from '#lib/demo/random-names.ts';
import { runningPodStatus } from '#lib/demo/running-pod-status.ts';
import type { WorldStart } from '#lib/demo/worlds/world.ts';
import { POD_TEMPLATE_HASH_LABEL } from '#lib/model/well-known.ts';
import type { Json } from '#lib/to-model/json.ts';

const MINUTE = 60_000;
const SECOND = 1000;

export interface WorkloadPlan {
  readonly namespace: string;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly templateHash: string;
  readonly ageMinutes: number;
  readonly podSpec: Json;
  readonly strategy?: Json;
  readonly pods: readonly PodPlan[];
}

export interface PodPlan {
  /** The five letters after the ReplicaSet's name. */
  readonly suffix: string;
  readonly ip: string;
  readonly nodeName: string;
  readonly hostIP: string;
  readonly ageMinutes: number;
  /** Seconds between creation and readiness. */
  readonly readyAfterSeconds?: number;
  /** How its uid begins, in hexadecimal digits. */
  readonly uidBegins?: string;
}

/** A settled Deployment, its ReplicaSet and its running pods. */
export function workload(start: WorldStart, plan: WorkloadPlan): readonly KubeObject[] {
  const creationTimestamp = kubeTime(start.now - plan.ageMinutes * MINUTE);
  const deploymentUid = randomUid(start.random);
  const replicaSetUid = randomUid(start.random);
  const replicaSetName = `${plan.name}-${plan.templateHash}`;
  const labels = { ...plan.labels, [POD_TEMPLATE_HASH_LABEL]: plan.templateHash };
  const replicas = plan.pods.length;
  const meta = { namespace: plan.namespace, creationTimestamp };
  const owner = (apiVersion: string, kind: string, name: string, uid: string) => [
    { apiVersion, kind, name, uid, controller: true, blockOwnerDeletion: true },
  ];
  return [
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { ...meta, name: plan.name, uid: deploymentUid, labels: plan.labels, annotations: { [REVISION]: '1' } },
      spec: {
        replicas,
        selector: { matchLabels: plan.labels },
        template: { metadata: { creationTimestamp: null, labels: plan.labels }, spec: plan.podSpec },
        ...(plan.strategy === undefined ? {} : { strategy: plan.strategy }),
      },
    },
    {
      apiVersion: 'apps/v1',
      kind: 'ReplicaSet',
      metadata: {
        ...meta,
        name: replicaSetName,
        uid: replicaSetUid,
        labels,
        annotations: { [REVISION]: '1' },
        ownerReferences: owner('apps/v1', 'Deployment', plan.name, deploymentUid),
      },
      spec: {
        replicas,
        selector: { matchLabels: labels },
        template: { metadata: { creationTimestamp: null, labels }, spec: plan.podSpec },
      },
    },
    ...plan.pods.map((pod) => ({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {
        name: `${replicaSetName}-${pod.suffix}`,
        generateName: `${replicaSetName}-`,
        namespace: plan.namespace,
        uid: randomUid(start.random, pod.uidBegins ?? ''),
        creationTimestamp: kubeTime(start.now - pod.ageMinutes * MINUTE),
        labels,
        ownerReferences: owner('apps/v1', 'ReplicaSet', replicaSetName, replicaSetUid),
      },
      spec: { ...plan.podSpec, nodeName: pod.nodeName },
      status: runningStatus(start, pod, plan.podSpec),
    })),
  ];
}

const REVISION = 'deployment.kubernetes.io/revision';

function runningStatus(start: WorldStart, pod: PodPlan, podSpec: Json): Json {
  const created = start.now - pod.ageMinutes * MINUTE;
  return runningPodStatus(podSpec, {
    podIP: pod.ip,
    hostIP: pod.hostIP,
    startedAt: created,
    readyAt: created + (pod.readyAfterSeconds ?? 2) * SECOND,
  });
}
