import { HOSTNAME_LABEL, ZONE_LABEL } from '#lib/model/well-known.ts';
import type { Refusal, RouteChoice, RouteQuestion } from '#lib/proxy-filter/route-choice.ts';

/** The key that any endpoint matches; only the last may be it. */
const ANY = '*';

/**
 * `spec.topologyKeys` (`deprecatedTopologyFilter`, pkg/proxy/topology.go): the first key decides whose value the node
 * shares with any endpoint, ready or not; of those the ready ones are dialled, even where none is.
 * - No keys, or "*" is reached: no choice, since every endpoint will do.
 * - No key matches: nothing, although other endpoints may be ready.
 * Endpoints carry a zone and, as their hostname, the name of their node; no other key can match one.
 */
export function topologyKeysRoute({ service, zone, hostname, summary }: RouteQuestion): RouteChoice | Refusal {
  const keys = service.topologyKeys ?? [];
  for (const key of keys) {
    if (key === ANY) break;
    if (key === ZONE_LABEL && zone !== '' && summary.places().inZone(zone).total > 0) {
      const values = { zone, endpoints: summary.places().inZone(zone).ready.length };
      return { mode: 'PreferSameZone', source: 'in-zone', reason: 'topology-key-zone', values };
    }
    if (key === HOSTNAME_LABEL && hostname !== undefined && summary.places().onNode(hostname).total > 0) {
      const values = { node: hostname, endpoints: summary.places().onNode(hostname).ready.length };
      return { mode: 'PreferSameNode', source: 'on-hostname', reason: 'topology-key-hostname', values };
    }
  }
  if (keys.length === 0 || keys.includes(ANY)) return { reason: 'topology-keys', values: {} };
  return { mode: '', source: 'nothing', reason: 'topology-keys-without-match', values: { keys: keys.join(', ') } };
}
