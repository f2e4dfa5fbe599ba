import type { ZoneFacts } from '#lib/diagnose/analysis.ts';
import { clientWeights } from '#lib/diagnose/client-weights.ts';
import { dataPlaneOf } from '#lib/diagnose/data-plane.ts';
import type { NodeFacts } from '#lib/diagnose/node-facts.ts';
import { type CpuRatios, cpuRatios } from '#lib/hints/cpu-ratios.ts';
import { isControlPlaneNode, isNodeReady, type Node, zoneLabelOf } from '#lib/model/node.ts';
import type { EpochMillis } from '#lib/model/object-meta.ts';
import { milliOfNano } from '#lib/model/quantity.ts';
import { parseVersion } from '#lib/model/version.ts';
import { type ProxyNodes, readProxyNodes } from '#lib/proxy-filter/proxy-nodes.ts';
import { type ClientSource, DEFAULT_CLIENTS } from '#lib/scenario/client-source.ts';
import type { RuleContext } from '#lib/scenario/rule-context.ts';

/** What all Services of a cluster share: computed once per change of a node or of the rules. */
export interface ClusterFacts {
  readonly proxyNodes: ProxyNodes;
  readonly ratios: CpuRatios;
  /** In the order of the context's nodes. */
  readonly nodes: readonly NodeFacts[];
  readonly nodeByName: ReadonlyMap<string, NodeFacts>;
  /** Part of the client mix by position of the node. */
  readonly weights: Float64Array;
  readonly zones: readonly ZoneFacts[];
  /** When some node last joined or changed its Ready condition; absent where no node tells a time. */
  readonly nodesChangedAt?: EpochMillis;
}

const factsByContext = new WeakMap<RuleContext, WeakMap<ClientSource, ClusterFacts>>();

/** The facts of a context under a client mix, kept as long as both. All but what the mix decides is read once for all. */
export function clusterFactsOf(context: RuleContext, clients: ClientSource = DEFAULT_CLIENTS): ClusterFacts {
  const factsByClients = factsByContext.get(context) ?? new WeakMap<ClientSource, ClusterFacts>();
  factsByContext.set(context, factsByClients);
  const known = factsByClients.get(clients);
  if (known !== undefined) return known;
  const facts =
    clients === DEFAULT_CLIENTS ? readClusterFacts(context) : withClients(clusterFactsOf(context), context, clients);
  factsByClients.set(clients, facts);
  return facts;
}

function withClients(facts: ClusterFacts, context: RuleContext, clients: ClientSource): ClusterFacts {
  const weights = clientWeights(context.question.nodes, clients);
  const nodes = facts.nodes.map((node, index) => ({ ...node, weight: weights[index] ?? 0 }));
  return {
    ...facts,
    weights,
    nodes,
    nodeByName: new Map(nodes.map((node) => [node.name, node])),
    zones: zonesOf(nodes),
  };
}

function readClusterFacts(context: RuleContext): ClusterFacts {
  const { nodes, dataPlanes } = context.question;
  const planeByNode = new Map(nodes.map((node) => [node, dataPlaneOf(node, dataPlanes)]));
  const proxyNodes = readProxyNodes({
    nodes,
    rulesOf: (node) => context.proxyRulesByNode.get(node.name) ?? context.defaultProxyRules,
    dataPlaneOf: (node) => planeByNode.get(node)?.kind ?? 'kube-proxy',
  });
  const ratios = cpuRatios(nodes, context.controllerRules);
  const weights = clientWeights(nodes, DEFAULT_CLIENTS);
  const nodeFacts = nodes.map((node, index) => {
    const admission = ratios.admissions[index];
    const zone = zoneLabelOf(node);
    return {
      name: node.name,
      ...(zone === undefined || zone === '' ? {} : { zone }),
      ready: isNodeReady(node),
      cordoned: node.unschedulable,
      windows: node.operatingSystem === 'windows',
      dataPlane: planeByNode.get(node) ?? dataPlaneOf(node, dataPlanes),
      controlPlane: isControlPlaneNode(node),
      skewed: isSkewed(node, context),
      cpuMilli: milliOfNano(node.allocatable.cpuNano ?? 0),
      ...(admission === undefined || admission.counted ? {} : { notCounted: admission.why }),
      weight: weights[index] ?? 0,
    };
  });
  return {
    proxyNodes,
    ratios,
    nodes: nodeFacts,
    nodeByName: new Map(nodeFacts.map((node) => [node.name, node])),
    weights,
    zones: zonesOf(nodeFacts),
    ...lastChange(nodes),
  };
}

function lastChange(nodes: readonly Node[]): Pick<ClusterFacts, 'nodesChangedAt'> {
  const latest = nodes.reduce((so, { creationTime = 0, ready }) => Math.max(so, creationTime, ready?.since ?? 0), 0);
  return latest === 0 ? {} : { nodesChangedAt: latest };
}

/** Sorted by name, "no zone" last. */
function zonesOf(nodes: readonly NodeFacts[]): readonly ZoneFacts[] {
  const nodesByZone = new Map<string | undefined, NodeFacts[]>();
  for (const node of nodes) {
    const group = nodesByZone.get(node.zone);
    if (group === undefined) nodesByZone.set(node.zone, [node]);
    else group.push(node);
  }
  return [...nodesByZone]
    .sort(([left], [right]) => compareZones(left, right))
    .map(([zone, group]) => zoneFacts(zone, group));
}

export function zoneFacts(zone: string | undefined, nodes: readonly NodeFacts[]): ZoneFacts {
  return {
    ...(zone === undefined ? {} : { zone }),
    nodes: nodes.length,
    notReady: nodes.filter((node) => !node.ready).length,
    cordoned: nodes.filter((node) => node.cordoned).length,
    notCounted: nodes.filter((node) => node.notCounted !== undefined).length,
    cpuShare: nodes.reduce((sum, node) => sum + node.weight, 0),
  };
}

export function compareZones(left: string | undefined, right: string | undefined): number {
  if (left === undefined || right === undefined) return Number(left === undefined) - Number(right === undefined);
  return left < right ? -1 : Number(left > right);
}

/** Its kube-proxy follows another minor than the control plane. */
function isSkewed(node: Node, context: RuleContext): boolean {
  const version = parseVersion(node.kubeProxyVersion) ?? parseVersion(node.kubeletVersion);
  const cluster = context.question.version;
  return version !== undefined && (version.major !== cluster.major || version.minor !== cluster.minor);
}
