import type { PortAnalysis, ZoneFacts } from '#lib/diagnose/analysis.ts';
import { compareZones } from '#lib/diagnose/cluster-facts.ts';
import { whole } from '#lib/diagnose/port-loads.ts';

/** What one zone sends and takes of a port's traffic; shares are parts of all that is dialled, 0..1. */
export interface ZoneLoad {
  /** Absent for "no zone", which stands last. */
  readonly zone?: string;
  /** What its nodes send. */
  readonly sends: number;
  /** What its endpoints take. */
  readonly takes: number;
  /** What its nodes send to endpoints of other zones, but for those on the node itself. */
  readonly crossing: number;
  /** Its ready endpoints. */
  readonly endpoints: number;
  /** What one of its endpoints takes on average, as a multiple of the fair share; absent where it has none. */
  readonly load?: number;
}

export interface ZoneLoads {
  readonly zones: readonly ZoneLoad[];
  /** Part of the traffic that is sent at all which crosses zones; absent where nothing is sent. */
  readonly crossing?: number;
}

interface Tally {
  sends: number;
  takes: number;
  crossing: number;
  endpoints: number;
}

/**
 * The traffic of a port by zone, under the client mix. What a node without a zone sends to other nodes, and what they send
 * to an endpoint without one, counts as crossing: nobody can say that it stays.
 */
export function zoneLoads(port: PortAnalysis, zones: readonly ZoneFacts[]): ZoneLoads {
  const tallyByZone = new Map<string | undefined, Tally>();
  const tally = (zone: string | undefined): Tally => {
    const known = tallyByZone.get(zone) ?? { sends: 0, takes: 0, crossing: 0, endpoints: 0 };
    tallyByZone.set(zone, known);
    return known;
  };
  for (const { zone } of zones) tally(zone);
  let sent = 0;
  for (const { zone, weight, backends, kept } of port.classes) {
    if (backends.length === 0 || weight === 0) continue;
    const from = tally(zone);
    from.sends += weight;
    from.crossing += weight - kept;
    sent += weight;
  }
  let ready = 0;
  for (const [index, { zone, readiness }] of port.endpoints.entries()) {
    const to = tally(zone);
    to.takes += port.shares[index] ?? 0;
    if (readiness !== 'ready') continue;
    to.endpoints += 1;
    ready += 1;
  }
  const part = (value: number) => (sent === 0 ? 0 : whole(value / sent));
  let crossing = 0;
  for (const each of tallyByZone.values()) crossing += each.crossing;
  return {
    zones: [...tallyByZone]
      .sort(([left], [right]) => compareZones(left, right))
      .map(([zone, each]) => ({
        ...(zone === undefined ? {} : { zone }),
        sends: part(each.sends),
        takes: part(each.takes),
        crossing: part(each.crossing),
        endpoints: each.endpoints,
        ...(each.endpoints === 0 || sent === 0 ? {} : { load: part((each.takes * ready) / each.endpoints) }),
      })),
    ...(sent === 0 ? {} : { crossing: part(crossing) }),
  };
}
