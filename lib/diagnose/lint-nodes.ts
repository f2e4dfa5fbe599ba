import { clusterFactsOf } from '#lib/diagnose/cluster-facts.ts';
import { labelNodes } from '#lib/diagnose/fix-commands.ts';
import { byLevel, type Finding, finding } from '#lib/diagnose/lint-rules.ts';
import type { NodeFacts } from '#lib/diagnose/node-facts.ts';
import { versionSkew } from '#lib/kube-version/skew-rules.ts';
import type { Node } from '#lib/model/node.ts';
import { formatVersion, type KubeVersion, parseVersion } from '#lib/model/version.ts';
import { ZONE_LABEL } from '#lib/model/well-known.ts';
import type { RuleContext } from '#lib/scenario/rule-context.ts';

const ZONE_FIELD = `metadata.labels[${ZONE_LABEL}]`;
const NO_PODS: readonly string[] = ['NoSchedule', 'NoExecute'];

/** The findings about the cluster's nodes, which concern every Service; the gravest first. */
export function lintNodes(context: RuleContext): readonly Finding[] {
  const { nodes, version } = context.question;
  const facts = clusterFactsOf(context);
  const ofNodes = facts.nodes.flatMap((node, index) => {
    const object = nodes[index];
    return object === undefined ? [] : [...admission(node, object), ...skew(object, version), ...operatingSystem(node)];
  });
  return byLevel([...ofNodes, ...oneZone(facts.nodes)]);
}

/** Whether the node counts in its zone's share of CPU, and whether its pods could use what it counts for. */
function admission(node: NodeFacts, { taints }: Node): readonly Finding[] {
  const { name: object, notCounted, zone } = node;
  const label = labelNodes([object]);
  const describe = [`kubectl describe node ${object}`];
  const withoutZone =
    zone === undefined && notCounted !== undefined && notCounted !== 'no-zone'
      ? [finding('uncounted-node-without-zone', { object, field: ZONE_FIELD, commands: label })]
      : [];
  switch (notCounted) {
    case 'no-zone':
      return [finding('node-without-zone', { object, field: ZONE_FIELD, commands: label })];
    case 'no-cpu':
      return [finding('node-without-cpu', { object, field: 'status.allocatable.cpu', commands: describe })];
    case 'not-ready':
      return [
        finding('node-not-ready', { object, field: 'status.conditions[Ready]', commands: describe }),
        ...withoutZone,
      ];
    case 'control-plane':
      return [
        finding('control-plane-not-counted', {
          object,
          field: 'metadata.labels[node-role.kubernetes.io/control-plane]',
        }),
        ...withoutZone,
      ];
    case undefined:
      return counted(node, taints);
    default:
      return notCounted satisfies never;
  }
}

function counted({ name: object, cordoned }: NodeFacts, taints: Node['taints']): readonly Finding[] {
  // The taint that a cordon puts there is told as the cordon.
  const taint = taints.find(
    ({ key, effect }) => NO_PODS.includes(effect) && key !== 'node.kubernetes.io/unschedulable',
  );
  return [
    ...(cordoned ? [finding('cordoned-node-counted', { object, field: 'spec.unschedulable' })] : []),
    ...(taint === undefined
      ? []
      : [
          finding('tainted-node-counted', {
            object,
            field: 'spec.taints',
            values: { taint: `${taint.key}:${taint.effect}` },
          }),
        ]),
  ];
}

function skew({ name: object, kubeletVersion, kubeProxyVersion }: Node, cluster: KubeVersion): readonly Finding[] {
  const kubelet = parseVersion(kubeletVersion);
  const proxy = parseVersion(kubeProxyVersion);
  const isSame = proxy !== undefined && kubelet !== undefined && proxy.minor === kubelet.minor;
  const programs = [
    { program: 'kubelet', version: kubelet, field: 'status.nodeInfo.kubeletVersion' },
    // Which of the two it is matters only where they differ.
    ...(isSame ? [] : [{ program: 'kube-proxy', version: proxy, field: 'status.nodeInfo.kubeProxyVersion' }]),
  ];
  return programs.flatMap(({ program, version, field }) => {
    const found = version === undefined ? 'none' : versionSkew(version, cluster);
    if (version === undefined || found === 'none') return [];
    const values = { program, version: formatVersion(version), cluster: formatVersion(cluster) };
    return [finding(found === 'older' ? 'version-skew' : 'version-skew-unsupported', { object, field, values })];
  });
}

function operatingSystem({ name: object, windows }: NodeFacts): readonly Finding[] {
  return windows ? [finding('windows-node', { object, field: 'status.nodeInfo.operatingSystem' })] : [];
}

function oneZone(nodes: readonly NodeFacts[]): readonly Finding[] {
  const zones = new Set(nodes.flatMap(({ zone }) => zone ?? []));
  const [zone] = zones;
  if (zone === undefined || zones.size > 1) return [];
  return [finding('one-zone', { object: '', field: ZONE_FIELD, values: { zone } })];
}
