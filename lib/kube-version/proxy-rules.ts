import { type GateName, gateStage } from '#lib/kube-version/feature-gates.ts';
import { nearestSupported } from '#lib/kube-version/supported-versions.ts';
import type { GateStateByName } from '#lib/model/gates.ts';
import type { KubeVersion } from '#lib/model/version.ts';
import { TOPOLOGY_AWARE_HINTS_ANNOTATION, TOPOLOGY_MODE_ANNOTATION } from '#lib/model/well-known.ts';

/**
 * What the kube-proxy of one node does, resolved from its version and the feature gates in force there. Every
 * difference between minors that the filter knows is a field here; lib/proxy-filter reads fields and never a version.
 */
export interface ProxyRules {
  /**
   * The function that chooses: `CategorizeEndpoints`, or the older `FilterEndpoints` with the proxier's own scan behind
   * it (an empty list is then refused, never dropped, and ipvs does not fall back to the cluster list).
   */
  readonly filter: 'FilterEndpoints' | 'CategorizeEndpoints';
  /** Hints are read at all; else the gate that is the cause. */
  readonly zoneHints: boolean;
  /** Hints for a node are read (mode PreferSameNode). */
  readonly nodeHints: boolean;
  /** The gate behind `zoneHints: false`. */
  readonly zoneHintsGate: GateName;
  /** Whether an unready endpoint without a hint switches hints off, and one with a hint counts as a choice. */
  readonly hintsMustBeOn: 'every-endpoint' | 'every-ready-endpoint';
  /** Annotation keys in order of precedence: the first that is present decides. Empty: no annotation is read. */
  readonly annotationKeys: readonly string[];
  readonly annotationEnables: 'auto-only' | 'all-but-disabled';
  /** A node without a zone label is in zone "", which a hint may name; else such a node ignores hints. */
  readonly emptyZoneIsAZone: boolean;
  /** A ready endpoint is missing: serving ones that terminate take its place. */
  readonly clusterFallsBackToTerminating: boolean;
  readonly localFallsBackToTerminating: boolean;
  /** `externalTrafficPolicy: Local` switches hints off for the ClusterIP too. */
  readonly externalLocalSwitchesHintsOff: boolean;
  /** `internalTrafficPolicy` is read. */
  readonly internalTrafficPolicy: boolean;
  /** `externalTrafficPolicy` counts for a ClusterIP Service with external IPs; a load balancer's `ipMode` is read. */
  readonly externalPolicyOfExternalIPs: boolean;
  /** Two endpoints are the same when their addresses are, or when address and port are. */
  readonly sameEndpoint: 'same-ip' | 'same-ip-and-port';
  /** Which of two that are the same stays: the first, unless a later one is on this node, or does not terminate. */
  readonly laterDuplicateWins: 'when-local' | 'when-not-terminating';
  /** The family of an endpoint is that of its address, or its slice's. */
  readonly familyFrom: 'address' | 'slice';
  /** Addresses are parsed and written in their canonical form (`ParseIPSloppy`). */
  readonly reformatsAddresses: boolean;
  /** Endpoints of a slice are taken in the order of their addresses, not in that of the slice. */
  readonly sortsSliceFirst: boolean;
  /** An empty list is answered at once, without asking any policy. */
  readonly emptyListEndsAtOnce: boolean;
  /** `spec.topologyKeys` decides instead of hints and internal policy (gate ServiceTopology). */
  readonly topologyKeys: boolean;
  /** Endpoints objects are read instead of slices: no hint reaches kube-proxy. */
  readonly endpointSlices: boolean;
}

const rulesByKey = new Map<string, ProxyRules>();

/**
 * The rules of the kube-proxy of `version` (of the nearest known minor) under `gates`, those in force there: a gate that
 * is missing takes what its version does without being told; one that is `unknown` counts as off, since what is in doubt
 * must not promise zone routing.
 * Memoised by what they say: two versions that behave alike get the same object, so that identity tells classes apart.
 */
export function proxyRulesOf(version: KubeVersion, gates: GateStateByName): ProxyRules {
  const rules = resolve(version, gates);
  const key = JSON.stringify(rules);
  const known = rulesByKey.get(key);
  if (known !== undefined) return known;
  rulesByKey.set(key, rules);
  return rules;
}

function resolve(version: KubeVersion, gates: GateStateByName): ProxyRules {
  const { minor } = nearestSupported(version);
  const isOn = (gate: GateName) => gates[gate] === true || (gates[gate] === undefined && isOnByItself(version, gate));
  const endpointSlices = isOn('EndpointSliceProxying');
  const terminating = isOn('ProxyTerminatingEndpoints');
  return {
    filter: minor >= 24 ? 'CategorizeEndpoints' : 'FilterEndpoints',
    zoneHints: endpointSlices && isOn('TopologyAwareHints'),
    zoneHintsGate: endpointSlices ? 'TopologyAwareHints' : 'EndpointSliceProxying',
    nodeHints: isOn('PreferSameTrafficDistribution'),
    hintsMustBeOn: minor >= 23 ? 'every-ready-endpoint' : 'every-endpoint',
    annotationKeys: annotationKeys(minor, isOn('ServiceTrafficDistribution')),
    annotationEnables: minor >= 27 ? 'all-but-disabled' : 'auto-only',
    emptyZoneIsAZone: minor >= 33,
    clusterFallsBackToTerminating: minor >= 24 && terminating,
    localFallsBackToTerminating: minor >= 22 && terminating,
    externalLocalSwitchesHintsOff: minor < 24,
    internalTrafficPolicy: endpointSlices && isOn('ServiceInternalTrafficPolicy'),
    externalPolicyOfExternalIPs: minor >= 29,
    sameEndpoint: minor >= 22 ? 'same-ip-and-port' : 'same-ip',
    laterDuplicateWins: minor >= 36 ? 'when-not-terminating' : 'when-local',
    familyFrom: minor >= 33 ? 'slice' : 'address',
    reformatsAddresses: minor >= 31,
    sortsSliceFirst: minor <= 30,
    emptyListEndsAtOnce: minor >= 34,
    topologyKeys: endpointSlices && isOn('ServiceTopology'),
    endpointSlices,
  };
}

function isOnByItself(version: KubeVersion, gate: GateName): boolean {
  const stage = gateStage(version, gate);
  return stage === 'on' || stage === 'locked' || stage === 'gone-on';
}

/** Since trafficDistribution came, the hints on the slices are enough; later no annotation is read at all. */
function annotationKeys(minor: number, trafficDistribution: boolean): readonly string[] {
  if (minor >= 33 || (minor >= 30 && trafficDistribution)) return [];
  return minor >= 27 ? [TOPOLOGY_AWARE_HINTS_ANNOTATION, TOPOLOGY_MODE_ANNOTATION] : [TOPOLOGY_AWARE_HINTS_ANNOTATION];
}
