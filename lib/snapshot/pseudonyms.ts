/** What a name is the name of; each kind has its own pseudonyms. */
export type NameKind =
  | 'node'
  | 'zone'
  | 'region'
  | 'namespace'
  | 'service'
  | 'pod'
  | 'slice'
  | 'workload'
  | 'autoscaler'
  | 'container'
  | 'image'
  | 'key'
  | 'value';

/** The name to write for a name. */
export type NameOf = (kind: NameKind, name: string) => string;

/** Namespaces that every cluster has tell nothing. */
const KEPT_NAMESPACES: ReadonlySet<string> = new Set(['default', 'kube-system', 'kube-public', 'kube-node-lease']);

/**
 * Collects the names that `visit` asks for and gives each a pseudonym: `node-07` wherever the same node is meant. Names
 * of one kind keep their order, since Kubernetes and Zonescope decide ties by the order of names.
 */
export function pseudonymsFor(visit: (nameOf: NameOf) => unknown): NameOf {
  const namesByKind = new Map<NameKind, Set<string>>();
  visit((kind, name) => {
    const names = namesByKind.get(kind);
    if (names === undefined) namesByKind.set(kind, new Set([name]));
    else names.add(name);
    return name;
  });
  const pseudonymByKind = new Map([...namesByKind].map(([kind, names]) => [kind, numbered(kind, [...names].sort())]));
  return (kind, name) => {
    if (name === '' || (kind === 'namespace' && KEPT_NAMESPACES.has(name))) return name;
    return pseudonymByKind.get(kind)?.get(name) ?? `${kind}-unknown`;
  };
}

function numbered(kind: NameKind, names: readonly string[]): ReadonlyMap<string, string> {
  const width = String(names.length).length;
  return new Map(names.map((name, index) => [name, `${kind}-${String(index + 1).padStart(width, '0')}`]));
}
