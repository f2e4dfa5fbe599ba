import type { ServiceRow } from '#lib/model/service-row.ts';
import type { Text } from '#lib/model/text.ts';
import { OVERLOAD_LOAD } from '#lib/view/load-view.ts';
import { sweepText } from '#lib/view/sweep-keys.ts';

/** What of a row's loads, flips and chances is worth a word: what is as it should be needs none. */
export function rowFacts({ verdict, flips = 0, flipsAt, optIn, endpointsByZone }: ServiceRow): readonly Text[] {
  const { largestLoad = 0, idleEndpoints } = verdict;
  const endpoints = Object.values(endpointsByZone).reduce((sum, count) => sum + count, 0);
  const near = [flipsAt?.fewer, flipsAt?.more].filter(
    (count) => count !== undefined && Math.abs(count - endpoints) === 1,
  );
  return [
    ...(largestLoad > OVERLOAD_LOAD + 1e-6
      ? [sweepText('list.load', { load: Math.round(largestLoad * 100) / 100 })]
      : []),
    ...(idleEndpoints > 0 ? [sweepText('list.idle', { endpoints: idleEndpoints })] : []),
    ...(flips > 0 ? [sweepText('list.flips', { flips })] : []),
    ...(near.length === 0 ? [] : [sweepText('list.flips-at', { counts: near.join(', ') })]),
    ...(optIn === undefined ? [] : [sweepText('list.could-opt-in', { mode: optIn.mode, share: optIn.inZoneShare })]),
  ];
}
