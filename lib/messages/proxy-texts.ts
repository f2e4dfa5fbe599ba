import type { TextTable } from '#lib/messages/text-pair.ts';
import type { ProxyReason, SkipReason } from '#lib/proxy-filter/proxy-reasons.ts';

/** Why a node dials the list it dials: clauses. */
export const PROXY_TEXTS: TextTable<ProxyReason> = {
  'same-zone': {
    en: 'hints are followed: only endpoints for zone {zone}',
    zh: '遵循 hint：仅 zone {zone} 的 endpoint',
  },
  'same-node': { en: 'hints are followed: same node', zh: '遵循 hint：同 node' },
  'same-zone-but-none-ready': {
    en: 'hints for zone {zone} are followed, but none of those endpoints is ready',
    zh: '遵循指向 zone {zone} 的 hint，但这些 endpoint 都不是 ready',
  },
  'no-endpoint': { en: 'no endpoints', zh: '没有 endpoint' },
  'no-ready-endpoint': {
    en: 'none of {endpoints} {endpoints|endpoint|endpoints} is ready',
    zh: '{endpoints} 个 endpoint 中没有 ready 的',
  },
  'terminating-fallback': {
    en: 'none is ready: those that serve while terminating are dialled',
    zh: '没有 ready 的：改为访问仍在 serving 的 terminating endpoint',
  },
  'gate-off': { en: 'feature gate {gate} is off in kube-proxy', zh: 'kube-proxy 的 feature gate {gate} 已关闭' },
  'annotation-missing': { en: 'kube-proxy wants the annotation {key}', zh: 'kube-proxy 需要注解 {key}' },
  'annotation-not-enabling': {
    en: 'annotation value "{value}" does not switch hints on in kube-proxy',
    zh: '注解值 “{value}” 不会让 kube-proxy 启用 hint',
  },
  // Word for word the controller's: the two tables share this key.
  'node-without-zone': { en: 'a node has no zone label', zh: '有 node 缺少 zone 标签' },
  'no-hints': { en: 'no endpoint carries a zone hint', zh: '没有 endpoint 带 zone hint' },
  'endpoint-without-zone-hint': {
    en: '{without} of {ready} ready endpoints carry no zone hint',
    zh: '{ready} 个 ready endpoint 中有 {without} 个没有 zone hint',
  },
  'unready-endpoint-without-zone-hint': {
    en: '{without} {without|endpoint carries|endpoints carry} no zone hint, one of them not ready',
    zh: '{without} 个 endpoint 没有 zone hint，其中有未 ready 的',
  },
  'no-endpoint-hinted-to-zone': {
    en: 'no endpoint is hinted to zone {zone}: it dials all',
    zh: '没有 endpoint 的 hint 指向 zone {zone}：访问全部',
  },
  'external-policy-local-switches-hints-off': {
    en: 'this kube-proxy ignores hints with externalTrafficPolicy: Local',
    zh: 'externalTrafficPolicy: Local 时此 kube-proxy 忽略 hint',
  },
  'internal-policy-local': {
    en: 'internalTrafficPolicy: Local: only endpoints on the same node',
    zh: 'internalTrafficPolicy: Local：只访问本 node 上的 endpoint',
  },
  'internal-policy-local-without-endpoint': {
    en: 'internalTrafficPolicy: Local, and the node has no endpoint',
    zh: 'internalTrafficPolicy: Local，而该 node 上没有 endpoint',
  },
  'external-policy-local': {
    en: 'externalTrafficPolicy: Local: from outside, only endpoints on the same node',
    zh: 'externalTrafficPolicy: Local：来自集群外的流量只访问本 node 上的 endpoint',
  },
  'external-policy-local-without-endpoint': {
    en: 'externalTrafficPolicy: Local, and the node has no endpoint',
    zh: 'externalTrafficPolicy: Local，而该 node 上没有 endpoint',
  },
  'windows-ignores-hints': { en: 'kube-proxy on Windows ignores hints', zh: 'Windows 上的 kube-proxy 忽略 hint' },
  'data-plane-ignores-hints': { en: '{dataPlane} does not follow hints', zh: '{dataPlane} 不遵循 hint' },
  'topology-keys': {
    en: 'spec.topologyKeys chooses instead of hints, and leaves every endpoint',
    zh: '由 spec.topologyKeys 而不是 hint 决定，保留全部 endpoint',
  },
  'topology-key-zone': {
    en: 'spec.topologyKeys chooses instead of hints: the endpoints in zone {zone}',
    zh: '由 spec.topologyKeys 而不是 hint 决定：zone {zone} 中的 endpoint',
  },
  'topology-key-hostname': {
    en: 'spec.topologyKeys chooses instead of hints: the endpoints on node {node}',
    zh: '由 spec.topologyKeys 而不是 hint 决定：node {node} 上的 endpoint',
  },
  'topology-keys-without-match': {
    en: 'spec.topologyKeys ({keys}) matches no endpoint from this node, and "*" is not its last key',
    zh: 'spec.topologyKeys（{keys}）在该 node 上匹配不到任何 endpoint，且最后一个键不是 "*"',
  },
};

/** Why kube-proxy has no rules for a Service at all. */
export const SKIP_TEXTS: TextTable<SkipReason> = {
  headless: { en: 'headless: not proxied', zh: 'headless：不经过 kube-proxy' },
  'external-name': { en: 'ExternalName: not proxied', zh: 'ExternalName：不经过 kube-proxy' },
  'service-proxy-name': {
    en: 'served by another proxy (service-proxy-name)',
    zh: '由其他代理处理（service-proxy-name）',
  },
  'no-cluster-ip': { en: 'no ClusterIP: not proxied', zh: '没有 ClusterIP：不经过 kube-proxy' },
};
