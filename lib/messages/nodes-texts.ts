import type { NodeExclusion } from '#lib/diagnose/node-facts.ts';
import type { TextPair, TextTable } from '#lib/messages/text-pair.ts';

/** Why a node counts in its zone's share of CPU, or does not. */
export const NODE_COUNT_TEXTS: TextTable<'nodes.counted' | `nodes.not-counted.${NodeExclusion}`> = {
  'nodes.counted': { en: 'counted', zh: '计入' },
  'nodes.not-counted.control-plane': { en: 'not counted: control-plane label', zh: '不计入：control-plane 标签' },
  'nodes.not-counted.not-ready': { en: 'not counted: NotReady', zh: '不计入：NotReady' },
  'nodes.not-counted.no-zone': { en: 'no zone label: ends the shares of all', zh: '没有 zone 标签：使所有份额失效' },
  'nodes.not-counted.no-cpu': {
    en: 'no allocatable CPU: ends the shares of all',
    zh: '没有可分配 CPU：使所有份额失效',
  },
};

/** The page's own words around findings and the table of nodes. */
export const NODES_PAGE_TEXTS = {
  'show-nodes': { en: 'Nodes', zh: 'Node' },
  findings: { en: 'Findings', zh: '检查结果' },
  'findings-about-nodes': { en: 'About the nodes, for every Service', zh: '关于 node，涉及所有 Service' },
  'findings-none': { en: 'Nothing to find about the nodes.', zh: 'node 没有需要注意的。' },
  'level-error': { en: 'error', zh: '错误' },
  'level-warning': { en: 'warning', zh: '警告' },
  'level-info': { en: 'to know', zh: '须知' },
  'nodes-shares': { en: 'Shares by zone', zh: '各 zone 的份额' },
  'nodes-cpu-share': { en: 'CPU counted', zh: '计入的 CPU' },
  'nodes-endpoint-share': { en: 'Endpoints', zh: 'Endpoint' },
  'nodes-hint-share': { en: 'Hints', zh: 'Hint' },
  'nodes-no-shares': { en: 'No zone has a share of CPU:', zh: '没有 zone 有 CPU 份额：' },
  'nodes-counted-of': {
    en: '{counted} of {nodes} {nodes|node counts|nodes count} for the CPU shares. Taints and cordons are not considered.',
    zh: '{nodes} 个 node 中有 {counted} 个计入 CPU 份额。不考虑污点和 cordon。',
  },
  'nodes-admission': { en: 'For the CPU shares', zh: '对 CPU 份额' },
  'nodes-version': { en: 'kube-proxy', zh: 'kube-proxy' },
  'nodes-only-excluded': { en: 'Not counted only', zh: '仅未计入的' },
} as const satisfies Readonly<Record<string, TextPair>>;
