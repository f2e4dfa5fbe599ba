import { type KubeObject, kubeTime } from '#lib/demo/api-server/kube-object.ts';
import { randomSuffix } from '#lib/demo/random-names.ts';
import { kindNode, kubernetesService, type NodePlan, namespaces, nodeAddress } from '#lib/demo/worlds/cluster-parts.ts';
import { workload } from '#lib/demo/worlds/workload-parts.ts';
import type { WorldStart } from '#lib/demo/worlds/world.ts';
import type { Json } from '#lib/to-model/json.ts';

const AGE_MINUTES = 240;
const IMAGE = 'registry.k8s.io/pause:3.9';

/** Without a zone it has no zone label yet. */
export type ZonalNode = Pick<NodePlan, 'name' | 'zone' | 'cpu' | 'taints' | 'annotations'>;

export interface ZonalService {
  readonly namespace: string;
  readonly name: string;
  readonly annotations?: Readonly<Record<string, string>>;
  /** Further fields of the Service's spec. */
  readonly spec?: Json;
  /** The node of each pod, in the order in which the pods came. */
  readonly podsOn: readonly string[];
}

export interface ZonalPlan {
  readonly nodes: readonly ZonalNode[];
  readonly services: readonly ZonalService[];
}

/** A settled cluster of worker nodes in zones with a Deployment behind each Service; slices are left to the controllers. */
export function zonalCluster(start: WorldStart, plan: ZonalPlan): readonly KubeObject[] {
  const own = [...new Set(plan.services.map((service) => service.namespace))].filter((name) => name !== 'default');
  const indexByNode = new Map(plan.nodes.map((node, index) => [node.name, index]));
  const podsByNode = new Map<string, number>();
  const nodes = plan.nodes.map((node, index) =>
    kindNode(start, { ...node, index, podCIDR: `${podNetwork(index)}.0/24`, ageMinutes: AGE_MINUTES }),
  );
  const services = plan.services.flatMap((service) => {
    const pods = service.podsOn.map((nodeName, order) => {
      const index = indexByNode.get(nodeName) ?? 0;
      const host = (podsByNode.get(nodeName) ?? 1) + 1;
      podsByNode.set(nodeName, host);
      return {
        suffix: randomSuffix(start.random),
        ip: `${podNetwork(index)}.${host}`,
        nodeName,
        hostIP: nodeAddress(index),
        ageMinutes: AGE_MINUTES - 5 - (order % 100),
      };
    });
    return [serviceObject(start, service), ...deploymentObjects(start, { service, pods })];
  });
  return [
    ...namespaces(start, AGE_MINUTES, own),
    ...nodes,
    ...kubernetesService(start, AGE_MINUTES, nodeAddress(0)),
    ...services,
  ];
}

/** 10.128.0 to 10.255.255: apart from the Services' 10.96. */
function podNetwork(index: number): string {
  return `10.${128 + (index >> 8)}.${index & 255}`;
}

function deploymentObjects(
  start: WorldStart,
  { service, pods }: { readonly service: ZonalService; readonly pods: Parameters<typeof workload>[1]['pods'] },
): readonly KubeObject[] {
  const { namespace, name } = service;
  const container = { name, image: IMAGE, ports: [{ name: 'http', containerPort: 8080, protocol: 'TCP' }] };
  return workload(start, {
    namespace,
    name,
    labels: { app: name },
    templateHash: '5d9f7c6b8d',
    ageMinutes: AGE_MINUTES,
    podSpec: { containers: [{ ...container, resources: { requests: { cpu: '10m', memory: '16Mi' } } }] },
    pods,
  });
}

function serviceObject(start: WorldStart, service: ZonalService): KubeObject {
  const { namespace, name, annotations, spec } = service;
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      name,
      namespace,
      labels: { app: name },
      ...(annotations === undefined ? {} : { annotations }),
      creationTimestamp: kubeTime(start.now - AGE_MINUTES * 60_000),
    },
    spec: {
      type: 'ClusterIP',
      selector: { app: name },
      ports: [{ name: 'http', protocol: 'TCP', port: 80, targetPort: 8080 }],
      ...spec,
    },
  };
}
