import type { NamespacedName } from '#lib/model/names.ts';

/**
 * What one viewer may see. Nodes everybody may who is let in at all: without them there is no zone to speak of.
 * `everything` has no filter to pass; whoever may read some namespaces only sees the Services of those.
 */
export type Sight =
  | { readonly kind: 'everything' }
  | {
      readonly kind: 'namespaces';
      /** Equal for equal rights; letters and digits. */
      readonly id: string;
      /** Where Services and their slices may be listed and watched. */
      readonly services: ReadonlySet<string>;
      /** Where pods may be, too. */
      readonly pods: ReadonlySet<string>;
    };

/** Somebody who has been let in. */
export interface Viewer {
  /** As the API server calls them; '' where nobody is asked. */
  readonly name: string;
  readonly sight: Sight;
}

/** Whoever can reach a page that asks nobody. */
export const UNASKED_VIEWER: Viewer = { name: '', sight: { kind: 'everything' } };

export function maySeeNamespace(sight: Sight, namespace: string): boolean {
  return sight.kind === 'everything' || sight.services.has(namespace);
}

export function maySeePods(sight: Sight, namespace: string): boolean {
  return sight.kind === 'everything' || (sight.services.has(namespace) && sight.pods.has(namespace));
}

export function maySeeService(sight: Sight, key: NamespacedName): boolean {
  return maySeeNamespace(sight, namespaceOf(key));
}

export function namespaceOf(key: string): string {
  return key.slice(0, Math.max(0, key.indexOf('/')));
}
