import { nearestSupported } from '#lib/kube-version/supported-versions.ts';
import type { GateOverride, GateState, GateStateByName, Program } from '#lib/model/gates.ts';
import type { KubeVersion } from '#lib/model/version.ts';

/** The feature gates that zone routing, or the pods behind it, depend on. */
export const GATE_NAMES = [
  'TopologyAwareHints',
  'ServiceTrafficDistribution',
  'PreferSameTrafficDistribution',
  'ProxyTerminatingEndpoints',
  'ServiceInternalTrafficPolicy',
  'EndpointSliceTerminatingCondition',
  'EndpointSliceProxying',
  'ServiceTopology',
  'PodDeletionCost',
  'LogarithmicScaleDown',
] as const;
export type GateName = (typeof GATE_NAMES)[number];

/**
 * A gate in one minor.
 * - `absent`: not invented yet, and neither is what it guards.
 * - `off`, `on`: the default; a flag can change it.
 * - `locked`: always on, and the program refuses to be told otherwise.
 * - `gone-on`, `gone-off`: the gate is no more, and what it guarded is always there, or was removed with it.
 */
export type GateStage = 'absent' | 'off' | 'on' | 'locked' | 'gone-on' | 'gone-off';

/** From which minor on a gate is at which stage; `pkg/features/kube_features.go` of each minor. */
const STAGES_BY_GATE: Readonly<Record<GateName, readonly (readonly [minor: number, stage: GateStage])[]>> = {
  TopologyAwareHints: [
    [21, 'off'],
    [24, 'on'],
    [33, 'locked'],
    [36, 'gone-on'],
  ],
  ServiceTrafficDistribution: [
    [30, 'off'],
    [31, 'on'],
    [33, 'locked'],
    [36, 'gone-on'],
  ],
  PreferSameTrafficDistribution: [
    [33, 'off'],
    [34, 'on'],
    [35, 'locked'],
  ],
  ProxyTerminatingEndpoints: [
    [22, 'off'],
    [26, 'on'],
    [28, 'locked'],
    [30, 'gone-on'],
  ],
  ServiceInternalTrafficPolicy: [
    [21, 'off'],
    [22, 'on'],
    [26, 'locked'],
    [28, 'gone-on'],
  ],
  EndpointSliceTerminatingCondition: [
    [21, 'off'],
    [22, 'on'],
    [26, 'locked'],
    [28, 'gone-on'],
  ],
  EndpointSliceProxying: [
    [21, 'on'],
    [22, 'locked'],
    [25, 'gone-on'],
  ],
  ServiceTopology: [
    [21, 'off'],
    [22, 'gone-off'],
  ],
  PodDeletionCost: [
    [21, 'off'],
    [22, 'on'],
  ],
  LogarithmicScaleDown: [
    [21, 'off'],
    [22, 'on'],
    [31, 'locked'],
    [37, 'gone-on'],
  ],
};

export function isGateName(name: string): name is GateName {
  return Object.hasOwn(STAGES_BY_GATE, name);
}

/** Where `gate` stands in `version` (of the nearest known minor). */
export function gateStage(version: KubeVersion, gate: GateName): GateStage {
  const { minor } = nearestSupported(version);
  let current: GateStage = 'absent';
  for (const [from, stage] of STAGES_BY_GATE[gate]) if (from <= minor) current = stage;
  return current;
}

/** The gates that `version` knows, at their defaults; a gate that does not exist there (yet, or any more) is missing. */
export function defaultGates(version: KubeVersion): GateStateByName {
  const stateByName: Record<string, GateState> = {};
  for (const gate of GATE_NAMES) {
    const stage = gateStage(version, gate);
    if (stage === 'off') stateByName[gate] = false;
    if (stage === 'on' || stage === 'locked') stateByName[gate] = true;
  }
  return stateByName;
}

/** One program of the cluster; `node` is that of a kube-proxy. */
export interface GateQuestion {
  readonly version: KubeVersion;
  readonly program: Program;
  readonly node?: string;
  readonly overrides: readonly GateOverride[];
}

/**
 * The gates in force in one program: the defaults of its version, then the overrides that mean it.
 * - The more specific override wins (no program < program < program@node); of equals the last, as with repeated flags.
 * - An override of a gate that is locked, gone or not there yet changes nothing (`idleOverrides` says so).
 */
export function gatesInForce({ version, program, node, overrides }: GateQuestion): GateStateByName {
  const stateByName: Record<string, GateState> = { ...defaultGates(version) };
  const mine = overrides.filter(
    (override) =>
      (override.program === undefined || override.program === program) &&
      (override.node === undefined || override.node === node),
  );
  for (const override of mine.toSorted((left, right) => specificity(left) - specificity(right))) {
    if (isChangeable(version, override.gate)) stateByName[override.gate] = override.state;
  }
  return stateByName;
}

function specificity(override: GateOverride): number {
  return (override.program === undefined ? 0 : 1) + (override.node === undefined ? 0 : 1);
}

function isChangeable(version: KubeVersion, gate: string): boolean {
  if (!isGateName(gate)) return false;
  const stage = gateStage(version, gate);
  return stage === 'off' || stage === 'on';
}

/** Why an override changes nothing: the gate is always on, no longer exists, does not exist yet, or means nothing here. */
export type IdleOverrideReason = 'locked' | 'gone' | 'not-yet' | 'not-known';

export interface IdleOverride {
  readonly override: GateOverride;
  readonly why: IdleOverrideReason;
}

/** The overrides that have no effect in a program of `version`, each with the reason. */
export function idleOverrides(version: KubeVersion, overrides: readonly GateOverride[]): readonly IdleOverride[] {
  return overrides.flatMap((override) => {
    const why = idleReason(version, override.gate);
    return why === undefined ? [] : [{ override, why }];
  });
}

function idleReason(version: KubeVersion, gate: string): IdleOverrideReason | undefined {
  if (!isGateName(gate)) return 'not-known';
  switch (gateStage(version, gate)) {
    case 'absent':
      return 'not-yet';
    case 'locked':
      return 'locked';
    case 'gone-on':
    case 'gone-off':
      return 'gone';
    case 'off':
    case 'on':
      return undefined;
  }
}
