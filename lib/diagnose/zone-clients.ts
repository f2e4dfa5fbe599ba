import type { NodeFacts } from '#lib/diagnose/node-facts.ts';
import { whole } from '#lib/diagnose/port-loads.ts';
import type { Hinting } from '#lib/hints/choose-hinting.ts';
import type { Service } from '#lib/model/service.ts';
import { hintUseOf } from '#lib/proxy-filter/hint-use.ts';
import type { RuleContext } from '#lib/scenario/rule-context.ts';

/** Nodes of one zone ('' is none) that follow zone hints, or do not, and their part of the client mix. */
export interface ZoneClients {
  readonly zone: string;
  readonly follows: boolean;
  readonly weight: number;
}

export interface ZoneClientsInput {
  readonly nodes: readonly NodeFacts[];
  readonly service: Pick<Service, 'externalTrafficPolicy' | 'type'>;
  /** Some versions follow hints only where the annotation asks for them. */
  readonly hinting: { readonly kind: Hinting['kind'] };
  readonly context: RuleContext;
}

/** Who would follow the hints of a Service, if it had any. */
export function zoneClients({ nodes, service, hinting, context }: ZoneClientsInput): readonly ZoneClients[] {
  const { proxyRulesByNode, defaultProxyRules } = context;
  const isExternalLocal = service.externalTrafficPolicy === 'Local' && service.type !== 'ClusterIP';
  const clientsByKey = new Map<string, { zone: string; follows: boolean; weight: number }>();
  for (const { name, zone = '', dataPlane, weight } of nodes) {
    const rules = proxyRulesByNode.get(name) ?? defaultProxyRules;
    const follows =
      rules.zoneHints &&
      hintUseOf(dataPlane.kind) !== 'ignores' &&
      zone !== '' &&
      (rules.annotationKeys.length === 0 || hinting.kind === 'auto') &&
      !(rules.externalLocalSwitchesHintsOff && isExternalLocal);
    const key = `${follows} ${zone}`;
    const known = clientsByKey.get(key);
    if (known === undefined) clientsByKey.set(key, { zone, follows, weight });
    else known.weight += weight;
  }
  return [...clientsByKey.values()];
}

/** Ready endpoints, and where. */
export interface Placement {
  /** '' is no zone. */
  readonly countByZone: ReadonlyMap<string, number>;
  /** The client parts of the nodes that no zone tells to be near an endpoint of theirs, once for each such endpoint. */
  readonly onOwnNode: number;
}

/** The part of the traffic (0..1) that stays in its zone or on its node; undefined where nothing is dialled. */
export function inZoneShare(
  clients: readonly ZoneClients[],
  { countByZone, onOwnNode }: Placement,
  hintsByZone: ReadonlyMap<string, number> | undefined,
): number | undefined {
  let endpoints = 0;
  for (const count of countByZone.values()) endpoints += count;
  if (endpoints === 0) return undefined;
  let all = 0;
  let kept = 0;
  for (const { zone, follows, weight } of clients) {
    const own = zone === '' ? 0 : (countByZone.get(zone) ?? 0);
    const hinted = (follows ? hintsByZone?.get(zone) : undefined) ?? 0;
    // A zone that lends keeps what is hinted to it; one that borrows keeps all of its own.
    kept += weight * (hinted > 0 ? Math.min(own, hinted) / hinted : own / endpoints);
    all += weight;
  }
  return all === 0 ? undefined : whole((kept + onOwnNode / endpoints) / all);
}
