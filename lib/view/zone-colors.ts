import type { Analysis } from '#lib/diagnose/analysis.ts';

/** Colours of the Okabe-Ito set that the page uses for zones. */
export const ZONE_COLORS = 7;
export const NO_ZONE_COLOR = -1;

/** Gives a zone its colour by its place among the cluster's zones in sorted order; "no zone" and unknown ones have -1. */
export function zoneColors(analysis: Analysis): (zone: string | undefined) => number {
  const zones = analysis.zones.flatMap(({ zone }) => (zone === undefined ? [] : [zone]));
  const indexByZone = new Map(zones.map((zone, index) => [zone, index % ZONE_COLORS]));
  return (zone) => (zone === undefined ? NO_ZONE_COLOR : (indexByZone.get(zone) ?? NO_ZONE_COLOR));
}
