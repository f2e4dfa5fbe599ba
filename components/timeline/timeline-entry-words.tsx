'use client';

import { LocalTime } from '#components/ui/local-time.tsx';
import { Say, useWording, Words } from '#components/ui/words.tsx';
import type { EpochMillis } from '#lib/model/object-meta.ts';
import type { TimelineEntry } from '#lib/model/timeline.ts';

/** One entry in words: when, what it became, why, and the counts by zone. */
export function TimelineEntryWords({ entry, now }: { readonly entry: TimelineEntry; readonly now: EpochMillis }) {
  const { say } = useWording();
  const { cause, also = [] } = entry;
  return (
    <>
      <LocalTime time={entry.until ?? entry.time} now={now} /> <b>{say(`verdict-${entry.state}`)}</b>
      {': '}
      <Words text={{ key: entry.reason, values: entry.reasonValues }} />
      {cause && (
        <>
          {' · '}
          <span data-cause={cause.key}>
            <Words text={cause} />
            {also.length > 0 && <> ({say('timeline-and-more', { count: also.length })})</>}
          </span>
        </>
      )}
      {' · '}
      <Say
        name="timeline-was"
        values={{
          endpoints: countsOf(entry.endpointsByZone, say('no-zone')) || say('timeline-none'),
          hints: countsOf(withoutUnhinted(entry.hintsByZone), '') || say('timeline-none'),
        }}
      />
    </>
  );
}

/** `a 2 b 2`, zones in sorted order, "no zone" last. */
function countsOf(countByZone: Readonly<Record<string, number>>, noZone: string): string {
  return Object.entries(countByZone)
    .sort(([left], [right]) => Number(left === '') - Number(right === '') || (left < right ? -1 : 1))
    .map(([zone, count]) => `${zone === '' ? noZone : zone} ${count}`)
    .join(' ');
}

function withoutUnhinted(countByZone: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(countByZone).filter(([zone]) => zone !== ''));
}
