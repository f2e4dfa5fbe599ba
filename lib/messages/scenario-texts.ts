import type { TextTable } from '#lib/messages/text-pair.ts';
import type { ScenarioTextKey } from '#lib/scenario/scenario-text-keys.ts';

/** What a what-if rests on, why part of one cannot be made, and how it would be done. */
export const SCENARIO_TEXTS: TextTable<ScenarioTextKey> = {
  'refused.not-a-rollout': {
    en: 'Cannot roll out {kind} {name}: only the rolling update of a Deployment is stepped through here.',
    zh: '无法推演 {kind} {name} 的滚动更新：这里只逐步推演 Deployment 的滚动更新。',
  },
  'refused.rollout-stands-still': {
    en: 'Cannot roll out {name}: with neither surge nor unavailable pods nothing may move.',
    zh: '无法推演 {name} 的滚动更新：maxSurge 与 maxUnavailable 均为 0，无法进行。',
  },

  'assumption.zone-down-at-once': {
    en: 'At once: the {nodes} {nodes|node|nodes} of zone {zone} still count as Ready, and {endpoints} dead {endpoints|endpoint is|endpoints are} still dialled.',
    zh: '刚发生时：zone {zone} 的 {nodes} 个 node 仍算 Ready，{endpoints} 个已失效的 endpoint 仍会被访问。',
  },
  'assumption.zone-down-notready': {
    en: 'After {seconds} s of silence (node-monitor-grace-period): {nodes} {nodes|node|nodes} of zone {zone} NotReady, {endpoints} {endpoints|pod|pods} not ready.',
    zh: '失联 {seconds} 秒后（node-monitor-grace-period）：zone {zone} 的 {nodes} 个 node 变为 NotReady，{endpoints} 个 pod 变为 not ready。',
  },
  'assumption.zone-down-evicted': {
    en: '{seconds} s after the loss the last of {pods} {pods|pod|pods} is evicted: the tolerations of the unreachable taint have run out.',
    zh: '失联 {seconds} 秒后，{pods} 个 pod 全部被驱逐：对 unreachable taint 的容忍时间已用尽。',
  },
  'assumption.evicts-nothing': {
    en: 'Nothing is evicted: no node of the cluster is Ready, so the controller takes itself for the one that is cut off.',
    zh: '不会驱逐任何 pod：集群中没有 Ready 的 node，控制器会认为是自己失联。',
  },
  'assumption.pods-stay': {
    en: '{pods} {pods|pod tolerates|pods tolerate} the loss without end and {pods|stays|stay} where {pods|it is|they are}.',
    zh: '{pods} 个 pod 无限期容忍失联，不会离开原来的 node。',
  },
  'assumption.evicted-terminating': {
    en: 'Evicted pods stay Terminating, since nobody on their nodes ends them; their replacements are not Ready yet.',
    zh: '被驱逐的 pod 会一直处于 Terminating，因为其 node 上没有人结束它们；替代的 pod 尚未 Ready。',
  },
  'assumption.not-recreated': {
    en: '{pods} {count|does|do} not come back: no controller replaces {count|it|them}.',
    zh: '{pods} 不会恢复：没有控制器会替换它们。',
  },
  'assumption.ordinals-stay': {
    en: '{pods} {count|is|are} not replaced: a StatefulSet waits until the old pod is gone, and on a dead node it never goes.',
    zh: '{pods} 不会被替换：StatefulSet 要等旧 pod 消失，而在失联的 node 上它不会消失。',
  },
  'assumption.zonal-shift': {
    en: 'Zonal shift of {zone}: its {nodes} {nodes|node is|nodes are} cordoned, none is drained; {endpoints} {endpoints|endpoint leaves|endpoints leave} the slices, and the pods run on.',
    zh: '{zone} 的 zonal shift：其 {nodes} 个 node 被 cordon，但不 drain；{endpoints} 个 endpoint 离开 slice，pod 继续运行。',
  },
  'assumption.zonal-shift-cpu': {
    en: 'Nodes of the zone that is shifted away from still count in the CPU shares, and still dial.',
    zh: '被移开的 zone 的 node 仍计入 CPU 份额，也仍会发起访问。',
  },
  'assumption.drained': {
    en: 'Drained: node {node} is cordoned, {pods} {pods|pod of this Service has|pods of this Service have} left it.',
    zh: '已 drain：node {node} 被 cordon，此 Service 的 {pods} 个 pod 已离开。',
  },
  'assumption.no-disruption-budget': {
    en: 'PodDisruptionBudgets are not read: a drain may have to wait for one.',
    zh: '不读取 PodDisruptionBudget：drain 可能需要等待。',
  },
  'assumption.daemon-pods-stay': {
    en: '{pods} {pods|pod|pods} of a DaemonSet, or of the kubelet itself, {pods|stays|stay} on the node.',
    zh: 'DaemonSet 或 kubelet 自身的 {pods} 个 pod 留在该 node 上。',
  },
  'assumption.next-node-event': {
    en: 'A change of CPU alone is not counted: hints follow it once a node joins, leaves, or changes its readiness or zone.',
    zh: '仅 CPU 的变化不会触发重新统计：要等某个 node 加入、离开或其就绪状态、zone 改变后，hint 才会随之变化。',
  },
  'assumption.tied-zones': {
    en: 'Zones tie for an endpoint that is lent: Kubernetes picks one of them at random, and one possible share-out is shown.',
    zh: '有 zone 在出借 endpoint 上打平：Kubernetes 随机选一个，这里显示其中一种可能的分配。',
  },
  'assumption.rollout-step': {
    en: 'Step {step} of {last} of a rolling update: all that the controller asks for at one moment, before any of it is done.',
    zh: '滚动更新的第 {step} / {last} 步：控制器在这一刻提出的全部操作，均尚未完成。',
  },
  'assumption.rollout-order': {
    en: 'Pods of one step all turn Ready, and all end, before the next step; in life they mix. The new template asks the scheduler for the same.',
    zh: '假设同一步的 pod 全部 Ready、全部结束之后才进入下一步；实际会交错进行。新模板对 scheduler 的要求不变。',
  },
  'assumption.rollout-stalls': {
    en: 'The rollout of {name} stalls: no node can take the next pod.',
    zh: '{name} 的滚动更新会停滞：没有 node 能接收下一个 pod。',
  },

  'lane.nodes-live': { en: '{nodes} {nodes|node|nodes} (live {live})', zh: '{nodes} 个 node（当前 {live}）' },
  'lane.cpu-live': { en: '{share%} of CPU (live {live%})', zh: 'CPU 占 {share%}（当前 {live%}）' },
  'lane.clients-live': { en: '{share%} of the clients (live {live%})', zh: '占客户端 {share%}（当前 {live%}）' },
  'lane.endpoints-live': { en: '{share%} of endpoints (live {live%})', zh: 'endpoint 占 {share%}（当前 {live%}）' },
  'lane.kept-live': { en: '{share%} stays in zone (live {live%})', zh: '{share%} 留在 zone 内（当前 {live%}）' },
  'lane.not-ready-live': { en: '{nodes} NotReady (live {live})', zh: '{nodes} 个 NotReady（当前 {live}）' },
  'lane.cordoned-live': { en: '{nodes} cordoned (live {live})', zh: '{nodes} 个已 cordon（当前 {live}）' },
  'lane.not-counted-live': {
    en: '{nodes} not counted in CPU shares (live {live})',
    zh: '{nodes} 个未计入 CPU 份额（当前 {live}）',
  },
  'card.cpu-live': { en: '{cpu} CPU (live {live})', zh: '{cpu} CPU（当前 {live}）' },
  'node.mix-live': { en: '{share%} of the client mix (live {live%})', zh: '占客户端组合的 {share%}（当前 {live%}）' },
  'why.live': {
    en: 'Live: {verdict}, in effect on {nodes} of {all} nodes, {share%} in zone.',
    zh: '当前：{verdict}，在 {all} 个 node 中的 {nodes} 个上生效，{share%} 留在 zone 内。',
  },
  'why.live-without-share': {
    en: 'Live: {verdict}, in effect on {nodes} of {all} nodes.',
    zh: '当前：{verdict}，在 {all} 个 node 中的 {nodes} 个上生效。',
  },
  'change.replicas': { en: '{replicas} {replicas|replica|replicas}', zh: '{replicas} 个副本' },
  'change.mode': { en: 'mode {mode}', zh: '模式 {mode}' },
  'change.zone-down-at-once': { en: 'zone {zone} down, at once', zh: 'zone {zone} 故障：刚发生' },
  'change.zone-down-notready': { en: 'zone {zone} down, NotReady', zh: 'zone {zone} 故障：NotReady' },
  'change.zone-down-evicted': { en: 'zone {zone} down, evicted', zh: 'zone {zone} 故障：已驱逐' },
  'change.zone-down-rescheduled': { en: 'zone {zone} down, rescheduled', zh: 'zone {zone} 故障：已重新调度' },
  'change.zonal-shift': { en: 'zonal shift away from {zone}', zh: '从 {zone} 做 zonal shift' },
  'change.drain': { en: '{node} drained', zh: '{node} 已 drain' },
  'change.cordon': { en: '{node} cordoned', zh: '{node} 已 cordon' },
  'change.node-add': {
    en: '{count} {count|node|nodes} more in {zone}, {cpu} CPU',
    zh: '{zone} 增加 {count} 个 node，{cpu} CPU',
  },
  'change.relabel': { en: '{node} in zone {zone}', zh: '{node} 改到 zone {zone}' },
  'change.unlabel': { en: '{node} without a zone', zh: '{node} 去掉 zone' },
  'change.cpu': { en: '{node} with {cpu} CPU', zh: '{node} 改为 {cpu} CPU' },
  'change.rollout': {
    en: 'rollout at step {step}, surge {surge}, unavailable {unavailable}',
    zh: '滚动更新第 {step} 步，surge {surge}，unavailable {unavailable}',
  },
  'change.kubernetes': { en: 'Kubernetes {version}', zh: 'Kubernetes {version}' },
  'strip.hints-go': { en: 'Hints would go at {counts} replicas.', zh: '副本数为 {counts} 时 hint 会消失。' },
  'strip.hints-come': { en: 'Hints would come at {counts} replicas.', zh: '副本数为 {counts} 时会有 hint。' },
  'strip.hints-stay': {
    en: 'Hints at every count up to {most} replicas.',
    zh: '副本数到 {most} 为止均有 hint。',
  },
  'strip.hints-stay-off': {
    en: 'No hints at any count up to {most} replicas.',
    zh: '副本数到 {most} 为止均没有 hint。',
  },
  'outcome.worst': {
    en: 'At worst, of {ways} possible spreads: {spread}, then {verdict}, in-zone {share%}',
    zh: '在 {ways} 种可能的分布中最坏为：{spread}，此时 {verdict}，zone 内 {share%}',
  },
  'outcome.worst-without-share': {
    en: 'At worst, of {ways} possible spreads: {spread}, then {verdict}',
    zh: '在 {ways} 种可能的分布中最坏为：{spread}，此时 {verdict}',
  },
  'losses.all': {
    en: '{count} {count|Service loses|Services lose} all backends: {services}.',
    zh: '{count} 个 Service 失去全部 backend：{services}。',
  },
  'losses.all-and-more': {
    en: '{count} Services lose all backends: {services} and {more} more.',
    zh: '{count} 个 Service 失去全部 backend：{services} 以及另外 {more} 个。',
  },
  'losses.none': { en: 'No Service loses all of its backends.', zh: '没有 Service 失去全部 backend。' },
  'losses.next': {
    en: 'Nearest to it: {service}, with {left} of {ready} left.',
    zh: '最接近的是 {service}，剩余 {left} / {ready}。',
  },
  'losses.of-now': {
    en: 'Of all Services this counts the endpoints of now, without the other changes.',
    zh: '对所有 Service，这里统计的是现在的 endpoint，不含其他更改。',
  },
  'command.drain': { en: 'Drain the node {node}', zh: 'drain node {node}' },
  'command.rollout': { en: 'Roll {name} out anew', zh: '重新滚动更新 {name}' },
};
