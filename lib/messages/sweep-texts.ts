import type { TextPair, TextTable } from '#lib/messages/text-pair.ts';
import type { SweepKey } from '#lib/view/sweep-keys.ts';

/** What a row of the list says beside its verdict. */
export const SWEEP_TEXTS: TextTable<SweepKey> = {
  'list.load': { en: 'load {load} ×', zh: '负载 {load} 倍' },
  'list.idle': { en: '{endpoints} idle', zh: '{endpoints} 个闲置' },
  'list.flips': { en: '{flips} {flips|flip|flips}', zh: '切换 {flips} 次' },
  'list.flips-at': { en: 'flips at {counts} endpoints', zh: '在 {counts} 个 endpoint 时切换' },
  'list.could-opt-in': { en: 'could ask for {mode}: {share%} in zone', zh: '可启用 {mode}：zone 内 {share%}' },
};

/** Texts of the list itself. */
export const SWEEP_PAGE_TEXTS = {
  'filter-could-opt-in': { en: 'Could opt in {count}', zh: '可启用 {count}' },
  'filter-could-opt-in-title': {
    en: 'Every zone with clients has an endpoint, all are reached, and none takes more than 1.2 times the fair share',
    zh: '每个有客户端的 zone 都有 endpoint，全部可达，且没有一个超过均等份额的 1.2 倍',
  },
  'sort-load': { en: 'by largest load', zh: '按最大负载' },
  'sort-idle': { en: 'by idle endpoints', zh: '按闲置 endpoint' },
  'sort-flips': { en: 'by flips', zh: '按切换次数' },
  'sort-changed': { en: 'latest change', zh: '最近变化优先' },
  'list-unchanged': { en: 'no change seen', zh: '未见变化' },
  'export-csv': { en: 'Save the list as CSV', zh: '将列表存为 CSV' },
  'export-json': { en: 'Save the list as JSON', zh: '将列表存为 JSON' },
  'sweep-predicted': { en: 'predicted for all Services', zh: '对所有 Service 的预测' },
  'sweep-stand-ins': {
    en: 'The pods of {services} {services|Service|Services} are not known here: each endpoint stands for one, without requests or constraints.',
    zh: '此处不知道 {services} 个 Service 的 pod：每个 endpoint 代表一个，不含 request 与约束。',
  },
  'sweep-refused': { en: 'Not for {services} {services|Service|Services}:', zh: '不适用于 {services} 个 Service：' },
  'sweep-asking': { en: 'predicting …', zh: '预测中 …' },
  'sweep-failed': { en: 'The list is live: {said}', zh: '列表为实时数据：{said}' },
} as const satisfies Readonly<Record<string, TextPair>>;
