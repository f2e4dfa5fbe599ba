import type { ClusterFacts } from '#lib/diagnose/cluster-facts.ts';
import { flipCounts } from '#lib/diagnose/flip-counts.ts';
import { hintsByCounts } from '#lib/diagnose/hints-by-counts.ts';
import { whole } from '#lib/diagnose/port-loads.ts';
import { inZoneShare, type ZoneClients, zoneClients } from '#lib/diagnose/zone-clients.ts';
import type { Service } from '#lib/model/service.ts';
import type { SafeMode } from '#lib/model/service-row.ts';
import type { RuleContext } from '#lib/scenario/rule-context.ts';

/** No endpoint may take more of the fair share than Auto itself allows. */
export const SAFE_LOAD = 1.2;

export interface OptInInput {
  readonly service: Pick<Service, 'externalTrafficPolicy' | 'type'>;
  /** Ready endpoints by zone, '' for those without one. */
  readonly countByZone: Readonly<Record<string, number>>;
  readonly context: RuleContext;
  readonly facts: ClusterFacts;
}

/**
 * The mode that a Service which asks for none could ask for without harm, from counts alone: every zone with clients has
 * an endpoint, every endpoint is reached, and none takes more than 1.2 times the fair share, which is the overload
 * threshold of Auto.
 * - The zone mode of trafficDistribution first: its hints do not come and go with the counts.
 * - Auto only where one endpoint less would not end its hints.
 */
export function safeOptIn(input: OptInInput): SafeMode | undefined {
  const { countByZone, facts } = input;
  // In a large cluster many Services are spread alike, and this is asked for the rows of all.
  let key = String(isExternalLocal(input));
  for (const zone in countByZone) key += ` ${zone}=${countByZone[zone]}`;
  const modeByKey = modesByFacts.get(facts) ?? new Map<string, SafeMode | undefined>();
  modesByFacts.set(facts, modeByKey);
  if (!modeByKey.has(key)) modeByKey.set(key, computeOptIn(input));
  return modeByKey.get(key);
}

const modesByFacts = new WeakMap<ClusterFacts, Map<string, SafeMode | undefined>>();

function computeOptIn(input: OptInInput): SafeMode | undefined {
  const counts = new Map(Object.entries(input.countByZone));
  if (counts.size === 0 || counts.has('')) return undefined;
  const { controllerRules } = input.context;
  const zoneMode = ['PreferSameZone', 'PreferClose'].find((mode) =>
    controllerRules.trafficDistributions.some(({ value, accepted }) => value === mode && accepted),
  );
  const byZone =
    zoneMode === undefined ? undefined : outcomeOf(counts, counts, clientsOf(input, 'traffic-distribution'));
  if (byZone !== undefined) return { mode: zoneMode === 'PreferClose' ? 'PreferClose' : 'PreferSameZone', ...byZone };
  if (!controllerRules.hasTopologyCache) return undefined;
  return safeAuto(counts, input);
}

function safeAuto(counts: ReadonlyMap<string, number>, input: OptInInput): SafeMode | undefined {
  const { ratios } = input.facts;
  let endpoints = 0;
  for (const count of counts.values()) endpoints += count;
  const decidedBy = { kind: 'annotation', key: '', value: '' } as const;
  const rules = input.context.controllerRules;
  const hinted = hintsByCounts(counts, { hinting: { kind: 'auto', decidedBy }, ratios, rules });
  if (hinted === undefined || flipCounts(endpoints, ratios).fewer === endpoints - 1) return undefined;
  const outcome = outcomeOf(counts, hinted, clientsOf(input, 'auto'));
  return outcome === undefined ? undefined : { mode: 'Auto', ...outcome };
}

type HintKind = 'auto' | 'traffic-distribution';

const clientsByFacts = new WeakMap<ClusterFacts, Map<string, readonly ZoneClients[]>>();

/** Most Services of a cluster have the same clients. */
function clientsOf({ service, facts, context }: OptInInput, kind: HintKind): readonly ZoneClients[] {
  const clientsByKey = clientsByFacts.get(facts) ?? new Map<string, readonly ZoneClients[]>();
  clientsByFacts.set(facts, clientsByKey);
  const key = `${kind} ${isExternalLocal({ service })}`;
  const known = clientsByKey.get(key);
  if (known !== undefined) return known;
  const clients = zoneClients({ nodes: facts.nodes, service, hinting: { kind }, context });
  clientsByKey.set(key, clients);
  return clients;
}

function isExternalLocal({ service }: Pick<OptInInput, 'service'>): boolean {
  return service.externalTrafficPolicy === 'Local' && service.type !== 'ClusterIP';
}

/** Shares and loads where `hinted` endpoints are hinted to each zone; undefined where that is not safe. */
function outcomeOf(
  counts: ReadonlyMap<string, number>,
  hinted: ReadonlyMap<string, number>,
  clients: readonly ZoneClients[],
): Omit<SafeMode, 'mode'> | undefined {
  let endpoints = 0;
  for (const count of counts.values()) endpoints += count;
  let everywhere = 0;
  const weightByZone = new Map<string, number>();
  for (const { zone, follows, weight } of clients) {
    if (!follows) everywhere += weight;
    else if (weight > 0) {
      if ((hinted.get(zone) ?? 0) === 0) return undefined;
      weightByZone.set(zone, (weightByZone.get(zone) ?? 0) + weight);
    }
  }
  // Within one zone nothing is won by it.
  if (weightByZone.size < 2) return undefined;
  let largest = 0;
  for (const [zone, count] of hinted) {
    if (count === 0) continue;
    const load = everywhere + ((weightByZone.get(zone) ?? 0) / count) * endpoints;
    if (load === 0) return undefined;
    largest = Math.max(largest, load);
  }
  // No endpoint is without a zone here, so that each is in that of its node.
  const share = inZoneShare(clients, { countByZone: counts, onOwnNode: 0 }, hinted);
  if (share === undefined || largest > SAFE_LOAD + 1e-9) return undefined;
  return { inZoneShare: share, largestLoad: whole(largest) };
}
