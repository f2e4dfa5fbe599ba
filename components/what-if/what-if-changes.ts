import type { Change, OutagePhase, ServiceMode } from '#lib/model/scenario.ts';
import { OUTAGE_PHASES } from '#lib/scenario/change-grammar.ts';

type Changes = readonly Change[];
type Rollout = Extract<Change, { readonly kind: 'rollout' }>;

/** The what-if with its replica count set; the live count is no change. */
export function withReplicas(changes: Changes, replicas: number, live: number): Changes {
  const others = changes.filter((change) => change.kind !== 'replicas');
  return replicas === live ? others : [...others, { kind: 'replicas', replicas }];
}

/** The what-if with another mode; the live mode is no change. */
export function withMode(changes: Changes, mode: ServiceMode, live: ServiceMode): Changes {
  const others = changes.filter((change) => change.kind !== 'mode');
  return mode === live ? others : [...others, { kind: 'mode', mode }];
}

/** The what-if with a zone down, or no longer down. Its nodes have turned NotReady by then. */
export function withZoneToggled(changes: Changes, zone: string): Changes {
  const others = changes.filter((change) => change.kind !== 'zone-down' || change.zone !== zone);
  return others.length < changes.length ? others : [...changes, { kind: 'zone-down', zone, phase: 'notready' }];
}

/** The what-if with an outage some phases on, or back; in its place in the list. */
export function withPhase(changes: Changes, zone: string, steps: number): Changes {
  return changes.map((change) => {
    if (change.kind !== 'zone-down' || change.zone !== zone) return change;
    return { ...change, phase: phaseAfter(change.phase, steps) };
  });
}

function phaseAfter(phase: OutagePhase, steps: number): OutagePhase {
  const place = OUTAGE_PHASES.indexOf(phase) + steps;
  return OUTAGE_PHASES[Math.max(0, Math.min(OUTAGE_PHASES.length - 1, place))] ?? phase;
}

/** The what-if with traffic shifted away from a zone, or no longer. */
export function withShiftToggled(changes: Changes, zone: string): Changes {
  const others = changes.filter((change) => change.kind !== 'zonal-shift' || change.zone !== zone);
  return others.length < changes.length ? others : [...changes, { kind: 'zonal-shift', zone }];
}

/** The what-if with one thing of a node changed: one change of each kind for each node. */
export function withNodeChange(changes: Changes, change: Extract<Change, { readonly node: string }>): Changes {
  const others = changes.filter((other) => !isSameNodeChange(other, change));
  return [...others, change];
}

/** The what-if without what it changes of a node in this way. */
export function withoutNodeChange(
  changes: Changes,
  change: Pick<Extract<Change, { readonly node: string }>, 'kind' | 'node'>,
): Changes {
  return changes.filter((other) => !isSameNodeChange(other, change));
}

function isSameNodeChange(one: Change, other: { readonly kind: string; readonly node: string }): boolean {
  return one.kind === other.kind && 'node' in one && one.node === other.node;
}

/** The what-if with its rollout as given; there is one at most. */
export function withRollout(changes: Changes, rollout: Omit<Rollout, 'kind'>): Changes {
  const next: Rollout = { kind: 'rollout', ...rollout };
  return changes.some(({ kind }) => kind === 'rollout')
    ? changes.map((change) => (change.kind === 'rollout' ? next : change))
    : [...changes, next];
}

export function isZoneDown(changes: Changes, zone: string): boolean {
  return changes.some((change) => change.kind === 'zone-down' && change.zone === zone);
}

export function isShifted(changes: Changes, zone: string): boolean {
  return changes.some((change) => change.kind === 'zonal-shift' && change.zone === zone);
}

export function modeOf(changes: Changes, live: ServiceMode): ServiceMode {
  return changes.findLast((change) => change.kind === 'mode')?.mode ?? live;
}
