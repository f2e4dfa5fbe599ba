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

/** Where Kubernetes' words stand and what to think of them, differences from the rules, what crosses all the same. */
export const WHY_TEXTS: TextTable<Exclude<WhyKey, `true-cause.${string}` | `fix.${string}`>> = {
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
  'note.event-once-per-flag': {
    en: 'Written again at each sync, although nothing changes: the other family has no hints, and the controller keeps one flag for both.',
    zh: '每次同步都会重新写入，尽管没有变化：另一个地址族没有 hint，而 controller 对两者只有一个标志。',
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
