/** When a zone's outage is looked at; `at once` means its nodes still count as Ready. */
export type OutagePhase = 'at-once' | 'notready' | 'evicted' | 'rescheduled';

export type ServiceMode = 'Auto' | 'PreferClose' | 'PreferSameZone' | 'PreferSameNode' | 'Local' | 'off';

/** One change of a what-if; the same in the URL, the CLI and the snapshot file. */
export type Change =
  | { readonly kind: 'replicas'; readonly replicas: number }
  | { readonly kind: 'mode'; readonly mode: ServiceMode }
  | { readonly kind: 'zone-down'; readonly zone: string; readonly phase: OutagePhase }
  | { readonly kind: 'zonal-shift'; readonly zone: string }
  | { readonly kind: 'drain'; readonly node: string }
  | { readonly kind: 'cordon'; readonly node: string }
  | { readonly kind: 'node-add'; readonly zone: string; readonly cpu: string; readonly count: number }
  | { readonly kind: 'relabel'; readonly node: string; readonly zone: string }
  | { readonly kind: 'cpu'; readonly node: string; readonly cpu: string }
  | { readonly kind: 'rollout'; readonly surge: number; readonly unavailable: number; readonly step: number }
  | { readonly kind: 'kubernetes'; readonly version: string };
