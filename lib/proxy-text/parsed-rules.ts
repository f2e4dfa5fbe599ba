/** One destination that a node's rules send new connections to. */
export interface ParsedBackend {
  /** "ip:port", IPv6 in brackets. */
  readonly key: string;
  /** Its share of the new connections, 0..1. */
  readonly share: number;
}

/** What a node does with packets to one address, protocol and port. */
export interface ParsedServicePort {
  /** "ip:port", IPv6 in brackets; "*:port" for a NodePort on every address of the node. */
  readonly destination: string;
  /** Upper case, as in a Service. */
  readonly protocol: string;
  readonly action: 'dial' | 'reject' | 'drop';
  /** Sorted by key; empty unless the action is `dial`. */
  readonly backends: readonly ParsedBackend[];
}

export interface ParsedRules {
  readonly ports: readonly ParsedServicePort[];
  /** Lines that are neither a rule of kube-proxy's nor known to belong to something else; kept, so that nothing is hidden. */
  readonly unknownLines: readonly string[];
}

/** "ip:port" as Go's net.JoinHostPort writes it. */
export function joinHostPort(host: string, port: string | number): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

/** Several routes to the same endpoint add up; the order is that of the keys. */
export function mergeBackends(backends: readonly ParsedBackend[]): readonly ParsedBackend[] {
  const shareByKey = new Map<string, number>();
  for (const { key, share } of backends) shareByKey.set(key, (shareByKey.get(key) ?? 0) + share);
  return [...shareByKey].sort(([left], [right]) => (left < right ? -1 : 1)).map(([key, share]) => ({ key, share }));
}
