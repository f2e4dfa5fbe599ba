import type { WhyKey } from '#lib/diagnose/why-keys.ts';
import type { TextTable } from '#lib/messages/text-pair.ts';

/** The true cause behind a verdict. */
export const TRUE_CAUSE_TEXTS: TextTable<Extract<WhyKey, `true-cause.${string}`>> = {
  'true-cause.nodes-without-zone': {
    en: '{nodes} {nodes|node has|nodes have} no zone label: while a node that should count lacks it, no Service gets hints by CPU.',
    zh: '{nodes} 个 node 没有 zone 标签：只要有一个应计入的 node 缺少，所有 Service 都得不到按 CPU 的 hint。',
  },
  'true-cause.nodes-without-zone-dial-all': {
    en: '{nodes} {nodes|node has|nodes have} no zone label: kube-proxy there cannot tell which hints are meant for it, and dials every ready endpoint.',
    zh: '{nodes} 个 node 没有 zone 标签：那里的 kube-proxy 不知道哪些 hint 指向它，因此访问所有 ready endpoint。',
  },
  'true-cause.nodes-without-cpu': {
    en: '{nodes} {nodes|node reports|nodes report} no allocatable CPU: while a node that should count reports none, no Service gets hints by CPU.',
    zh: '{nodes} 个 node 没有报告可分配 CPU：只要有一个应计入的 node 没有报告，所有 Service 都得不到按 CPU 的 hint。',
  },
  'true-cause.one-zone': {
    en: 'All counted nodes ({nodes}) are in zone {zone}: there is no second zone to keep traffic from, and nothing is missing on any node.',
    zh: '计入的 node（{nodes} 个）都在 zone {zone}：没有第二个 zone，也没有 node 缺少任何东西。',
  },
  'true-cause.one-zone-others-not-ready': {
    en: 'Only zone {zone} counts ({nodes} {nodes|node|nodes}): of the {others} {others|node|nodes} in other zones none does, since NotReady nodes are left out. One zone alone has no shares.',
    zh: '只有 zone {zone} 计入（{nodes} 个 node）：其他 zone 的 {others} 个 node 都不计入，因为 NotReady 的 node 被排除。只有一个 zone 时没有份额。',
  },
  'true-cause.one-zone-others-control-plane': {
    en: 'Only zone {zone} counts ({nodes} {nodes|node|nodes}): the {others} {others|node|nodes} in other zones {others|is|are} left out, being {others|a control-plane node|control-plane nodes}. One zone alone has no shares.',
    zh: '只有 zone {zone} 计入（{nodes} 个 node）：其他 zone 的 {others} 个 node 是 control-plane node，不计入。只有一个 zone 时没有份额。',
  },
  'true-cause.no-node-counts': {
    en: 'None of {nodes} {nodes|node|nodes} counts for the CPU shares: control-plane and NotReady nodes are left out.',
    zh: '{nodes} 个 node 中没有一个计入 CPU 份额：control-plane node 和 NotReady 的 node 不计入。',
  },
  'true-cause.fewer-endpoints': {
    en: '{endpoints} ready {endpoints|endpoint|endpoints} for {zones} zones: hints by CPU need at least one for each zone.',
    zh: '{zones} 个 zone 只有 {endpoints} 个 ready endpoint：按 CPU 的 hint 要求每个 zone 至少一个。',
  },
  'true-cause.minima': {
    en: 'By their shares of CPU the zones need at least {minima}: {sum} endpoints, and {endpoints} are ready.',
    zh: '按 CPU 份额，各 zone 至少需要 {minima}：共 {sum} 个 endpoint，而 ready 的有 {endpoints} 个。',
  },
  'true-cause.endpoint-without-zone': {
    en: '{endpoints} of {ready} ready endpoints {endpoints|has|have} no zone, since {endpoints|its node has|their nodes have} no zone label; one is enough to end the hints of all.',
    zh: '{ready} 个 ready endpoint 中有 {endpoints} 个没有 zone，因为其 node 没有 zone 标签；有一个就会使全部失去 hint。',
  },
  'true-cause.no-endpoint-with-zone': {
    en: 'None of {ready} ready endpoints has a zone, since {ready|its node has|their nodes have} no zone label: trafficDistribution has nothing to hint to.',
    zh: '{ready} 个 ready endpoint 都没有 zone，因为其 node 没有 zone 标签：trafficDistribution 没有可指向的 zone。',
  },
  'true-cause.endpoint-zone-until-sync': {
    en: '{endpoints} {endpoints|endpoint was|endpoints were} written before the node had its zone label. They learn it at the next sync of this Service, and a label alone causes none.',
    zh: '{endpoints} 个 endpoint 写入时其 node 尚无 zone 标签。它们要到此 Service 下次同步才会得知，而加标签本身不会触发同步。',
  },
  'true-cause.endpoint-zone-until-deleted': {
    en: '{endpoints} {endpoints|endpoint was|endpoints were} written before the node had its zone label. This version never compares the zone of an endpoint that stands: it stays so until its slice is deleted.',
    zh: '{endpoints} 个 endpoint 写入时其 node 尚无 zone 标签。此版本从不比较已有 endpoint 的 zone：在其 slice 被删除之前一直如此。',
  },
  'true-cause.zones-not-counted-again': {
    en: 'The {endpoints} endpoints know their zones, and the controller still counts with the zones of before: this version counts them only when a node joins, leaves or changes its Ready condition, and when it starts. A label alone does not make it count, and neither does deleting the slice once more.',
    zh: '{endpoints} 个 endpoint 已有 zone，但 controller 仍按之前的 zone 计算：此版本只在 node 加入、离开或 Ready 状态变化时以及启动时统计。仅加标签不会触发统计，再次删除 slice 也不会。',
  },
  'true-cause.not-synced': {
    en: 'By the rules the {endpoints} ready endpoints would have hints. The controller has not looked at this Service since the nodes changed: such a change queues only Services that have hints.',
    zh: '按规则 {endpoints} 个 ready endpoint 应有 hint。node 变化之后 controller 还没有查看此 Service：这种变化只会让已有 hint 的 Service 排队。',
  },
  'true-cause.not-synced-or-not-counted': {
    en: 'By the rules the {endpoints} ready endpoints would have hints. Either the controller has not looked at this Service since the nodes changed, or it has not counted the zones again since their labels did: this version counts them only when a node joins, leaves or changes its Ready condition.',
    zh: '按规则 {endpoints} 个 ready endpoint 应有 hint。要么 node 变化之后 controller 还没有查看此 Service，要么标签变化之后它没有重新统计 zone：此版本只在 node 加入、离开或 Ready 状态变化时统计。',
  },
  'true-cause.custom-slices': {
    en: 'The Service has no selector, so that the EndpointSlice controller writes no hints for it: {without} of {ready} ready endpoints carry none.',
    zh: '此 Service 没有 selector，因此 EndpointSlice controller 不为它写 hint：{ready} 个 ready endpoint 中有 {without} 个没有。',
  },
  'true-cause.endpoint-without-hint': {
    en: '{without} of {ready} ready endpoints {without|carries|carry} no zone hint, and one is enough: every kube-proxy then ignores the hints of all.',
    zh: '{ready} 个 ready endpoint 中有 {without} 个没有 zone hint，有一个就足够：每个 kube-proxy 都会忽略全部 hint。',
  },
  'true-cause.endpoint-without-hint-by-node': {
    en: '{without} of {ready} ready endpoints {without|carries|carry} no zone hint, since {without|its node has|their nodes have} no zone label. One is enough: every kube-proxy then ignores the hints of all.',
    zh: '{ready} 个 ready endpoint 中有 {without} 个没有 zone hint，因为其 node 没有 zone 标签。有一个就足够：每个 kube-proxy 都会忽略全部 hint。',
  },
  'true-cause.endpoint-without-hint-by-slice': {
    en: '{without} of {ready} ready endpoints {without|carries|carry} no zone hint: {without|it stands|they stand} in a slice that the EndpointSlice controller does not write. One is enough: every kube-proxy then ignores the hints of all.',
    zh: '{ready} 个 ready endpoint 中有 {without} 个没有 zone hint：它们所在的 slice 不由 EndpointSlice controller 写入。有一个就足够：每个 kube-proxy 都会忽略全部 hint。',
  },
  'true-cause.no-hint-for-zones': {
    en: 'No endpoint is hinted to {zones}: {nodes} {nodes|node|nodes} there {nodes|dials|dial} all {ready} ready endpoints.',
    zh: '没有 endpoint 的 hint 指向 {zones}：那里的 {nodes} 个 node 访问全部 {ready} 个 ready endpoint。',
  },
  'true-cause.windows': {
    en: '{nodes} {nodes|node runs|nodes run} Windows, where kube-proxy looks at no hints in any version.',
    zh: '{nodes} 个 node 运行 Windows，那里任何版本的 kube-proxy 都不看 hint。',
  },
  'true-cause.local-without-endpoint': {
    en: 'internalTrafficPolicy is Local, and {nodes} of {all} nodes run none of the {endpoints} endpoints: what is sent to the ClusterIP there fails.',
    zh: 'internalTrafficPolicy 为 Local，而 {all} 个 node 中有 {nodes} 个没有运行这 {endpoints} 个 endpoint 中的任何一个：那里发往 ClusterIP 的连接会失败。',
  },
  'true-cause.hinted-not-ready': {
    en: 'This version hints endpoints that are not ready too, and follows such hints: all {endpoints} that are hinted to zone {zone} are not ready.',
    zh: '此版本也给未 ready 的 endpoint 写 hint 并遵循它们：指向 zone {zone} 的 {endpoints} 个 endpoint 都未 ready。',
  },
};
