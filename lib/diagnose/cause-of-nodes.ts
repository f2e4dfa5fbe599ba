import { causeOf, named, nodeObjects, type TrueCause, type WhyInput } from '#lib/diagnose/explanation.ts';
import type { NodeExclusion, NodeFacts } from '#lib/diagnose/node-facts.ts';
import { nodesByReason } from '#lib/diagnose/nodes-by-reason.ts';
import { ZONE_LABEL } from '#lib/model/well-known.ts';
import { type HintUse, hintUseOf } from '#lib/proxy-filter/hint-use.ts';

const ZONE_FIELD = `metadata.labels[${ZONE_LABEL}]`;

/** Causes that stand in Nodes. */
export const nodeCauses = {
  'node-without-zone': (input: WhyInput) => {
    const counted = excluded(input, 'no-zone');
    if (isControllersReason(input) && counted.length > 0) {
      return causeOf('true-cause.nodes-without-zone', { nodes: counted.length }, nodeObjects(counted, ZONE_FIELD));
    }
    const names = nodesByReason(input.port, 'node-without-zone');
    return causeOf('true-cause.nodes-without-zone-dial-all', { nodes: names.length }, nodeObjects(names, ZONE_FIELD));
  },
  'node-without-cpu': (input: WhyInput) => {
    const names = excluded(input, 'no-cpu');
    return causeOf(
      'true-cause.nodes-without-cpu',
      { nodes: names.length },
      nodeObjects(names, 'status.allocatable.cpu'),
    );
  },
  'one-zone-only': oneZone,
  'no-node-counted': ({ analysis }: WhyInput) =>
    causeOf(
      'true-cause.no-node-counts',
      { nodes: analysis.nodes.length },
      analysis.nodes.flatMap((node) => exclusionOf(node)),
    ),
  'windows-ignores-hints': (input: WhyInput) => {
    const names = nodesByReason(input.port, 'windows-ignores-hints');
    return causeOf(
      'true-cause.windows',
      { nodes: names.length },
      nodeObjects(names, 'status.nodeInfo.operatingSystem'),
    );
  },
  'data-plane-ignores-hints': (input: WhyInput) => byDataPlane(input, 'ignores'),
  'data-plane-unknown': (input: WhyInput) => byDataPlane(input, 'unknown'),
  'internal-policy-local-without-endpoint': (input: WhyInput) => {
    const names = nodesByReason(input.port, 'internal-policy-local-without-endpoint');
    const { nodesInAll: all, reasonValues } = input.verdict;
    const values = { nodes: names.length, all, endpoints: reasonValues['endpoints'] ?? 0 };
    return causeOf('true-cause.local-without-endpoint', values, nodeObjects(names, 'spec.internalTrafficPolicy'));
  },
} as const;

/** Each node whose data plane uses hints so, with what betrays it. */
function byDataPlane({ analysis, verdict }: WhyInput, use: HintUse): TrueCause {
  const objects = analysis.nodes
    .filter(({ dataPlane }) => hintUseOf(dataPlane.kind) === use)
    .map(({ name, dataPlane: { sign } }) => ({ kind: 'Node', name, ...(sign === undefined ? {} : { field: sign }) }));
  return named({ key: verdict.reason, values: verdict.reasonValues }, objects);
}

/** The nodes that the controller leaves out of the CPU shares for this reason. */
export function excluded({ analysis }: Pick<WhyInput, 'analysis'>, why: NodeExclusion): readonly string[] {
  return analysis.nodes.flatMap(({ name, notCounted }) => (notCounted === why ? [name] : []));
}

/** Two programs know this reason: the controller, which then gives no hints at all, and the kube-proxy of that node. */
export function isControllersReason({ analysis, port, verdict }: WhyInput): boolean {
  const standing = port && analysis.hintsByFamily.get(port.family)?.standing;
  return verdict.state === 'off' && standing?.reason === verdict.reason;
}

/**
 * The Event speaks of a node without zone or CPU, though no node lacks either: fewer than two zones leave the
 * controller without shares just the same (topologycache TopologyCache.SetNodes).
 */
function oneZone({ analysis, verdict }: WhyInput): TrueCause {
  const zone = String(verdict.reasonValues['zone'] ?? '');
  const counted = analysis.nodes.filter(({ notCounted }) => notCounted === undefined).length;
  const others = nodesOfOtherZones(analysis.nodes, zone);
  const objects = others.flatMap((node) => exclusionOf(node));
  const values = { zone, nodes: counted, others: others.length };
  if (others.length === 0) return causeOf('true-cause.one-zone', { zone, nodes: counted });
  const isLost = others.some(({ notCounted }) => notCounted === 'not-ready');
  return causeOf(
    isLost ? 'true-cause.one-zone-others-not-ready' : 'true-cause.one-zone-others-control-plane',
    values,
    isLost ? objects.filter((_, index) => others[index]?.notCounted === 'not-ready') : objects,
  );
}

/** Nodes with another zone's label: none of them is counted where only one zone is. */
export function nodesOfOtherZones(nodes: readonly NodeFacts[], zone: string): readonly NodeFacts[] {
  return nodes.filter((node) => node.zone !== undefined && node.zone !== zone);
}

const FIELD_BY_EXCLUSION: Readonly<Record<NodeExclusion, string>> = {
  'control-plane': 'metadata.labels[node-role.kubernetes.io/control-plane]',
  'not-ready': 'status.conditions[Ready]',
  'no-zone': ZONE_FIELD,
  'no-cpu': 'status.allocatable.cpu',
};

function exclusionOf({ name, notCounted }: NodeFacts) {
  return notCounted === undefined ? [] : nodeObjects([name], FIELD_BY_EXCLUSION[notCounted]);
}
