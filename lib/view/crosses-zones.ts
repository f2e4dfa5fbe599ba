import type { EndpointFacts } from '#lib/diagnose/analysis.ts';
import type { NodeFacts } from '#lib/diagnose/node-facts.ts';

/** A way crosses when it leaves its lane; "no zone" is a lane of its own. */
export function crossesZones(from: string | undefined, to: string | undefined): boolean {
  return from !== to;
}

/** What stays on a node crosses nothing, whatever zone stands beside it. */
export function crossesFrom(
  node: Pick<NodeFacts, 'name' | 'zone'>,
  endpoint: Pick<EndpointFacts, 'nodeName' | 'zone'>,
): boolean {
  return endpoint.nodeName !== node.name && crossesZones(node.zone, endpoint.zone);
}
