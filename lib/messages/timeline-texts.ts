import type { TextPair } from '#lib/messages/text-pair.ts';

/** What brought a change of a timeline about, in a clause; lib/diagnose/timeline-causes names them. */
export const CAUSE_TEXTS = {
  'cause.created': { en: 'the Service was created', zh: '创建了此 Service' },
  'cause.annotation-set': { en: 'annotation {annotation} set to {value}', zh: '注解 {annotation} 设为 {value}' },
  'cause.annotation-removed': { en: 'annotation {annotation} removed', zh: '移除了注解 {annotation}' },
  'cause.field-set': { en: '{field} set to {value}', zh: '{field} 设为 {value}' },
  'cause.field-removed': { en: '{field} removed', zh: '移除了 {field}' },
  'cause.selector': { en: 'the selector changed', zh: 'selector 已更改' },
  'cause.ports': { en: 'the ports changed', zh: '端口已更改' },
  'cause.version': { en: 'Kubernetes went from {from} to {to}', zh: 'Kubernetes 从 {from} 变为 {to}' },
  'cause.gates': { en: 'the feature gates changed', zh: 'feature gate 已更改' },
  'cause.nodes-joined': { en: '{count|node|nodes} joined: {nodes}', zh: '新加入 node：{nodes}' },
  'cause.nodes-lost': { en: '{count|node|nodes} lost: {nodes}', zh: '失去 node：{nodes}' },
  'cause.nodes-ready': { en: '{nodes} turned Ready', zh: '{nodes} 变为 Ready' },
  'cause.nodes-not-ready': { en: '{nodes} turned NotReady', zh: '{nodes} 变为 NotReady' },
  'cause.nodes-labelled': { en: '{nodes} labelled zone {zone}', zh: '{nodes} 标记为 zone {zone}' },
  'cause.nodes-unlabelled': { en: '{nodes} lost the zone label', zh: '{nodes} 失去 zone 标签' },
  'cause.nodes-cpu': { en: 'allocatable CPU of {nodes} changed', zh: '{nodes} 的可分配 CPU 已更改' },
  'cause.nodes-role': { en: 'control-plane label of {nodes} changed', zh: '{nodes} 的 control-plane 标签已更改' },
  'cause.nodes-version': { en: 'kube-proxy of {nodes} became {version}', zh: '{nodes} 的 kube-proxy 变为 {version}' },
  'cause.ratio': { en: 'CPU shares moved from {from} to {to}', zh: 'CPU 份额从 {from} 变为 {to}' },
  'cause.replicas': { en: 'endpoints went from {from} to {to}', zh: 'endpoint 从 {from} 个变为 {to} 个' },
  'cause.replaced': {
    en: '{count} {count|endpoint was|endpoints were} replaced',
    zh: '替换了 {count} 个 endpoint',
  },
  'cause.rollout': { en: 'rollout of {workload}', zh: '{workload} 滚动更新' },
  'cause.gone-with-nodes': {
    en: '{count} {count|endpoint|endpoints} went with {nodes}, gone from the cluster',
    zh: '{count} 个 endpoint 随已离开集群的 {nodes} 消失',
  },
  'cause.gone-with-not-ready': {
    en: '{count} {count|endpoint|endpoints} went from {nodes}, NotReady',
    zh: '{count} 个 endpoint 离开了 NotReady 的 {nodes}',
  },
  'cause.drained': {
    en: '{count} {count|endpoint|endpoints} left {nodes}, cordoned',
    zh: '{count} 个 endpoint 离开了被 cordon 的 {nodes}',
  },
  'cause.slices-deleted': { en: 'the EndpointSlices were deleted', zh: 'EndpointSlice 被删除' },
  'cause.slices-written': { en: 'EndpointSlices were written', zh: '写入了 EndpointSlice' },
  'cause.slices': { en: 'the EndpointSlices were written anew', zh: 'EndpointSlice 被重新写入' },
  'cause.endpoints-ready': {
    en: '{count} {count|endpoint|endpoints} turned ready',
    zh: '{count} 个 endpoint 变为 ready',
  },
  'cause.endpoints-not-ready': {
    en: '{count} {count|endpoint|endpoints} turned not ready',
    zh: '{count} 个 endpoint 变为 not ready',
  },
  'cause.endpoint-zones': {
    en: "{count} {count|endpoint|endpoints} took over {count|its|their} node's zone",
    zh: '{count} 个 endpoint 采用了所在 node 的 zone',
  },
  'cause.hints-given': { en: 'the controller gave hints', zh: 'controller 写入了 hint' },
  'cause.hints-changed': { en: 'the controller moved hints', zh: 'controller 调整了 hint' },
  'cause.hints-removed': { en: 'the controller took the hints away', zh: 'controller 移除了 hint' },
} as const satisfies Readonly<Record<string, TextPair>>;

/** The texts of the timeline itself. */
export const TIMELINE_TEXTS = {
  'timeline-flips': { en: '{count} {count|flip|flips}', zh: '{count} 次翻转' },
  'timeline-back': { en: 'Earlier change', zh: '较早的更改' },
  'timeline-forward': { en: 'Later change', zh: '较晚的更改' },
  'timeline-moment': { en: 'Moment shown', zh: '显示的时刻' },
  'timeline-now': { en: 'now', zh: '现在' },
  'timeline-and-more': { en: 'and {count} more', zh: '以及另外 {count} 项' },
  'timeline-was': { en: 'endpoints {endpoints}; hints {hints}', zh: 'endpoint {endpoints}；hint {hints}' },
  'timeline-of-snapshot': { en: 'A snapshot holds one moment and no past.', zh: '快照只含一个时刻，没有过去。' },
  'timeline-none': { en: 'none', zh: '无' },
  'past-notice': { en: 'This is the past: how it stood from', zh: '这是过去：其状态自' },
  'past-until': { en: 'until', zh: '至' },
  'past-return': { en: 'Return to now (Esc)', zh: '返回现在 (Esc)' },
  'past-loading': { en: 'Reading how it stood then.', zh: '正在读取当时的状态。' },
  'past-let-go': {
    en: 'The endpoints of that time have been let go to bound the memory; the counts above are all that is left.',
    zh: '为限制内存，当时的 endpoint 已不再保留；只剩上面的计数。',
  },
  'past-failed': {
    en: 'Cannot read that moment: the server does not answer. Return to now, or try again.',
    zh: '无法读取该时刻：服务器没有应答。请返回现在，或重试。',
  },
  'past-what-if': {
    en: 'A what-if starts from now: return to now to try one.',
    zh: '假设从现在开始：请先返回现在。',
  },
} as const satisfies Readonly<Record<string, TextPair>>;
