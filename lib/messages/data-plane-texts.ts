import type { DataPlaneFinding } from '#lib/diagnose/data-plane.ts';
import type { TextPair, TextTable } from '#lib/messages/text-pair.ts';
import type { DataPlaneKind } from '#lib/model/data-plane.ts';

/** What carries a node's traffic for Services, and how that was found: sentences. */
export const DATA_PLANE_TEXTS: TextTable<`data-plane.${DataPlaneFinding}`> = {
  'data-plane.set': {
    en: 'Data plane {kind}, as data-plane says.',
    zh: '数据面 {kind}，由 data-plane 指定。',
  },
  'data-plane.windows': {
    en: 'kube-proxy on Windows, which never looks at hints or Local policies.',
    zh: 'Windows 上的 kube-proxy，从不看 hint，也不看 Local 策略。',
  },
  'data-plane.ovn-kubernetes': {
    en: 'OVN-Kubernetes routes here, in place of kube-proxy, and does not follow hints (found by {sign}).',
    zh: '此处由 OVN-Kubernetes 代替 kube-proxy 路由，不遵循 hint（依据 {sign}）。',
  },
  'data-plane.cilium-in-place': {
    en: 'Cilium routes here, in place of kube-proxy (found by {sign}). It follows hints only with loadBalancer.serviceTopology, which no object tells, so it is unknown.',
    zh: '此处由 Cilium 代替 kube-proxy 路由（依据 {sign}）。只有开启 loadBalancer.serviceTopology 才遵循 hint；对象中看不出，因此未知。',
  },
  'data-plane.cilium': {
    en: 'Cilium runs here (found by {sign}). In place of kube-proxy it follows hints only with loadBalancer.serviceTopology; no object tells either, so it is unknown.',
    zh: '此处运行 Cilium（依据 {sign}）。代替 kube-proxy 时，只有开启 loadBalancer.serviceTopology 才遵循 hint；对象中看不出这两点，因此未知。',
  },
  'data-plane.kube-router': {
    en: 'kube-router runs here (found by {sign}). Where it serves Services it does not follow hints; no object tells whether it does, so it is unknown.',
    zh: '此处运行 kube-router（依据 {sign}）。由它处理 Service 时不遵循 hint；对象中看不出是否如此，因此未知。',
  },
  'data-plane.calico': {
    en: 'Calico runs here (found by {sign}) and leaves Services to kube-proxy, unless its eBPF mode is on, which follows all hints from v3.31 on; no object tells either: kube-proxy is assumed.',
    zh: '此处运行 Calico（依据 {sign}），Service 由 kube-proxy 处理，除非开启了 eBPF 模式（自 v3.31 起遵循各种 hint）；对象中看不出这两点：假定为 kube-proxy。',
  },
  'data-plane.virtual-node': {
    en: 'A virtual node without kube-proxy (found by the taint {sign}): what routes for its pods is unknown.',
    zh: '虚拟 node，没有 kube-proxy（依据 taint {sign}）：其 pod 的路由方式未知。',
  },
  'data-plane.no-sign': {
    en: 'kube-proxy is assumed: the Node shows no sign of another data plane.',
    zh: '假定为 kube-proxy：Node 上没有其他数据面的迹象。',
  },
};

/** The same for several nodes that are alike. */
export const DATA_PLANE_GROUP_TEXTS: Readonly<Record<string, TextPair>> = Object.fromEntries(
  Object.entries(DATA_PLANE_TEXTS).map(([key, { en, zh }]) => [
    `know.${key}`,
    { en: `{nodes} {nodes|node|nodes}, such as {example}: ${en}`, zh: `{nodes} 个 node（如 {example}）：${zh}` },
  ]),
);

/** The kinds by name, as somebody chooses one. */
export const DATA_PLANE_KIND_TEXTS: TextTable<`data-plane-kind.${DataPlaneKind}`> = {
  'data-plane-kind.kube-proxy': { en: 'kube-proxy, mode unknown', zh: 'kube-proxy，模式未知' },
  'data-plane-kind.iptables': { en: 'kube-proxy, iptables', zh: 'kube-proxy，iptables' },
  'data-plane-kind.ipvs': { en: 'kube-proxy, ipvs', zh: 'kube-proxy，ipvs' },
  'data-plane-kind.nftables': { en: 'kube-proxy, nftables', zh: 'kube-proxy，nftables' },
  'data-plane-kind.windows': { en: 'kube-proxy, Windows', zh: 'kube-proxy，Windows' },
  'data-plane-kind.cilium': { en: 'Cilium, serviceTopology off', zh: 'Cilium，serviceTopology 关闭' },
  'data-plane-kind.cilium-service-topology': {
    en: 'Cilium, serviceTopology on',
    zh: 'Cilium，serviceTopology 开启',
  },
  'data-plane-kind.ovn-kubernetes': { en: 'OVN-Kubernetes', zh: 'OVN-Kubernetes' },
  'data-plane-kind.calico-ebpf': { en: 'Calico eBPF', zh: 'Calico eBPF' },
  'data-plane-kind.kube-router': { en: 'kube-router', zh: 'kube-router' },
  'data-plane-kind.none': { en: 'no kube-proxy', zh: '没有 kube-proxy' },
  'data-plane-kind.unknown': { en: 'unknown', zh: '未知' },
};
