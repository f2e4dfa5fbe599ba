import type { NamespacedName } from '#lib/model/names.ts';

/** Namespaces that a right holds in. */
export type Namespaces = 'all' | ReadonlySet<string>;

/** Somebody who may not see everything: of each kind, where it may be listed and watched. */
export interface RestrictedSight {
  readonly kind: 'restricted';
  /** Equal for equal rights; letters and digits. */
  readonly id: string;
  readonly nodes: boolean;
  /** Where Services may be seen; of the kinds below nothing is without them. */
  readonly services: Namespaces;
  readonly slices: Namespaces;
  readonly pods: Namespaces;
  readonly autoscalers: Namespaces;
}

/**
 * What one viewer may see. `everything` has no filter to pass. Whoever is restricted gets what they could read themselves,
 * and of what is computed only what rests on that alone.
 */
export type Sight = { readonly kind: 'everything' } | RestrictedSight;

/** The kinds of a namespace. */
export type NamespacedKind = 'services' | 'slices' | 'pods' | 'autoscalers';

/** Somebody who has been let in. */
export interface Viewer {
  /** As the API server calls them; '' where nobody is asked. */
  readonly name: string;
  readonly sight: Sight;
}

/** Whoever can reach a page that asks nobody. */
export const UNASKED_VIEWER: Viewer = { name: '', sight: { kind: 'everything' } };

/** Whether objects of a kind may be seen in a namespace. */
export function maySee(sight: Sight, kind: NamespacedKind, namespace: string): boolean {
  if (sight.kind === 'everything') return true;
  return isIn(sight.services, namespace) && isIn(sight[kind], namespace);
}

export function maySeeService(sight: Sight, key: NamespacedName): boolean {
  return maySee(sight, 'services', namespaceOf(key));
}

export function maySeeNodes(sight: Sight): boolean {
  return sight.kind === 'everything' || sight.nodes;
}

/** Verdicts, shares, causes and warnings of a Service are computed from nodes and slices, and would tell of both. */
export function maySeeVerdict(sight: Sight, key: NamespacedName): boolean {
  return maySeeNodes(sight) && maySee(sight, 'slices', namespaceOf(key));
}

export const LIST_NODES = 'list nodes';
export const LIST_SLICES = 'list endpointslices';

/** Rights without which a Service has no verdict, as kubectl would say them. */
export function missingFor(sight: RestrictedSight, key: NamespacedName): readonly string[] {
  return [...(sight.nodes ? [] : [LIST_NODES]), ...(maySee(sight, 'slices', namespaceOf(key)) ? [] : [LIST_SLICES])];
}

export function namespaceOf(key: string): string {
  return key.slice(0, Math.max(0, key.indexOf('/')));
}

function isIn(namespaces: Namespaces, name: string): boolean {
  return namespaces === 'all' || namespaces.has(name);
}
