import type { TextTable } from '#lib/messages/text-pair.ts';
import type { ScaleDownReason } from '#lib/replicas/deletion-rank.ts';
import type { PlacementAssumption } from '#lib/replicas/place-many.ts';
import type { RejectReason } from '#lib/replicas/scheduler/plugin.ts';

/** Why one pod is deleted before another. */
export const SCALE_DOWN_TEXTS: TextTable<ScaleDownReason> = {
  tie: { en: 'nothing tells them apart', zh: '没有可区分的依据' },
  'not-assigned-to-node': { en: 'it is on no node yet', zh: '尚未分配到 node' },
  phase: { en: 'it is not Running yet', zh: '尚未 Running' },
  'not-ready': { en: 'it is not ready', zh: '不是 ready' },
  'deletion-cost': { en: 'its pod-deletion-cost is lower', zh: 'pod-deletion-cost 更低' },
  'more-pods-on-node': { en: 'more pods of the same owner are on its node', zh: '所在 node 上同一所有者的 pod 更多' },
  'ready-time-missing': { en: 'nobody knows since when it is ready', zh: '不知道何时变为 ready' },
  'ready-for-shorter-time': { en: 'it has been ready for a shorter time', zh: 'ready 的时间更短' },
  'same-ready-bucket-smaller-uid': {
    en: 'ready for about as long, and its uid is smaller',
    zh: 'ready 时间同级，且 uid 更小',
  },
  'more-restarts': { en: 'it restarted more often', zh: '重启次数更多' },
  'more-sidecar-restarts': { en: 'its sidecars restarted more often', zh: 'sidecar 重启次数更多' },
  'creation-time-missing': { en: 'it has no creation time', zh: '没有创建时间' },
  younger: { en: 'it is younger', zh: '创建得更晚' },
  'same-age-bucket-smaller-uid': { en: 'of about the same age, and its uid is smaller', zh: '年龄同级，且 uid 更小' },
  'circular-comparison': {
    en: 'the rules go round in a circle here, so the order is not sure',
    zh: '比较规则在此循环，顺序不确定',
  },
  'highest-ordinal': { en: 'its ordinal is the highest', zh: '序号最大' },
  'all-deleted': { en: 'all go', zh: '全部删除' },
};

/** Why the scheduler may not put a pod on a node. */
export const REJECT_TEXTS: TextTable<RejectReason> = {
  unschedulable: { en: 'the node is cordoned', zh: 'node 已 cordon' },
  'untolerated-taint': { en: 'the pod does not tolerate a taint of the node', zh: 'pod 不容忍 node 的 taint' },
  'node-affinity': {
    en: "the node does not match the pod's node affinity or selector",
    zh: 'node 不符合 pod 的 node affinity 或 nodeSelector',
  },
  'host-port': { en: 'the host port is taken on the node', zh: 'node 上的 host port 已被占用' },
  'too-many-pods': { en: 'the node takes no more pods', zh: 'node 的 pod 数已满' },
  'insufficient-cpu': { en: 'the node has too little CPU left', zh: 'node 剩余 CPU 不足' },
  'insufficient-memory': { en: 'the node has too little memory left', zh: 'node 剩余内存不足' },
  'topology-key-missing': {
    en: 'the node lacks a label that a topology spread constraint names',
    zh: 'node 缺少 topology spread constraint 指定的标签',
  },
  'topology-spread': { en: 'a topology spread constraint would be broken', zh: '会违反 topology spread constraint' },
  'pod-affinity': { en: "the pod's affinity to other pods is not met", zh: '不满足 pod affinity' },
  'pod-anti-affinity': { en: "the pod's anti-affinity keeps it away", zh: '被 pod anti-affinity 排除' },
  'existing-pod-anti-affinity': {
    en: "another pod's anti-affinity keeps it away",
    zh: '被已有 pod 的 anti-affinity 排除',
  },
};

/** What a placement rests on. */
export const PLACEMENT_TEXTS: TextTable<PlacementAssumption> = {
  'other-workloads-unknown': {
    en: "Only this Service's pods are read: other workloads may leave the nodes less room than it seems.",
    zh: '只读取此 Service 的 pod：其他工作负载可能使 node 的剩余空间比看起来少。',
  },
  'default-scheduler-profile': {
    en: "New pods are placed by the scheduler's default profile.",
    zh: '新 pod 按 scheduler 的默认 profile 放置。',
  },
  'volumes-and-other-resources-unknown': {
    en: 'Volumes and resources other than CPU and memory are not looked at.',
    zh: '不考虑 volume 以及 CPU 和内存以外的资源。',
  },
  'node-sample-unknown': {
    en: 'With so many nodes the scheduler looks at a sample of them, which nobody can foresee.',
    zh: 'node 数量很多时，scheduler 只查看其中一部分，无法预知是哪些。',
  },
  'equal-nodes': {
    en: 'Some nodes are equally good: where a new pod lands is one of several possibilities.',
    zh: '有些 node 同样合适：新 pod 的位置只是多种可能之一。',
  },
  'no-preemption': { en: 'No other pod is evicted to make room.', zh: '不会为腾出空间而驱逐其他 pod。' },
};
