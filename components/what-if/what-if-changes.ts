import type { Change, ServiceMode } from '#lib/model/scenario.ts';

/** The what-if with its replica count set; the live count is no change. */
export function withReplicas(changes: readonly Change[], replicas: number, live: number): readonly Change[] {
  const others = changes.filter((change) => change.kind !== 'replicas');
  return replicas === live ? others : [...others, { kind: 'replicas', replicas }];
}

/** The what-if with another mode; the live mode is no change. */
export function withMode(changes: readonly Change[], mode: ServiceMode, live: ServiceMode): readonly Change[] {
  const others = changes.filter((change) => change.kind !== 'mode');
  return mode === live ? others : [...others, { kind: 'mode', mode }];
}

/** The what-if with a zone down, or no longer down. Its nodes have turned NotReady by then. */
export function withZoneToggled(changes: readonly Change[], zone: string): readonly Change[] {
  const others = changes.filter((change) => change.kind !== 'zone-down' || change.zone !== zone);
  return others.length < changes.length ? others : [...changes, { kind: 'zone-down', zone, phase: 'notready' }];
}

export function isZoneDown(changes: readonly Change[], zone: string): boolean {
  return changes.some((change) => change.kind === 'zone-down' && change.zone === zone);
}

export function modeOf(changes: readonly Change[], live: ServiceMode): ServiceMode {
  return changes.findLast((change) => change.kind === 'mode')?.mode ?? live;
}
