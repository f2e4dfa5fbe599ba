import type { ClusterFacts } from '#lib/diagnose/cluster-facts.ts';
import type { PortRouting } from '#lib/proxy-filter/service-routing.ts';

/** The node that an endpoint is on, as a client of it. */
export interface OwnNode {
  /** Position of its class. */
  readonly client: number;
  /** Its part of the client mix, 0..1. */
  readonly weight: number;
}

const NONE: ReadonlyMap<number, OwnNode> = new Map();

/**
 * By position, the endpoints whose zone is not their node's, where one of the two has none or is of before: what that
 * very node sends them crosses nothing, though no zone says so. Of a Service whose nodes all have their zones it is empty.
 */
export function ownNodes({ endpoints, classByNode }: PortRouting, facts: ClusterFacts): ReadonlyMap<number, OwnNode> {
  const { nodeByName, proxyNodes } = facts;
  let found: Map<number, OwnNode> | undefined;
  for (let index = 0; index < endpoints.length; index++) {
    const { nodeName, zone = '' } = endpoints[index]?.endpoint ?? {};
    const node = nodeName === undefined ? undefined : nodeByName.get(nodeName);
    if (node === undefined || (zone !== '' && node.zone === zone)) continue;
    found ??= new Map();
    found.set(index, { client: classByNode[proxyNodes.indexByName.get(node.name) ?? -1] ?? -1, weight: node.weight });
  }
  return found ?? NONE;
}
