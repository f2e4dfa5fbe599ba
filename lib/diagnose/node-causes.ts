import { isControlPlaneNode, isNodeReady, type Node, zoneLabelOf } from '#lib/model/node.ts';
import type { Text } from '#lib/model/text.ts';

/** So many nodes are named; of more the first ones stand for all. */
const MOST_NAMED = 3;

let kept: { readonly before: readonly Node[]; readonly after: readonly Node[]; readonly causes: readonly Text[] } = {
  before: [],
  after: [],
  causes: [],
};

/** What happened to the nodes; every Service asks about the same two lists, so the last answer is kept. */
export function nodeCauses(before: readonly Node[], after: readonly Node[]): readonly Text[] {
  if (before === after) return [];
  if (kept.before !== before || kept.after !== after) kept = { before, after, causes: compare(before, after) };
  return kept.causes;
}

function compare(before: readonly Node[], after: readonly Node[]): readonly Text[] {
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
  const shares = namesByCause.size === 0 ? undefined : movedShares(before, after);
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
  ];
}

/** A zone's name may follow the key; a label's value holds no blank. */
function toText(cause: string, names: readonly string[]): Text {
  const [key = cause, zone] = cause.split(' ');
  const more = names.length > MOST_NAMED ? ', …' : '';
  const nodes = `${names.slice(0, MOST_NAMED).join(', ')}${more}`;
  return { key, values: { nodes, count: names.length, ...(zone === undefined ? {} : { zone }) } };
}

/** The zones' shares of the CPU of Ready nodes before and after, where they moved by a whole percent somewhere. */
function movedShares(before: readonly Node[], after: readonly Node[]): Text | undefined {
  const from = sharesOf(before);
  const to = sharesOf(after);
  return from === to || from === '' || to === '' ? undefined : { key: 'cause.ratio', values: { from, to } };
}

function sharesOf(nodes: readonly Node[]): string {
  const cpuByZone = new Map<string, number>();
  for (const node of nodes) {
    const zone = zoneLabelOf(node) ?? '';
    if (!isNodeReady(node) || zone === '') continue;
    cpuByZone.set(zone, (cpuByZone.get(zone) ?? 0) + (node.allocatable.cpuNano ?? 0));
  }
  const total = [...cpuByZone.values()].reduce((sum, cpu) => sum + cpu, 0);
  if (total === 0) return '';
  return [...cpuByZone]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([zone, cpu]) => `${zone} ${Math.round((100 * cpu) / total)}%`)
    .join(' ');
}
