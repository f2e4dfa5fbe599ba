import type { Node } from '#lib/model/node.ts';
import { parseNano } from '#lib/model/quantity.ts';
import type { Change } from '#lib/model/scenario.ts';
import { formatVersion } from '#lib/model/version.ts';
import { HOSTNAME_LABEL, ZONE_LABEL } from '#lib/model/well-known.ts';
import { assume, type Draft, refuse } from '#lib/scenario/draft.ts';

type Of<Kind extends Change['kind']> = Extract<Change, { readonly kind: Kind }>;

const NEW_NODE_MEMORY = 16 * 2 ** 30;
const NEW_NODE_PODS = 110;

/** The node's zone label is set (or taken away, for zone ''). */
export function relabelNode(draft: Draft, { node: name, zone }: Of<'relabel'>): Draft {
  return withNode(draft, name, (node) => {
    const { [ZONE_LABEL]: _, ...labels } = node.labels;
    return { ...node, labels: zone === '' ? labels : { ...labels, [ZONE_LABEL]: zone } };
  });
}

/** The node's allocatable CPU is another; the controller looks at it when it next counts the nodes. */
export function resizeNode(draft: Draft, { node: name, cpu }: Of<'cpu'>): Draft {
  const resized = withNode(draft, name, (node) => ({
    ...node,
    allocatable: { ...node.allocatable, cpuNano: parseNano(cpu) },
  }));
  return resized.nodes === draft.nodes ? resized : assume(resized, 'assumption.next-node-event');
}

/** New nodes, Ready and labelled, as their neighbours are in version and system. */
export function addNodes(draft: Draft, { zone, cpu, count }: Of<'node-add'>): Draft {
  const names = new Set(draft.nodes.map(({ name }) => name));
  const version = `v${formatVersion(draft.context.version)}`;
  const added: Node[] = [];
  for (let number = 1; added.length < count; number++) {
    const name = `new-${zone.toLowerCase()}-${number}`;
    if (names.has(name)) continue;
    added.push({
      kind: 'Node',
      name,
      namespace: '',
      uid: `what-if ${name}`,
      creationTime: draft.now,
      labels: { [ZONE_LABEL]: zone, [HOSTNAME_LABEL]: name },
      dataPlaneSigns: [],
      taints: [],
      unschedulable: false,
      allocatable: { cpuNano: parseNano(cpu), memoryBytes: NEW_NODE_MEMORY, pods: NEW_NODE_PODS },
      ready: { status: 'True', since: draft.now },
      kubeletVersion: draft.nodes[0]?.kubeletVersion ?? version,
      kubeProxyVersion: draft.nodes[0]?.kubeProxyVersion ?? version,
      operatingSystem: 'linux',
      images: [],
    });
  }
  const nodes = [...draft.nodes, ...added].sort((left, right) => (left.name < right.name ? -1 : 1));
  return assume({ ...draft, nodes }, 'assumption.new-nodes', { nodes: count, zone, cpu });
}

function withNode(draft: Draft, name: string, change: (node: Node) => Node): Draft {
  if (!draft.nodes.some((node) => node.name === name)) return refuse(draft, 'refused.no-such-node', { node: name });
  return { ...draft, nodes: draft.nodes.map((node) => (node.name === name ? change(node) : node)) };
}
