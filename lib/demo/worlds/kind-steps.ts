import type { WorldStep } from '#lib/demo/worlds/world.ts';

const KIND_CONFIG = [
  "printf 'kind: Cluster\\napiVersion: kind.x-k8s.io/v1alpha4\\nnodes:\\n",
  "- role: control-plane\\n- role: worker\\n- role: worker\\n- role: worker\\n' > kind.yaml",
].join('');
const MANIFESTS = '/etc/kubernetes/manifests';

function addGate(program: string): string {
  const line = `/- ${program}$/a\\    - --feature-gates=TopologyAwareHints=true`;
  return `docker exec kind-control-plane sed -i '${line}' ${MANIFESTS}/${program}.yaml`;
}

/** How to have the same on a real cluster; nothing here is meant for the embedded one. */
export const CREATE_KIND_CLUSTER: WorldStep = {
  id: 'kind-create',
  title: { en: 'On a real cluster: four nodes with kind', zh: '在真实集群上：用 kind 创建四个 node' },
  text: {
    en: 'The embedded cluster stands already: go on with the steps that have a tick. To follow along on a real one, create a kind cluster of four nodes on 1.21 and scale CoreDNS to four.',
    zh: '内置集群已经就绪：请直接从带勾选标记的步骤开始。若要在真实集群上操作，请用 kind 创建一个 1.21 的、有四个 node 的集群，并将 CoreDNS 扩容到四个副本。',
  },
  commands: [
    KIND_CONFIG,
    'kind create cluster --image kindest/node:v1.21.10 --config kind.yaml',
    'kubectl -n kube-system scale deployment coredns --replicas 4',
  ],
  shows: [],
};

export const GATE_IN_API_SERVER: WorldStep = {
  id: 'gate-api-server',
  title: { en: 'On a real cluster: the gate in the API server', zh: '在真实集群上：在 API 服务器中打开特性门控' },
  text: {
    en: 'With the gate TopologyAwareHints off, the API server drops hints when a slice is written. The kubelet restarts the API server as soon as its manifest has changed.',
    zh: '特性门控 TopologyAwareHints 关闭时，API 服务器会在写入 EndpointSlice 时丢弃 hint。清单文件一旦改变，kubelet 就会重启 API 服务器。',
  },
  commands: [addGate('kube-apiserver')],
  shows: [],
};

export const GATE_IN_CONTROLLER_MANAGER: WorldStep = {
  id: 'gate-controller',
  title: {
    en: 'On a real cluster: the gate in the controller manager',
    zh: '在真实集群上：在控制器管理器中打开特性门控',
  },
  text: {
    en: 'The EndpointSlice controller, which gives the hints, runs in the controller manager and has a gate of its own.',
    zh: '给出 hint 的 EndpointSlice 控制器运行在控制器管理器中，它有自己的特性门控。',
  },
  commands: [addGate('kube-controller-manager')],
  shows: [],
};

export const GATE_IN_KUBE_PROXY: WorldStep = {
  id: 'gate-kube-proxy',
  title: { en: 'On a real cluster: the gate in kube-proxy', zh: '在真实集群上：在 kube-proxy 中打开特性门控' },
  text: {
    en: 'In the ConfigMap, set "featureGates: {TopologyAwareHints: true}" and, to see the backends with ipvsadm, "mode: ipvs". kube-proxy reads it when it starts, so delete its pods.',
    zh: '在 ConfigMap 中设置 "featureGates: {TopologyAwareHints: true}"；若想用 ipvsadm 查看后端，再设置 "mode: ipvs"。kube-proxy 只在启动时读取配置，因此需要删除它的 Pod。',
  },
  commands: [
    'kubectl -n kube-system edit configmap kube-proxy',
    'kubectl delete pod -n kube-system -l k8s-app=kube-proxy',
  ],
  shows: [],
};

export const REAL_CLUSTER_STEPS: readonly WorldStep[] = [
  CREATE_KIND_CLUSTER,
  GATE_IN_API_SERVER,
  GATE_IN_CONTROLLER_MANAGER,
  GATE_IN_KUBE_PROXY,
];
