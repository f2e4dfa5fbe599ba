import { type ControllerRules, controllerRulesOf } from '#lib/kube-version/controller-rules.ts';
import { type GateName, gateStage, gatesInForce } from '#lib/kube-version/feature-gates.ts';
import { type ProxyRules, proxyRulesOf } from '#lib/kube-version/proxy-rules.ts';
import { type ReplicaRules, replicaRulesOf } from '#lib/kube-version/replica-rules.ts';
import { type SchedulerRules, schedulerRulesOf } from '#lib/kube-version/scheduler-rules.ts';
import { isSupported } from '#lib/kube-version/supported-versions.ts';
import type { DataPlaneOverride } from '#lib/model/data-plane.ts';
import type { GateOverride, GateStateByName } from '#lib/model/gates.ts';
import type { Node } from '#lib/model/node.ts';
import type { Text } from '#lib/model/text.ts';
import { formatVersion, type KubeVersion, parseVersion } from '#lib/model/version.ts';

/** What the rules of one cluster depend on. */
export interface RuleQuestion {
  readonly nodes: readonly Node[];
  /** What the API server tells; the controller manager's is taken to be the same. */
  readonly version: KubeVersion;
  readonly gateOverrides: readonly GateOverride[];
  /** Rules of this version for every program, whatever the cluster and its nodes tell. */
  readonly overrideVersion?: KubeVersion;
  /** What somebody said of the nodes' data planes. */
  readonly dataPlanes?: readonly DataPlaneOverride[];
  /** Some EndpointSlice carries hints: the gate is then on in controller and API server, though no flag is seen. */
  readonly hintsSeen?: boolean;
}

/** The rules in force in every program of a cluster, and what they were concluded from. */
export interface RuleContext {
  /** The version whose rules the controller and the API server follow. */
  readonly version: KubeVersion;
  readonly controllerGates: GateStateByName;
  readonly controllerRules: ControllerRules;
  readonly replicaRules: ReplicaRules;
  readonly schedulerRules: SchedulerRules;
  /** Nodes with equal rules share one object, so that identity tells classes of nodes apart. */
  readonly proxyRulesByNode: ReadonlyMap<string, ProxyRules>;
  /** For a node that the table lacks. */
  readonly defaultProxyRules: ProxyRules;
  /** The version each node's rules were taken from. */
  readonly proxyVersionByNode: ReadonlyMap<string, KubeVersion>;
  readonly assumptions: readonly Text[];
  /** So that a prediction can ask again for other nodes or another version. */
  readonly question: RuleQuestion;
}

/**
 * The rules of a cluster: those of each program's own version and gates.
 * - A node's kube-proxy version is what the node tells; the field is empty by default in newer versions, and then its
 *   kubelet's is taken, which is an assumption and said so; a node that tells neither is taken to be as the cluster.
 * - Hints that are there prove the gate of the controller and of the API server. They prove nothing of kube-proxy.
 */
export function ruleContextOf(question: RuleQuestion): RuleContext {
  const version = question.overrideVersion ?? question.version;
  const overrides = question.gateOverrides;
  const controllerGates = controllerGatesOf(version, question);
  const proxyRulesByNode = new Map<string, ProxyRules>();
  const proxyVersionByNode = new Map<string, KubeVersion>();
  const rulesByVersion = new Map<string, ProxyRules>();
  const nodesWithGates = new Set(overrides.flatMap((override) => override.node ?? []));
  let assumed = 0;
  for (const node of question.nodes) {
    const told = parseVersion(node.kubeProxyVersion);
    if (told === undefined && question.overrideVersion === undefined) assumed += 1;
    const proxyVersion = question.overrideVersion ?? told ?? parseVersion(node.kubeletVersion) ?? version;
    const key = nodesWithGates.has(node.name) ? `${node.name} ` : formatVersion(proxyVersion);
    const rules = rulesByVersion.get(key) ?? nodeRules(proxyVersion, overrides, node.name);
    rulesByVersion.set(key, rules);
    proxyRulesByNode.set(node.name, rules);
    proxyVersionByNode.set(node.name, proxyVersion);
  }
  return {
    version,
    controllerGates,
    controllerRules: controllerRulesOf(version, controllerGates),
    replicaRules: replicaRulesOf(version, controllerGates),
    schedulerRules: schedulerRulesOf(version),
    proxyRulesByNode,
    defaultProxyRules: nodeRules(version, overrides),
    proxyVersionByNode,
    assumptions: assumptionsOf(question, version, { assumed, proxyVersions: [...proxyVersionByNode.values()] }),
    question,
  };
}

function controllerGatesOf(version: KubeVersion, question: RuleQuestion): GateStateByName {
  const controller = gatesInForce({ version, program: 'controller', overrides: question.gateOverrides });
  const apiServer = gatesInForce({ version, program: 'api-server', overrides: question.gateOverrides });
  const gates: Record<string, boolean | 'unknown'> = { ...controller };
  for (const gate of ['TopologyAwareHints', 'PreferSameTrafficDistribution']) {
    // The API server drops what its gate does not know, so that the controller's own gate is not enough.
    if (gates[gate] === true && apiServer[gate] !== undefined && apiServer[gate] !== true) gates[gate] = false;
  }
  const isOverridden = question.gateOverrides.some(
    ({ gate, program }) => gate === 'TopologyAwareHints' && program !== 'kube-proxy',
  );
  if (question.hintsSeen && !isOverridden && gates['TopologyAwareHints'] !== undefined) {
    gates['TopologyAwareHints'] = true;
  }
  return gates;
}

function nodeRules(version: KubeVersion, overrides: readonly GateOverride[], node?: string): ProxyRules {
  return proxyRulesOf(
    version,
    gatesInForce({ version, program: 'kube-proxy', overrides, ...(node === undefined ? {} : { node }) }),
  );
}

/** The gates of kube-proxy that decide over hints. */
const HINT_GATES: readonly GateName[] = [
  'TopologyAwareHints',
  'ServiceTrafficDistribution',
  'PreferSameTrafficDistribution',
];

interface Told {
  /** How many nodes do not tell their kube-proxy's version. */
  readonly assumed: number;
  readonly proxyVersions: readonly KubeVersion[];
}

function assumptionsOf(question: RuleQuestion, version: KubeVersion, told: Told): readonly Text[] {
  return [
    ...(told.assumed === 0 ? [] : [{ key: 'assumption.kubelet-version', values: { nodes: told.assumed } }]),
    ...(areGatesOpen(question, told) ? [{ key: 'assumption.kube-proxy-gates', values: {} }] : []),
    ...(isSupported(version)
      ? []
      : [{ key: 'assumption.nearest-version', values: { version: formatVersion(version) } }]),
  ];
}

/** Some node's kube-proxy may have been started with another gate than its default, and nobody said. */
function areGatesOpen({ gateOverrides }: RuleQuestion, { proxyVersions }: Told): boolean {
  const isSaid = (gate: string) =>
    gateOverrides.some(
      (override) => override.gate === gate && override.program !== 'controller' && override.program !== 'api-server',
    );
  const versionByText = new Map(proxyVersions.map((version) => [formatVersion(version), version]));
  return HINT_GATES.some(
    (gate) => !isSaid(gate) && [...versionByText.values()].some((version) => isFree(version, gate)),
  );
}

function isFree(version: KubeVersion, gate: GateName): boolean {
  const stage = gateStage(version, gate);
  return stage === 'off' || stage === 'on';
}
