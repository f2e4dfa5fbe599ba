import type { TextPair, TextTable } from '#lib/messages/text-pair.ts';
import type { CompareKey } from '#lib/view/compare-keys.ts';

/** What lib/view says where modes, versions and distances are compared. */
export const COMPARE_TEXTS: TextTable<CompareKey> = {
  'compare.stand-ins': {
    en: 'The pods are not known here: each endpoint stands for one, without requests or constraints.',
    zh: '此处不知道 pod：每个 endpoint 代表一个没有 request 和约束的 pod。',
  },
  'compare.stranded': { en: '{share%} of the clients dial nothing.', zh: '{share%} 的客户端无可访问的 endpoint。' },
  'compare.uncovered': {
    en: 'No endpoint for {zones} in {count|this zone|these zones}.',
    zh: '{zones} 内没有可访问的 endpoint。',
  },
  'compare.loss': {
    en: 'Without {zone}: max load {load} ×, {share%} in zone.',
    zh: '失去 {zone}：最大负载 {load} 倍，zone 内 {share%}。',
  },
  'compare.loss-stranded': {
    en: 'Without {zone}: {share%} of the clients left dial nothing.',
    zh: '失去 {zone}：剩余客户端的 {share%} 无可访问的 endpoint。',
  },
  'compare.loss-none': {
    en: 'Without {zone} nothing is left to dial.',
    zh: '失去 {zone} 后无可访问的 endpoint。',
  },
  'flip.replicas': { en: '{replicas} replicas instead of {now}', zh: '副本数由 {now} 变为 {replicas}' },
  'flip.endpoints-unready': {
    en: '{endpoints} {endpoints|endpoint|endpoints} not ready, such as {example}: {left} left',
    zh: '{endpoints} 个 endpoint 不 ready（例如 {example}）：剩 {left} 个',
  },
  'flip.node-lost': {
    en: 'Losing node {node} of zone {zone}, with {endpoints} {endpoints|endpoint|endpoints}',
    zh: '失去 zone {zone} 的 node {node}，其上 {endpoints} 个 endpoint',
  },
  'flip.node-lost-no-zone': { en: 'Losing node {node}, which has no zone', zh: '失去没有 zone 的 node {node}' },
  'flip.node-lost-alone': { en: 'Losing node {node} of zone {zone}', zh: '失去 zone {zone} 的 node {node}' },
  'flip.node-added': {
    en: '{nodes} {nodes|node|nodes} more in zone {zone}, with {cpu} CPU {nodes||each}',
    zh: 'zone {zone} 增加 {nodes} 个 node，每个 {cpu} CPU',
  },
  'flip.node-relabelled': { en: 'Taking the zone label from node {node}', zh: '移除 node {node} 的 zone 标签' },
  'flip.node-labelled': { en: 'Giving node {node} the zone label {zone}', zh: '为 node {node} 加上 zone 标签 {zone}' },
  'flip.cpu': { en: 'Node {node} with {cpu} CPU instead of {now}', zh: 'node {node} 的 CPU 由 {now} 变为 {cpu}' },
};

/** Texts of the Compare tab itself. */
export const COMPARE_PAGE_TEXTS = {
  'tab-compare': { en: 'Compare', zh: '对比' },
  'compare-modes': { en: 'Modes side by side', zh: '模式对比' },
  'compare-mode': { en: 'Mode', zh: '模式' },
  'compare-in-zone': { en: 'in zone', zh: 'zone 内' },
  'compare-load': { en: 'max load', zh: '最大负载' },
  'compare-idle': { en: 'idle', zh: '闲置' },
  'compare-current': { en: 'now', zh: '当前' },
  'compare-not-available': { en: 'this version lacks it', zh: '此版本没有' },
  'compare-try': { en: 'Try', zh: '试试' },
  'compare-try-label': { en: 'Try as what-if: {change}', zh: '作为假设试试：{change}' },
  'compare-times': { en: '{load} ×', zh: '{load} 倍' },
  'compare-flips': { en: 'Distance to flip', zh: '距离切换' },
  'compare-flips-open': { en: 'Nodes and CPU that would, too', zh: '会改变它的 node 与 CPU' },
  'compare-flips-off': {
    en: 'By its counts there are hints. What would turn them off:',
    zh: '按数量会有 hint。以下会使其消失：',
  },
  'compare-flips-on': {
    en: 'By its counts there are no hints. What would bring them:',
    zh: '按数量没有 hint。以下会使其出现：',
  },
  'compare-flips-none': { en: 'No single change that was looked for.', zh: '未找到任何单一改动。' },
  'compare-flips-not-asked': {
    en: 'The Service asks for no hints, so none can come or go.',
    zh: '此 Service 未请求 hint，因此不会出现或消失。',
  },
  'compare-versions': { en: 'Another version', zh: '另一版本' },
  'compare-version': { en: 'Every program at', zh: '所有程序为' },
  'compare-version-same': {
    en: 'Every node dials the same endpoints, by the same rule.',
    zh: '每个 node 都以相同规则访问相同 endpoint。',
  },
  'compare-version-from': {
    en: 'In effect on {before} of {all} nodes; at {version} on {after}.',
    zh: '生效 {before} / {all} 个 node；{version} 时 {after} 个。',
  },
  'compare-version-nodes': {
    en: '{nodes} {nodes|node|nodes} in zone {zone}, such as {example}',
    zh: 'zone {zone} 的 {nodes} 个 node，例如 {example}',
  },
  'compare-version-dials': { en: 'dials {before} → {after}', zh: '访问 {before} → {after}' },
  'compare-version-reason-only': { en: 'the same endpoints, by another rule', zh: '相同 endpoint，不同规则' },
  'compare-counting': { en: 'Computing …', zh: '计算中 …' },
} as const satisfies Readonly<Record<string, TextPair>>;
