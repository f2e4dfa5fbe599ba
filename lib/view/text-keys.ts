import type { Text } from '#lib/model/text.ts';
import type { ScenarioTextKey } from '#lib/scenario/scenario-text-keys.ts';

/**
 * Every text that lib/view, lib/diagnose and lib/scenario say, by key, as its English template
 * (`{name}` a value, `{share%}` a fraction in percent, `{count|node|nodes}` a word by number).
 * The reasons of lib/hints, lib/proxy-filter and lib/replicas are worded under their own keys in lib/messages.
 */
export const TEXT_TEMPLATES = {
  'list.zone-endpoints': '{zone} {endpoints}',
  'list.no-zone-endpoints': 'no zone {endpoints}',
  'list.no-endpoints': 'no endpoints',

  'mode.Auto': 'Auto',
  'mode.PreferClose': 'PreferClose',
  'mode.PreferSameZone': 'PreferSameZone',
  'mode.PreferSameNode': 'PreferSameNode',
  'mode.Local': 'Local',
  'mode.off': 'off',

  'column.clients': 'clients: {nodes} {nodes|node|nodes}',
  'column.clients-outside': 'traffic from outside, as it arrives at {nodes} {nodes|node|nodes}',
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

  'verdict.blackhole': 'Some nodes dial nothing',
  'verdict.partly': 'Zone routing is on for some nodes',
  'verdict.off': 'Zone routing is off',
  'verdict.ignored': 'Hints are there, and ignored',
  'verdict.unknown': 'Nothing to tell yet',
  'verdict.no-endpoint': 'No endpoint to dial',
  'verdict.unknown-data-plane': 'Whether zone routing is on is unknown',
  'verdict.zone-routed': 'Zone routing is on',
  'verdict.not-proxied': 'kube-proxy does not serve this Service',
  'hints-followed': 'Every node follows the hints that the endpoints carry, although by the rules there would be none.',
  'data-plane-unknown':
    'What routes on {nodes} {nodes|node|nodes} is unknown: kube-proxy would follow the hints there, and another data plane may not.',
  'no-port': 'The Service has no port.',

  'why.summary': 'In effect on {nodes} of {all} nodes; {share%} of the traffic stays in its zone.',
  'why.summary-without-share': 'In effect on {nodes} of {all} nodes.',
  'why.summary-unknown':
    'In effect on {nodes} of {all} nodes, unknown on {unknown}; if kube-proxy routes there {share%} of the traffic stays in its zone.',
  'why.summary-unknown-without-share': 'In effect on {nodes} of {all} nodes, unknown on {unknown}.',

  'headline.of-nodes': 'of {nodes} {nodes|node|nodes}',
  'headline.of-nodes-unknown': 'of {nodes} {nodes|node|nodes}, unknown on {unknown}',
  'headline.in-zone': 'In zone',
  'headline.in-zone-if-kube-proxy': 'In zone, if kube-proxy routes',

  'warning.idle-endpoints': '{endpoints} {endpoints|endpoint is|endpoints are} reached by nobody.',
  'warning.overload': 'One endpoint takes {load} times the fair share.',
  'warning.hints-differ': 'The hints are not those that the controller would write now.',

  'know.not-counted-control-plane': '{nodes} control-plane {nodes|node is|nodes are} not counted in the CPU shares.',
  'know.not-counted-not-ready': '{nodes} NotReady {nodes|node is|nodes are} not counted in the CPU shares.',
  'know.not-counted-no-zone':
    '{nodes} {nodes|node|nodes} without zone label {nodes|is|are} not counted in the CPU shares.',
  'know.not-counted-no-cpu':
    '{nodes} {nodes|node|nodes} without allocatable CPU {nodes|is|are} not counted in the CPU shares.',
  'know.computed': 'Computed from hints, not measured; established connections keep their endpoint.',

  'step.endpoints': '{endpoints} {endpoints|endpoint|endpoints} of the Service, {ready} ready',
  'step.internal-local': '{local} ready on {node}, and internalTrafficPolicy is Local',
  'step.external-local': '{local} ready on {node}, and externalTrafficPolicy is Local',
  'step.node-hints': '{hinted} of {ready} ready endpoints have a node hint',
  'step.for-node': '{endpoints} {endpoints|is|are} hinted to {node}',
  'step.all-hinted': 'Every ready endpoint has a zone hint',
  'step.some-hinted': '{without} of {ready} ready endpoints {without|has|have} no zone hint',
  'step.for-zone': "{endpoints} {endpoints|is|are} hinted to {zone}, this node's zone",
  'step.if-kube-proxy': 'What routes on {node} is unknown; if it is kube-proxy:',
  'step.so': 'So this node dials {dialled}',

  'node.dials': 'dials {dials} of {endpoints} endpoints',
  'node.mix': '{share%} of the client mix',
  'node.version': 'kube-proxy {version}',
  'node.not-counted.control-plane': 'not counted in CPU shares: control-plane node',
  'node.not-counted.not-ready': 'not counted in CPU shares: NotReady',
  'node.not-counted.no-zone': 'no zone label: no Service gets hints by CPU',
  'node.not-counted.no-cpu': 'no allocatable CPU: no Service gets hints by CPU',
  'node.cordoned': 'cordoned: takes no new pods; routing does not look at it',
  'node.if-zone-lost-all':
    'If zone {zone} lost its endpoints, this node would dial the other {endpoints}: no hint would name {zone}.',
  'node.if-zone-lost-lent':
    'If zone {zone} lost its endpoints, this node would dial the {endpoints} that other zones lend to {zone}.',
  'node.if-zone-lost-nothing': 'If zone {zone} lost its endpoints, nothing would be left to dial.',

  'command.service': 'The Service, with annotations and policies',
  'command.hints': 'The endpoints with their zones and hints',
  'command.events': 'The Events of the controller, at the end',
  'command.nodes': 'The nodes with their zones',
  'command.slices': 'The EndpointSlices as they are written',
  'command.node-facts': 'What the controller counts of each node',
  'command.node': 'The node {node} with its conditions and taints',
  'command.kube-proxy': 'The kube-proxy that runs on {node}',
  'command.workload': 'The workload behind the Service',
  'command.pods': 'The pods behind the Service, with their nodes',
  'command.scale': 'Scale to {replicas}',
  'command.mode': 'Set the mode {mode}',
  'command.relabel': 'Label the node {node}',
  'command.cordon': 'Cordon the node {node}',

  'outcome.goes': '{pods} {count|goes|go}',
  'outcome.one-of': '{count} of these {count|goes|go}, and nothing says which: {pods}',
  'outcome.comes': '{count} likely {count|comes|come} to {node}',
  'outcome.pending': '{count} {count|stays|stay} Pending: no node can take {count|it|them}',
  'autoscaler.range': 'HPA {name}: {min} to {max} replicas',
  'autoscaler.range-and-now': 'HPA {name}: {min} to {max} replicas, has {current}, wants {desired}',
  'autoscaler.hints-at-its-count': 'hints at this count',
  'autoscaler.no-hints-at-its-count': 'no hints at this count',
  'autoscaler.hints-at-all': 'hints at all of its {counts} counts',
  'autoscaler.hints-at-none': 'hints at none of its {counts} counts',
  'autoscaler.hints-at-some': 'hints at {hinted} of {counts} counts, none at {without}',
  'autoscaler.hints-at-some-of-many': 'hints at {hinted} of {counts} counts',
  'autoscaler.counted-up-to': 'counted up to {most}',
  'autoscaler.outside': '{replicas} is outside of it, and would not last',
  'autoscaler.several': '{count} HPAs scale the same pods ({names}), so that none of their ranges holds',
  'autoscaler.forbidden': 'No range: no permission to list and watch horizontalpodautoscalers',
  'autoscaler.failed': 'No range: the API server does not answer for horizontalpodautoscalers',
  'predicted.nodes': 'in effect on {nodes} of {all} nodes (now {live})',
  'predicted.in-zone': 'in-zone {share%} (now {live%})',
  'predicted.load': 'largest load {load} times the fair share (now {live})',
  'predicted.at-once': 'until the next sync: in effect on {nodes} of {all} nodes, in-zone {share%}',
  'predicted.at-once-without-share': 'until the next sync: in effect on {nodes} of {all} nodes',

  'no-slider.no-pods': 'No slider: the pods behind this Service are not known, or there are none.',
  'no-slider.bare-pods': 'No slider: {pod} has no controller that could scale it.',
  'no-slider.kind': 'No slider: a {kind} ({name}) has no replica count to choose.',
  'no-slider.unknown-owner': 'No slider: how a {kind} ({name}) is scaled is not known.',
  'no-slider.rollout': 'No slider: the Deployment {name} is rolling out.',
  'no-slider.several': 'No slider: {workloads} workloads stand behind this Service.',

  'refused.pods-unknown': 'Cannot predict: the pods behind this Service are not known.',
  'refused.no-such-node': 'Cannot change node {node}: there is none of that name.',
  'refused.no-such-zone': 'Cannot lose zone {zone}: no node is in it.',
  'refused.no-such-version': 'Cannot follow Kubernetes {version}: it is no version.',

  'assumption.kubelet-version':
    "{nodes} {nodes|node does|nodes do} not tell a kube-proxy version; the kubelet's is taken.",
  'assumption.kube-proxy-gates': "kube-proxy's feature gates are taken to be the defaults of its version.",
  'assumption.nearest-version': 'The rules of the nearest known version stand in for {version}.',
  'assumption.every-program': 'Every program is taken to run {version}, kube-proxy on each node too.',
  'assumption.new-nodes': '{nodes} new {nodes|node|nodes} in zone {zone} with {cpu} CPU, Ready, as the others are.',
  'assumption.after-next-sync': "As it will be after this Service's next sync; these changes alone do not cause one.",
  'assumption.this-moment': 'Which pods go depends on their ages: this is the answer of this moment.',
  'assumption.one-of-several': 'Kubernetes leaves part of the choice to chance: one possible choice is shown.',
  'assumption.ready-at-once': 'New pods run and are Ready; their addresses are placeholders.',

  'graph.no-ports': 'This Service has no port that kube-proxy serves.',
  'graph.no-nodes': 'The cluster has no nodes.',
} as const satisfies Readonly<Record<string, string>>;

export type TextKey = keyof typeof TEXT_TEMPLATES;

/** A text of the table above, or of a what-if. */
export function text(key: TextKey | ScenarioTextKey, values: NonNullable<Text['values']> = {}): Text {
  return { key, values };
}
