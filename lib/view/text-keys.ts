import type { Text } from '#lib/model/text.ts';

/**
 * Every text that lib/view, lib/diagnose and lib/scenario say, by key, as its English template
 * (`{name}` a value, `{share%}` a fraction in percent, `{count|node|nodes}` a word by number).
 * The reasons of lib/hints, lib/proxy-filter and lib/replicas are worded under their own keys in lib/messages.
 */
export const TEXT_TEMPLATES = {
  'list.mode': '{mode}',
  'list.zone-endpoints': '{zone} {endpoints}',
  'list.no-zone-endpoints': 'no zone {endpoints}',
  'list.no-endpoints': 'no endpoints',

  'mode.Auto': 'Auto',
  'mode.PreferClose': 'PreferClose',
  'mode.PreferSameZone': 'PreferSameZone',
  'mode.PreferSameNode': 'PreferSameNode',
  'mode.Local': 'Local',
  'mode.off': 'off',

  'headline.mix': 'by allocatable CPU of Ready nodes, control-plane nodes included',

  'column.clients': 'clients: {nodes} {nodes|node|nodes}',
  'column.filter-zone': 'kube-proxy on each node: same-zone filter',
  'column.filter-node': 'kube-proxy on each node: same-node filter',
  'column.filter-local': 'kube-proxy on each node: own endpoints only',
  'column.filter-all': 'kube-proxy on each node: no filter',
  'column.filter-mixed': 'kube-proxy on each node: filter on some nodes',
  'column.filter-bundled': 'share of traffic, zone to zone',
  'column.backends': 'backends: {endpoints} {endpoints|endpoint|endpoints} of {service}',

  'lane.zone': 'zone {zone}',
  'lane.no-zone': 'no zone',
  'lane.nodes': '{nodes} {nodes|node|nodes}',
  'lane.cpu': '{share%} of CPU',
  'lane.endpoints': '{share%} of endpoints',
  'lane.kept': '{share%} stays in zone',
  'lane.not-ready': '{nodes} NotReady',
  'lane.cordoned': '{nodes} cordoned',
  'lane.not-counted': '{nodes} not counted in CPU shares',

  'card.cpu': '{cpu} CPU',
  'card.dials': 'dials {dials} of {endpoints}',
  'card.dials-in-zone': 'dials {dials} of {endpoints} · in zone {share%}',
  'card.dials-nothing': 'dials nothing',
  'mark.node': '{node}, zone {zone}, dials {dials} of {endpoints} endpoints',
  'mark.node-without-zone': '{node}, no zone, dials {dials} of {endpoints} endpoints',
  'mark.endpoint': '{name}, {address}, on {node}, takes {share%} of the traffic',
  'mark.share': '{share%}',
  'mark.bundle': '{from} → {to} {share%}',

  'graph.no-ports': 'This Service has no port that kube-proxy serves.',
  'graph.no-nodes': 'The cluster has no nodes.',
} as const satisfies Readonly<Record<string, string>>;

export type TextKey = keyof typeof TEXT_TEMPLATES;

/** A text of the table above. */
export function text(key: TextKey, values: NonNullable<Text['values']> = {}): Text {
  return { key, values };
}
