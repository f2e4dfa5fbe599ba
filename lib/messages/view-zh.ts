import type { TextKey } from '#lib/view/text-keys.ts';

/** What lib/view, lib/diagnose and lib/scenario say, in Chinese. */
export const VIEW_ZH: Readonly<Record<TextKey, string>> = {
  'list.mode': '{mode}',
  'list.zone-endpoints': '{zone} {endpoints}',
  'list.no-zone-endpoints': '无 zone {endpoints}',
  'list.no-endpoints': '没有 endpoint',

  'mode.Auto': 'Auto',
  'mode.PreferClose': 'PreferClose',
  'mode.PreferSameZone': 'PreferSameZone',
  'mode.PreferSameNode': 'PreferSameNode',
  'mode.Local': 'Local',
  'mode.off': 'off',

  'headline.mix': '按 Ready node 的可分配 CPU 计，含 control-plane node',

  'column.clients': '客户端：{nodes} 个 node',
  'column.filter-zone': '每个 node 的 kube-proxy：同 zone 过滤',
  'column.filter-node': '每个 node 的 kube-proxy：同 node 过滤',
  'column.filter-local': '每个 node 的 kube-proxy：只用本 node 的 endpoint',
  'column.filter-all': '每个 node 的 kube-proxy：不过滤',
  'column.filter-mixed': '每个 node 的 kube-proxy：部分 node 过滤',
  'column.filter-bundled': 'zone 之间的流量份额',
  'column.backends': '后端：{service} 的 {endpoints} 个 endpoint',

  'lane.zone': 'zone {zone}',
  'lane.no-zone': '无 zone',
  'lane.nodes': '{nodes} 个 node',
  'lane.cpu': 'CPU 占 {share%}',
  'lane.endpoints': 'endpoint 占 {share%}',
  'lane.kept': '{share%} 留在 zone 内',
  'lane.not-ready': '{nodes} 个 NotReady',
  'lane.cordoned': '{nodes} 个已 cordon',
  'lane.not-counted': '{nodes} 个未计入 CPU 份额',

  'card.cpu': '{cpu} CPU',
  'card.dials': '访问 {dials} / {endpoints}',
  'card.dials-in-zone': '访问 {dials} / {endpoints} · zone 内 {share%}',
  'card.dials-nothing': '没有可访问的',
  'mark.node': '{node}，zone {zone}，访问 {endpoints} 个 endpoint 中的 {dials} 个',
  'mark.node-without-zone': '{node}，无 zone，访问 {endpoints} 个 endpoint 中的 {dials} 个',
  'mark.endpoint': '{name}，{address}，在 {node} 上，承担 {share%} 的流量',
  'mark.share': '{share%}',
  'mark.bundle': '{from} → {to} {share%}',

  'graph.no-ports': '此 Service 没有由 kube-proxy 处理的端口。',
  'graph.no-nodes': '集群中没有 node。',
};
