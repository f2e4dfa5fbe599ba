import { lostZones, outageLosses } from '#lib/diagnose/outage-losses.ts';
import type { Change } from '#lib/model/scenario.ts';
import type { ServiceRow } from '#lib/model/service-row.ts';
import type { Text } from '#lib/model/text.ts';
import { text } from '#lib/view/text-keys.ts';

/** So many are named; the rest is counted. */
const MOST_NAMED = 3;

const TAKES_ZONES: ReadonlySet<Change['kind']> = new Set(['zone-down', 'zonal-shift']);

/** What the outages of a what-if do to all Services, the first to lose all of their backends first. */
export function lossesView(rows: Iterable<ServiceRow>, whatIf: readonly Change[]): readonly Text[] {
  const zones = lostZones(whatIf);
  if (zones.size === 0) return [];
  const losses = outageLosses(rows, zones);
  const emptied = losses.filter(({ left }) => left === 0);
  const [next] = losses.filter(({ left }) => left > 0);
  return [
    ...(emptied.length === 0 ? [text('losses.none')] : [emptiedText(emptied.map(({ key }) => key))]),
    ...(next === undefined ? [] : [text('losses.next', { service: next.key, left: next.left, ready: next.ready })]),
    ...(whatIf.some(({ kind }) => !TAKES_ZONES.has(kind)) ? [text('losses.of-now')] : []),
  ];
}

function emptiedText(keys: readonly string[]): Text {
  const services = keys.slice(0, MOST_NAMED).join(', ');
  const more = keys.length - MOST_NAMED;
  return more > 0
    ? text('losses.all-and-more', { count: keys.length, services, more })
    : text('losses.all', { count: keys.length, services });
}
