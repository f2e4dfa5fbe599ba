import { nodeNames } from '#lib/diagnose/node-names.ts';
import { controllerRulesOf } from '#lib/kube-version/controller-rules.ts';
import { gatesInForce } from '#lib/kube-version/feature-gates.ts';
import { isControlPlaneNode, isNodeReady, type Node, zoneLabelOf } from '#lib/model/node.ts';
import type { Text } from '#lib/model/text.ts';
import type { TimelineInput } from '#lib/model/timeline.ts';

type Inputs = Pick<TimelineInput, 'nodes' | 'version' | 'gateOverrides'>;

let kept: { readonly before: readonly Node[]; readonly after: Inputs; readonly causes: readonly Text[] } | undefined;

/** What happened to the nodes; every Service asks about the same two lists, so the last answer is kept. */
export function nodeCauses(before: readonly Node[], after: Inputs): readonly Text[] {
  if (before === after.nodes) return [];
  if (kept === undefined || kept.before !== before || !isSameInput(kept.after, after)) {
    kept = { before, after, causes: compare(before, after) };
  }
  return kept.causes;
}

function isSameInput(left: Inputs, right: Inputs): boolean {
  return left.nodes === right.nodes && left.version === right.version && left.gateOverrides === right.gateOverrides;
}

function compare(before: readonly Node[], inputs: Inputs): readonly Text[] {
  const after = inputs.nodes;
  const oldByName = new Map(before.map((node) => [node.name, node]));
  const names = new Set(after.map(({ name }) => name));
  const namesByCause = new Map<string, string[]>();
  const add = (cause: string, name: string): void => {
    const found = namesByCause.get(cause);
    if (found === undefined) namesByCause.set(cause, [name]);
    else found.push(name);
  };
  for (const { name } of before) if (!names.has(name)) add('cause.nodes-lost', name);
  for (const node of after) {
    const old = oldByName.get(node.name);
    if (old === undefined) add('cause.nodes-joined', node.name);
    else for (const cause of changesOf(old, node)) add(cause, node.name);
  }
  const told = [...namesByCause].map(([cause, group]) => toText(cause, group));
  const shares = namesByCause.size === 0 ? undefined : movedShares(before, inputs);
  return shares === undefined ? told : [...told, shares];
}

function changesOf(old: Node, node: Node): readonly string[] {
  if (old === node) return [];
  const zone = zoneLabelOf(node) ?? '';
  return [
    ...((zoneLabelOf(old) ?? '') === zone
      ? []
      : [zone === '' ? 'cause.nodes-unlabelled' : `cause.nodes-labelled ${zone}`]),
    ...(isNodeReady(old) === isNodeReady(node)
      ? []
      : [isNodeReady(node) ? 'cause.nodes-ready' : 'cause.nodes-not-ready']),
    ...((old.allocatable.cpuNano ?? 0) === (node.allocatable.cpuNano ?? 0) ? [] : ['cause.nodes-cpu']),
    ...(isControlPlaneNode(old) === isControlPlaneNode(node) ? [] : ['cause.nodes-role']),
    ...(proxyVersionOf(old) === proxyVersionOf(node) ? [] : [`cause.nodes-version ${proxyVersionOf(node)}`]),
  ];
}

/** What a kube-proxy's rules are taken from: most nodes tell its version no more, and it is the kubelet's. */
function proxyVersionOf({ kubeProxyVersion, kubeletVersion }: Node): string {
  return kubeProxyVersion === '' ? kubeletVersion : kubeProxyVersion;
}

/** A zone's name or a version may follow the key; neither holds a blank. */
function toText(cause: string, names: readonly string[]): Text {
  const [key = cause, value] = cause.split(' ');
  const name = key === 'cause.nodes-version' ? 'version' : 'zone';
  return { key, values: { ...nodeNames(names), ...(value === undefined ? {} : { [name]: value }) } };
}

/** The zones' shares of the CPU that is counted before and after, where they moved by a whole percent somewhere. */
function movedShares(before: readonly Node[], { nodes: after, version, gateOverrides }: Inputs): Text | undefined {
  const gates = gatesInForce({ version, program: 'controller', overrides: gateOverrides });
  const { countsControlPlaneNodes } = controllerRulesOf(version, gates);
  const isCounted = (node: Node): boolean =>
    isNodeReady(node) && (countsControlPlaneNodes || !isControlPlaneNode(node));
  const from = sharesOf(before.filter(isCounted));
  const to = sharesOf(after.filter(isCounted));
  return from === to || from === '' || to === '' ? undefined : { key: 'cause.ratio', values: { from, to } };
}

function sharesOf(nodes: readonly Node[]): string {
  const cpuByZone = new Map<string, number>();
  for (const node of nodes) {
    const zone = zoneLabelOf(node) ?? '';
    if (zone === '') continue;
    cpuByZone.set(zone, (cpuByZone.get(zone) ?? 0) + (node.allocatable.cpuNano ?? 0));
  }
  const total = [...cpuByZone.values()].reduce((sum, cpu) => sum + cpu, 0);
  if (total === 0) return '';
  return [...cpuByZone]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([zone, cpu]) => `${zone} ${Math.round((100 * cpu) / total)}%`)
    .join(' ');
}
