import type { NamespacedName } from '#lib/model/names.ts';

/** Part of one zone in a typed mix; zone '' stands for nodes without one. */
export interface ZonePart {
  readonly zone: string;
  /** Any number >= 0: only the proportions count. */
  readonly part: number;
}

/**
 * Who the clients of a Service are taken to be; nothing is measured.
 * - `cpu`: every Ready node sends as much as it has allocatable CPU;
 * - `nodes`: every Ready node sends the same;
 * - `service`: the ready endpoints of that Service send the same each, from the nodes that they are on;
 * - `zones`: parts by zone, within a zone by allocatable CPU.
 */
export type ClientMix =
  | { readonly kind: 'cpu' }
  | { readonly kind: 'nodes' }
  | { readonly kind: 'service'; readonly key: NamespacedName }
  | { readonly kind: 'zones'; readonly parts: readonly ZonePart[] };

/** By CPU: one object, so that the default is told by identity. */
export const DEFAULT_MIX: ClientMix = { kind: 'cpu' };
