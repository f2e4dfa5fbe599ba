import type { StandingReason } from '#lib/diagnose/standing-decision.ts';
import type { WhyKey } from '#lib/diagnose/why-keys.ts';
import type { TextTable } from '#lib/messages/text-pair.ts';

/** Why hints that the rules would give are not there: clauses, as the list joins them with others. */
export const STANDING_TEXTS: TextTable<StandingReason> = {
  'hints-missing': {
    en: 'by the rules the endpoints would have hints, but the slices carry none',
    zh: '按规则 endpoint 应有 hint，但 slice 中没有',
  },
  'endpoint-zone-outdated': {
    en: '{endpoints} {endpoints|endpoint was|endpoints were} written before the node had its zone label',
    zh: '{endpoints} 个 endpoint 写入时其 node 尚无 zone 标签',
  },
  'zones-not-counted-again': {
    en: 'the controller has not counted the zones again since the nodes got their labels',
    zh: 'node 加上标签之后，controller 尚未重新统计 zone',
  },
};

/** The three lines about a verdict, the differences from the rules and what crosses all the same. */
export const WHY_TEXTS: TextTable<WhyKey> = {
  'true-cause.nodes-without-zone': {
    en: '{nodes} counted {nodes|node has|nodes have} no zone label: while one lacks it, no Service gets hints by CPU.',
    zh: '{nodes} 个计入的 node 没有 zone 标签：只要有一个缺少，所有 Service 都得不到按 CPU 的 hint。',
  },
  'true-cause.nodes-without-zone-dial-all': {
    en: '{nodes} {nodes|node has|nodes have} no zone label: kube-proxy there cannot tell which hints are meant for it, and dials every ready endpoint.',
    zh: '{nodes} 个 node 没有 zone 标签：那里的 kube-proxy 不知道哪些 hint 指向它，因此访问所有 ready endpoint。',
  },
  'true-cause.nodes-without-cpu': {
    en: '{nodes} counted {nodes|node reports|nodes report} no allocatable CPU: while one does not, no Service gets hints by CPU.',
    zh: '{nodes} 个计入的 node 没有报告可分配 CPU：只要有一个没有，所有 Service 都得不到按 CPU 的 hint。',
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
    en: 'Only zone {zone} counts ({nodes} {nodes|node|nodes}): the {others} {others|node|nodes} in other zones are left out, being control-plane nodes. One zone alone has no shares.',
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

  'fix.annotate': {
    en: 'Ask for zone routing with the annotation {key}.',
    zh: '用注解 {key} 启用 zone 路由。',
  },
  'fix.annotation-value': { en: 'Set the annotation {key} to Auto.', zh: '把注解 {key} 设为 Auto。' },
  'fix.remove-annotation': {
    en: 'Remove the annotation {key}; the other one then decides.',
    zh: '删除注解 {key}；之后由另一个决定。',
  },
  'fix.older-key': {
    en: 'Use the annotation {key}, which this version reads.',
    zh: '使用此版本读取的注解 {key}。',
  },
  'fix.gate': {
    en: 'Turn the feature gate {gate} on in API server, controller manager and kube-proxy, or upgrade.',
    zh: '在 API server、controller manager 和 kube-proxy 中打开 feature gate {gate}，或者升级。',
  },
  'fix.gate-and-annotate': {
    en: 'Turn the feature gate {gate} on in {programs}, or upgrade; then ask for zone routing with the annotation {key}.',
    zh: '在 {programs} 中打开 feature gate {gate}，或者升级；然后用注解 {key} 启用 zone 路由。',
  },
  'fix.label-nodes': {
    en: 'Give {nodes} {nodes|node its|nodes their} zone label (ZONE stands for its zone), then make the controller look at the Service again.',
    zh: '给 {nodes} 个 node 加上 zone 标签（ZONE 代表其 zone），然后让 controller 重新查看此 Service。',
  },
  'fix.node-cpu': {
    en: 'Find out why the kubelet of {nodes} {nodes|node|nodes} reports no allocatable CPU.',
    zh: '查明 {nodes} 个 node 的 kubelet 为何没有报告可分配 CPU。',
  },
  'fix.bring-nodes-back': {
    en: 'Bring {nodes} NotReady {nodes|node|nodes} back; then make the controller look at the Service again, since lost hints do not come back by themselves.',
    zh: '恢复 {nodes} 个 NotReady 的 node；然后让 controller 重新查看此 Service，因为丢失的 hint 不会自行恢复。',
  },
  'fix.traffic-distribution': {
    en: 'Ask by trafficDistribution {value} instead: it counts no CPU, so that control-plane nodes are nodes like others.',
    zh: '改用 trafficDistribution {value}：它不看 CPU，control-plane node 与其他 node 一样。',
  },
  'fix.other-traffic-distribution': {
    en: 'Use trafficDistribution {value}, which this version knows.',
    zh: '使用此版本支持的 trafficDistribution {value}。',
  },
  'fix.nothing-to-gain': {
    en: 'There is nothing to gain in one zone: leave it until there is a second one, or take {key} away to end the Events.',
    zh: '只有一个 zone 时没有收益：等到有第二个 zone，或删除 {key} 以停止 Event。',
  },
  'fix.replicas': {
    en: 'Run a number of replicas at which the strip below shows hints.',
    zh: '使用下方副本条显示有 hint 的副本数。',
  },
  'fix.replicas-to': {
    en: 'Run {more} more: with {endpoints} ready endpoints there are hints.',
    zh: '再增加 {more} 个：有 {endpoints} 个 ready endpoint 时就有 hint。',
  },
  'fix.delete-slices': {
    en: 'Delete the slices: the controller writes them anew at once, with the zones of now. Until kube-proxy has them, new connections fail.',
    zh: '删除这些 slice：controller 会立即按现在的 zone 重新写入。在 kube-proxy 收到之前，新连接会失败。',
  },
  'fix.sync': {
    en: 'Make the controller look at the Service again: any change of it does, such as an annotation that comes and goes.',
    zh: '让 controller 重新查看此 Service：对它的任何更改都可以，例如加上再删除一个注解。',
  },
  'fix.count-again': {
    en: 'Make the controller count the zones: restart kube-controller-manager, or let a node come and go (the first command makes an empty Node and takes it away). Then let it write the endpoints anew; until kube-proxy has them, new connections fail.',
    zh: '让 controller 统计 zone：重启 kube-controller-manager，或让一个 node 加入再离开（第一条命令创建一个空 Node 再删除）。然后让它重新写入 endpoint；在 kube-proxy 收到之前，新连接会失败。',
  },
  'fix.run-in-zones': {
    en: 'Run an endpoint in {zones}: spread the pods over the zones. The pods are made anew by it.',
    zh: '在 {zones} 运行一个 endpoint：把 pod 分散到各 zone。这会重新创建 pod。',
  },
  'fix.hint-slices': {
    en: 'Whoever writes the slices must write the hints: for each endpoint its own zone.',
    zh: '写入 slice 的程序必须写 hint：每个 endpoint 指向自己的 zone。',
  },
  'fix.policy-local': {
    en: 'Set internalTrafficPolicy to Cluster, or run one pod on every node.',
    zh: '把 internalTrafficPolicy 设为 Cluster，或在每个 node 上运行一个 pod。',
  },
  'fix.external-policy': {
    en: 'Set externalTrafficPolicy to Cluster (the address of the client is then hidden), or upgrade kube-proxy.',
    zh: '把 externalTrafficPolicy 设为 Cluster（客户端地址会被隐藏），或升级 kube-proxy。',
  },
  'fix.pods-ready': {
    en: 'Find out why {pods} {pods|pod is|pods are} not ready.',
    zh: '查明 {pods} 个 pod 为何未 ready。',
  },
  'fix.nodes-of-linux': {
    en: 'No setting makes it follow hints: on {nodes} {nodes|node|nodes} only an endpoint on every node with internalTrafficPolicy Local keeps traffic near.',
    zh: '没有设置能让它遵循 hint：在这 {nodes} 个 node 上，只有每个 node 都有 endpoint 并使用 internalTrafficPolicy Local 才能就近访问。',
  },

  'words.event': {
    en: 'Event on the Service, from endpoint-slice-controller',
    zh: 'Service 上的 Event，来自 endpoint-slice-controller',
  },
  'words.log': {
    en: 'log of kube-proxy on {node}, from -v={verbosity}',
    zh: '{node} 上 kube-proxy 的日志，需 -v={verbosity}',
  },
  'words.log-always': { en: 'log of kube-proxy on {node}', zh: '{node} 上 kube-proxy 的日志' },
  'words.rule-comment': { en: 'comment in the iptables rules of {node}', zh: '{node} 上 iptables 规则的注释' },
  'note.event-repeated': {
    en: 'Written anew at each sync while it lasts, and gone after an hour: that it is there, or is not, says nothing of now.',
    zh: '只要情况持续，每次同步都会重新写入，一小时后消失：它是否存在并不能说明现在的情况。',
  },
  'note.event-once': {
    en: 'Written once, when hints came, and gone after an hour.',
    zh: '只在 hint 出现时写一次，一小时后消失。',
  },
  'note.event-of-before': {
    en: 'Said before the nodes had their labels; it has not looked since.',
    zh: '这是 node 有标签之前说的；之后它还没有再查看。',
  },
  'note.misleads-one-zone': {
    en: 'Misleading: no node lacks CPU or zone. It says the same when fewer than two zones count.',
    zh: '有误导性：没有 node 缺少 CPU 或 zone。计入的 zone 少于两个时它也这样说。',
  },
  'note.misleads-no-node': {
    en: 'Misleading: it says the same when no node counts at all.',
    zh: '有误导性：没有 node 计入时它也这样说。',
  },

  'difference.custom-slices': {
    en: 'Somebody else writes {slices} of the slices ({manager}): the rules of the EndpointSlice controller do not hold for them.',
    zh: '其中 {slices} 个 slice 由别的程序写入（{manager}）：EndpointSlice controller 的规则对它们不适用。',
  },
  'difference.zones-not-counted-again': {
    en: 'This version has not counted the zones again since the nodes got their labels.',
    zh: 'node 加上标签之后，此版本尚未重新统计 zone。',
  },
  'difference.endpoint-zone': {
    en: "{endpoints} {endpoints|endpoint has|endpoints have} the zone of before: {endpoints|its|their} node's label changed, and this Service has not been synced since.",
    zh: '{endpoints} 个 endpoint 仍是之前的 zone：其 node 的标签变了，而此 Service 之后没有同步。',
  },
  'difference.missing-node': {
    en: 'The sync of this Service fails or leaves the pod out: {pod} names {node}, and there is no such node.',
    zh: '此 Service 的同步失败或略过该 pod：{pod} 指向 {node}，而没有这个 node。',
  },
  'difference.paused': {
    en: '{pods} {pods|pod is|pods are} ready, or not ready, and the slices say otherwise: the controller is behind, paused or without a leader.',
    zh: '{pods} 个 pod 的 ready 状态与 slice 不符：controller 落后、已暂停或没有 leader。',
  },
  'difference.other-version': {
    en: 'These are the hints of Kubernetes {version}: the controller manager seems to be of another version than the API server.',
    zh: '这是 Kubernetes {version} 的 hint：controller manager 的版本似乎与 API server 不同。',
  },
  'difference.left-behind': {
    en: 'Nothing asks for hints, so that the controller would take them away: somebody else writes them (a webhook, another controller), or it does not run.',
    zh: '没有任何设置要求 hint，controller 会移除它们：可能由别的程序写入（webhook 或其他 controller），或 controller 没有运行。',
  },
  'difference.nodes-changed': {
    en: 'The nodes changed after the last sync of this Service, and that alone causes none; or the controller is paused.',
    zh: '此 Service 上次同步之后 node 发生了变化，而这本身不会触发同步；或者 controller 已暂停。',
  },

  'crossing.lent': {
    en: '{endpoints} lent {endpoints|endpoint|endpoints}: hinted to another zone than {endpoints|its|their} own, and dialled from {nodes} {nodes|node|nodes} there.',
    zh: '{endpoints} 个借出的 endpoint：其 hint 指向其他 zone，由那里的 {nodes} 个 node 访问。',
  },
  'crossing.node-without-zone': {
    en: '{nodes} {nodes|node|nodes} without zone label {nodes|dials|dial} all endpoints.',
    zh: '{nodes} 个没有 zone 标签的 node 访问所有 endpoint。',
  },
  'crossing.windows': {
    en: '{nodes} Windows {nodes|node|nodes}, where kube-proxy looks at no hints.',
    zh: '{nodes} 个 Windows node，那里的 kube-proxy 不看 hint。',
  },
  'crossing.no-hint-for-zone': {
    en: '{nodes} {nodes|node|nodes} in zones that no endpoint is hinted to.',
    zh: '{nodes} 个 node 所在的 zone 没有 endpoint 的 hint 指向它。',
  },
  'crossing.data-plane': {
    en: '{nodes} {nodes|node|nodes} where another data plane than kube-proxy routes, which does not follow hints.',
    zh: '{nodes} 个 node 由 kube-proxy 以外的数据面路由，它不遵循 hint。',
  },
  'crossing.not-followed': {
    en: '{nodes} {nodes|node|nodes} where kube-proxy does not follow hints (see the rules in force).',
    zh: '{nodes} 个 node 上的 kube-proxy 不遵循 hint（见生效的规则）。',
  },
  'crossing.established': {
    en: 'Connections that were made before the hints came keep their endpoint until they are closed.',
    zh: 'hint 出现之前建立的连接在关闭之前保持原有的 endpoint。',
  },
  'crossing.affinity': {
    en: 'Session affinity ClientIP keeps a client on its endpoint for {seconds} s; it holds only among those that its node dials.',
    zh: 'session affinity ClientIP 使客户端在 {seconds} 秒内保持原有的 endpoint；只在其 node 访问的 endpoint 中有效。',
  },
  'crossing.outside': {
    en: 'Traffic from outside follows the hints of the node that it arrives at, wherever the client is.',
    zh: '来自集群外的流量遵循其到达的 node 的 hint，与客户端所在位置无关。',
  },
  'crossing.outside-local': {
    en: 'Traffic from outside reaches only endpoints on the node that it arrives at, whatever the hints say.',
    zh: '来自集群外的流量只到达其进入的 node 上的 endpoint，不看 hint。',
  },
};
