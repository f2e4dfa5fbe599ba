import type { ProxyRules } from '#lib/kube-version/proxy-rules.ts';
import type { DataPlaneKind } from '#lib/model/data-plane.ts';
import { type Node, zoneLabelOf } from '#lib/model/node.ts';

/** Nodes that no Service can tell apart unless it names one of them. */
export interface NodeClass {
  /** '' where the zone label is missing or empty. */
  readonly zone: string;
  readonly rules: ProxyRules;
  readonly dataPlane: DataPlaneKind;
  readonly nodeCount: number;
}

/** The nodes of a cluster as the filter wants them: built once per change of a node, used for every Service. */
export interface ProxyNodes {
  readonly nodes: readonly Node[];
  /** Each set of rules that a node has, once. */
  readonly allRules: readonly ProxyRules[];
  readonly classes: readonly NodeClass[];
  readonly classByNode: Uint16Array | Uint32Array;
  readonly indexByName: ReadonlyMap<string, number>;
}

export interface ProxyNodesInput {
  readonly nodes: readonly Node[];
  /** The rules of the node's kube-proxy; equal rules must be the same object (`proxyRulesOf` sees to it). */
  readonly rulesOf: (node: Node) => ProxyRules;
  /** Absent: kube-proxy on all. */
  readonly dataPlaneOf?: (node: Node) => DataPlaneKind;
}

/** Sorts the nodes into classes of the same zone, rules and data plane, numbered as they come. */
export function readProxyNodes({ nodes, rulesOf, dataPlaneOf }: ProxyNodesInput): ProxyNodes {
  const classes: { zone: string; rules: ProxyRules; dataPlane: DataPlaneKind; nodeCount: number }[] = [];
  const classesByRules = new Map<ProxyRules, Map<string, number>>();
  const indexByName = new Map<string, number>();
  const classByNode = newClassByNode(nodes.length, nodes.length);
  for (const [index, node] of nodes.entries()) {
    const rules = rulesOf(node);
    const zone = zoneLabelOf(node) ?? '';
    const dataPlane = dataPlaneOf?.(node) ?? 'kube-proxy';
    const classByKey = classesByRules.get(rules) ?? new Map<string, number>();
    classesByRules.set(rules, classByKey);
    const key = dataPlane === 'kube-proxy' ? zone : `${zone} ${dataPlane}`;
    const known = classByKey.get(key) ?? classes.length;
    if (known === classes.length) {
      classByKey.set(key, known);
      classes.push({ zone, rules, dataPlane, nodeCount: 0 });
    }
    const nodeClass = classes[known];
    if (nodeClass !== undefined) nodeClass.nodeCount++;
    classByNode[index] = known;
    indexByName.set(node.name, index);
  }
  return { nodes, allRules: [...classesByRules.keys()], classes, classByNode, indexByName };
}

/** An index per node, wide enough for that many classes. */
export function newClassByNode(nodes: number, classes: number): Uint16Array | Uint32Array {
  return classes <= 0xffff ? new Uint16Array(nodes) : new Uint32Array(nodes);
}
