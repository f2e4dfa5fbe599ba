import type { TextPair, TextTable } from '#lib/messages/text-pair.ts';
import type { LoadKey } from '#lib/view/load-keys.ts';

/** What lib/view says of client mixes, loads and costs. */
export const LOAD_TEXTS: TextTable<LoadKey> = {
  'mix.cpu': {
    en: 'by allocatable CPU of Ready nodes',
    zh: '按 Ready node 的可分配 CPU 计',
  },
  'mix.nodes': { en: 'each Ready node sending the same', zh: '按每个 Ready node 发送量相同计' },
  'mix.service': { en: 'sent from the endpoints of {service}', zh: '按由 {service} 的 endpoint 发送计' },
  'mix.service-unknown': {
    en: 'sent from the endpoints of {service}, which are not known here',
    zh: '按由 {service} 的 endpoint 发送计，但此处不知道它们',
  },
  'mix.zones': { en: 'by typed parts of each zone: {parts}', zh: '按填写的各 zone 份额计：{parts}' },
  'lane.clients': { en: '{share%} of the clients', zh: '占客户端 {share%}' },
  'load.idle': {
    en: '{endpoints} ready {endpoints|endpoint is|endpoints are} reached by nobody.',
    zh: '{endpoints} 个 ready endpoint 无人访问。',
  },
  'load.overloaded-zone': {
    en: 'Endpoints of zone {zone} take {load} times the fair share.',
    zh: 'zone {zone} 的 endpoint 承受均等份额的 {load} 倍。',
  },
  'load.crossing': { en: '{share%} crosses zones', zh: '{share%} 跨 zone' },
  'load.cost': {
    en: '{gib} GiB a month cross zones × ({leaving} leaving + {entering} entering)',
    zh: '每月跨 zone {gib} GiB ×（流出 {leaving} + 流入 {entering}）',
  },
  'load.cost-live': { en: 'now {cost}', zh: '现为 {cost}' },
};

/** Texts of the page itself about the same. */
export const LOAD_PAGE_TEXTS = {
  'load-clients': { en: 'Clients', zh: '客户端' },
  'load-mix': { en: 'Who sends', zh: '谁发送' },
  'load-mix-cpu': { en: 'nodes, by CPU', zh: 'node，按 CPU' },
  'load-mix-nodes': { en: 'nodes, each the same', zh: 'node，各自相同' },
  'load-mix-service': { en: "a Service's endpoints", zh: '某个 Service 的 endpoint' },
  'load-mix-zones': { en: 'typed parts by zone', zh: '填写各 zone 份额' },
  'load-mix-service-label': { en: 'Client Service, as namespace/name', zh: '客户端 Service，格式 namespace/name' },
  'load-mix-zones-label': { en: 'Parts by zone, such as a=60,b=40', zh: '各 zone 份额，例如 a=60,b=40' },
  'load-bytes': { en: 'Bytes a month', zh: '每月字节数' },
  'load-price': { en: 'Price per GiB', zh: '每 GiB 价格' },
  'load-bytes-hint': {
    en: 'Requests and answers together, such as 500Gi or 2.5Ti',
    zh: '请求与应答合计，例如 500Gi 或 2.5Ti',
  },
  'load-price-hint': {
    en: 'Of a GiB leaving a zone, and the same for entering one; 0.01/0 sets them apart. In any currency.',
    zh: '离开 zone 的每 GiB 价格，进入时相同；用 0.01/0 分别填写。货币不限。',
  },
  'load-zones': { en: 'Load by zone', zh: '各 zone 负载' },
  'load-sends': { en: 'sends', zh: '发送' },
  'load-takes': { en: 'takes', zh: '承受' },
  'load-of-fair': { en: '× fair share', zh: '× 均等份额' },
  'load-crossing': { en: 'Crosses zones', zh: '跨 zone' },
  'load-cost': { en: 'Cost a month', zh: '每月费用' },
  'load-computed': { en: 'Computed from the client mix, not measured.', zh: '根据客户端构成计算，并非实测。' },
  'load-reached-by-nobody': { en: 'reached by nobody', zh: '无人访问' },
  'load-bar': { en: '{load} times the fair share', zh: '均等份额的 {load} 倍' },
} as const satisfies Readonly<Record<string, TextPair>>;
