import type { HintReason } from '#lib/hints/hint-reasons.ts';
import type { TextTable } from '#lib/messages/text-pair.ts';

/** Why a Service's endpoints have hints or have none: clauses, since lists join them with others. */
export const HINT_TEXTS: TextTable<HintReason> = {
  'hinted-by-cpu-share': { en: 'zone-routed by CPU share', zh: '按 CPU 份额进行 zone 路由' },
  'hinted-to-own-zone': {
    en: 'every endpoint is hinted to its own zone',
    zh: '每个 endpoint 的 hint 都指向自己的 zone',
  },
  'hinted-to-own-node': {
    en: 'every endpoint is hinted to its own node',
    zh: '每个 endpoint 的 hint 都指向自己的 node',
  },
  'nothing-to-hint': { en: 'no ready endpoint with a zone to hint to', zh: '没有带 zone 的 ready endpoint 可写 hint' },
  'node-without-zone': { en: 'a node has no zone label', zh: '有 node 缺少 zone 标签' },
  'node-without-cpu': { en: 'a node reports no allocatable CPU', zh: '有 node 没有报告可分配 CPU' },
  'one-zone-only': { en: 'all counted nodes are in one zone', zh: '计入的 node 都在同一个 zone' },
  'no-node-counted': { en: 'no node counts for the CPU shares', zh: '没有 node 计入 CPU 份额' },
  'fewer-endpoints-than-zones': {
    en: 'no hints: {endpoints} {endpoints|endpoint|endpoints}, {zones} zones',
    zh: '没有 hint：{endpoints} 个 endpoint，{zones} 个 zone',
  },
  'overload-threshold': {
    en: 'no hints: {endpoints} endpoints over {zones} zones would overload one zone',
    zh: '没有 hint：{endpoints} 个 endpoint 分到 {zones} 个 zone 会使某个 zone 过载',
  },
  'endpoint-without-zone': { en: 'no hints: an endpoint has no zone', zh: '没有 hint：有 endpoint 没有 zone' },
  'not-opted-in': { en: 'not opted in', zh: '未启用' },
  'annotation-value-not-enabling': {
    en: 'annotation value "{value}" does not enable hints',
    zh: '注解值 “{value}” 不会启用 hint',
  },
  'annotation-shadowed': {
    en: '{key}: "{value}" hides {shadowed}: "{shadowedValue}"',
    zh: '{key}: “{value}” 遮住了 {shadowed}: “{shadowedValue}”',
  },
  'annotation-key-not-read': { en: 'this version does not read {key}', zh: '此版本不读取 {key}' },
  'hints-gate-off': {
    en: 'feature gate TopologyAwareHints is off in the controller',
    zh: 'controller 的 feature gate TopologyAwareHints 已关闭',
  },
  'traffic-distribution-gate-off': {
    en: 'feature gate {gate} for trafficDistribution {value} is off',
    zh: 'trafficDistribution {value} 的 feature gate {gate} 已关闭',
  },
  'traffic-distribution-not-supported': {
    en: 'this version does not know trafficDistribution {value}',
    zh: '此版本不支持 trafficDistribution {value}',
  },
  'service-without-selector': {
    en: 'no selector: somebody else writes its EndpointSlices',
    zh: '没有 selector：EndpointSlice 由别处写入',
  },
  'service-is-external-name': { en: 'ExternalName has no endpoints', zh: 'ExternalName 没有 endpoint' },
  'sync-failed-on-missing-node': {
    en: 'the controller cannot sync: a pod names a node that does not exist',
    zh: 'controller 无法同步：有 pod 指向不存在的 node',
  },
};
