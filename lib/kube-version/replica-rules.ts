import type { GateStateByName } from '#lib/model/gates.ts';
import type { KubeVersion } from '#lib/model/version.ts';

/** What the ReplicaSet controller of one version looks at when it chooses the pods to delete. */
export interface ReplicaRules {
  /** `controller.kubernetes.io/pod-deletion-cost` counts (gate PodDeletionCost). */
  readonly usesDeletionCost: boolean;
  /** Ages are compared by power of two, then by uid (gate LogarithmicScaleDown); else exactly, and never by uid. */
  readonly usesLogarithmicAge: boolean;
  /** Restarts of restartable init containers decide where those of containers are equal. */
  readonly countsSidecarRestarts: boolean;
  /** Most pods that one sync deletes (`BurstReplicas`); the next sync looks at the pods anew. */
  readonly burst: number;
}

interface GateHistory {
  readonly name: string;
  /** First minor in which the gate is on by default. */
  readonly onFrom: number;
  /** First minor in which the gate is locked or gone, so that no flag turns it off. */
  readonly lockedFrom: number;
}

const POD_DELETION_COST: GateHistory = { name: 'PodDeletionCost', onFrom: 22, lockedFrom: Number.POSITIVE_INFINITY };
const LOGARITHMIC_SCALE_DOWN: GateHistory = { name: 'LogarithmicScaleDown', onFrom: 22, lockedFrom: 31 };
const SIDECAR_RESTARTS_FROM = 32;
const BURST_REPLICAS = 500;

/**
 * The rules of the ReplicaSet controller of one version. `gates` are the states in force in the controller manager;
 * a gate that is missing or unknown has its default.
 */
export function replicaRulesOf(version: KubeVersion, gates: GateStateByName = {}): ReplicaRules {
  return {
    usesDeletionCost: isOn(POD_DELETION_COST, version, gates),
    usesLogarithmicAge: isOn(LOGARITHMIC_SCALE_DOWN, version, gates),
    countsSidecarRestarts: version.minor >= SIDECAR_RESTARTS_FROM,
    burst: BURST_REPLICAS,
  };
}

function isOn(gate: GateHistory, version: KubeVersion, gates: GateStateByName): boolean {
  const state = Object.hasOwn(gates, gate.name) ? gates[gate.name] : undefined;
  const isFree = version.minor < gate.lockedFrom;
  return isFree && typeof state === 'boolean' ? state : version.minor >= gate.onFrom;
}
