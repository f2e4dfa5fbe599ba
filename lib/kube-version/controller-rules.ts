import { type GateName, gateStage } from '#lib/kube-version/feature-gates.ts';
import { nearestSupported } from '#lib/kube-version/supported-versions.ts';
import type { GateStateByName } from '#lib/model/gates.ts';
import { compareVersions, type KubeVersion } from '#lib/model/version.ts';
import { TOPOLOGY_AWARE_HINTS_ANNOTATION, TOPOLOGY_MODE_ANNOTATION } from '#lib/model/well-known.ts';

/** How a controller treats a pod whose Node is gone. */
export type MissingNodeRule = 'fails-the-sync' | 'skips-the-pod';

/** Which finished pods keep an endpoint: those that their restart policy will start again, or none. */
export type FinishedPodRule = 'by-restart-policy' | 'never';

/** One known value of `spec.trafficDistribution`. */
export interface TrafficDistributionRule {
  readonly value: string;
  /** Hints to the endpoint's node, too, and not only to its zone. */
  readonly hintsNodes: boolean;
  readonly gate: GateName;
  /** False while the gate is off: then the field is as good as unset. */
  readonly accepted: boolean;
}

/**
 * What one EndpointSlice controller does, resolved from its version and the feature gates in force there.
 * Every difference between minors that pkg/controller/endpointslice and k8s.io/endpointslice know is a field here;
 * the rooms that follow the controller read these fields and never a version.
 */
export interface ControllerRules {
  /** TopologyAwareHints: without the topology cache an annotation does nothing and hints are removed. */
  readonly hasTopologyCache: boolean;
  /** Annotation keys in order of precedence: the first that is present decides, whatever its value. */
  readonly annotationKeys: readonly string[];
  /** The values that switch hints on. */
  readonly annotationValues: readonly string[];
  /** The values of `spec.trafficDistribution` that this controller knows; any other value means no hints. */
  readonly trafficDistributions: readonly TrafficDistributionRule[];
  /** Control-plane and master nodes count in the zones' CPU shares. */
  readonly countsControlPlaneNodes: boolean;
  /** Unready endpoints count and get hints. */
  readonly hintsUnreadyEndpoints: boolean;
  /** A slice that need not change keeps hints that are still valid. */
  readonly keepsValidHints: boolean;
  /** Events about hints are written on the Service. */
  readonly writesEvents: boolean;
  /** An endpoint without zone gets a hint for zone "" under trafficDistribution. */
  readonly hintsEmptyZone: boolean;
  /** The cache remembers each address type of a Service by itself; otherwise the families overwrite each other. */
  readonly cachesByAddressType: boolean;
  readonly missingNode: MissingNodeRule;
  /** A changed zone label on a Node counts the nodes anew. */
  readonly recountsOnZoneChange: boolean;
  /** `serving` and `terminating` are written, and terminating pods keep their endpoint. */
  readonly writesTerminatingConditions: boolean;
  readonly finishedPods: FinishedPodRule;
  /**
   * An endpoint that stays learns a new node, or its node's new zone, at the Service's next sync. Where it does not, it
   * learns them only when its slice is written for another reason.
   */
  readonly comparesNodes: boolean;
  /** A placeholder slice that is right already is left alone. */
  readonly keepsPlaceholder: boolean;
  /** Pod addresses are parsed and written in their canonical form. */
  readonly reformatsAddresses: boolean;
  /** Named ports of init containers that restart (sidecars) are found. */
  readonly findsSidecarPorts: boolean;
  /** A Service of type ExternalName is not synced even if it has a selector. */
  readonly skipsExternalName: boolean;
}

const rulesByKey = new Map<string, ControllerRules>();

/**
 * The rules of the controller of `version` under `gates`, the gates in force there: a gate that is absent does not
 * exist (or is locked on and gone), and `unknown` counts as off, since what is in doubt must not promise hints.
 * Memoised: the same version and gates give the same object.
 */
export function controllerRulesOf(version: KubeVersion, gates: GateStateByName): ControllerRules {
  const key = [
    version.major,
    version.minor,
    version.patch,
    gates['TopologyAwareHints'],
    gates['ServiceTrafficDistribution'],
    gates['PreferSameTrafficDistribution'],
    gates['EndpointSliceTerminatingCondition'],
  ].join();
  const known = rulesByKey.get(key);
  if (known !== undefined) return known;
  const rules = resolve(nearestSupported(version), gates);
  rulesByKey.set(key, rules);
  return rules;
}

function resolve(version: KubeVersion, gates: GateStateByName): ControllerRules {
  const since = (minor: number, patch = 0) => compareVersions(version, { major: 1, minor, patch }) >= 0;
  const isOn = (gate: GateName) => gates[gate] === true || gateStage(version, gate) === 'gone-on';
  const close = { gate: 'ServiceTrafficDistribution' as const, accepted: isOn('ServiceTrafficDistribution') };
  const same = { gate: 'PreferSameTrafficDistribution' as const, accepted: isOn('PreferSameTrafficDistribution') };
  return {
    hasTopologyCache: isOn('TopologyAwareHints'),
    annotationKeys: since(27)
      ? [TOPOLOGY_AWARE_HINTS_ANNOTATION, TOPOLOGY_MODE_ANNOTATION]
      : [TOPOLOGY_AWARE_HINTS_ANNOTATION],
    annotationValues: since(21, 1) ? ['Auto', 'auto'] : ['auto'],
    trafficDistributions: [
      ...(since(30) ? [{ value: 'PreferClose', hintsNodes: false, ...close }] : []),
      ...(since(33) ? [{ value: 'PreferSameZone', hintsNodes: false, ...same }] : []),
      ...(since(33) ? [{ value: 'PreferSameNode', hintsNodes: true, ...same }] : []),
    ],
    countsControlPlaneNodes: !since(23),
    hintsUnreadyEndpoints: !since(23),
    keepsValidHints: since(23),
    writesEvents: since(26),
    hintsEmptyZone: !since(33),
    cachesByAddressType: since(26),
    missingNode: since(24) ? 'skips-the-pod' : 'fails-the-sync',
    recountsOnZoneChange: recountsOnZoneChange(version),
    writesTerminatingConditions: isOn('EndpointSliceTerminatingCondition'),
    finishedPods: since(22) ? 'never' : 'by-restart-policy',
    comparesNodes: since(24),
    keepsPlaceholder: since(24),
    reformatsAddresses: since(33),
    findsSidecarPorts: since(33),
    skipsExternalName: since(27),
  };
}

/** Came with 1.28 and went back to three minors at a patch. */
function recountsOnZoneChange({ minor, patch }: KubeVersion): boolean {
  const patchByMinor: Readonly<Record<number, number>> = { 25: 13, 26: 8, 27: 5 };
  return minor >= 28 || patch >= (patchByMinor[minor] ?? Number.POSITIVE_INFINITY);
}
