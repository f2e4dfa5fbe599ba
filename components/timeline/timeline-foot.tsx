'use client';

import { memo } from 'react';
import { LocalTime } from '#components/ui/local-time.tsx';
import { Say, useWording } from '#components/ui/words.tsx';
import type { EpochMillis } from '#lib/model/object-meta.ts';
import type { Timeline, TimelineEntry } from '#lib/model/timeline.ts';

/** The least width of a stretch in percent, so that a short one can still be seen and pointed at. */
const LEAST_WIDTH = 0.4;

/** Zone routing on or off since the start of watching, each change with its time; says from when it knows. */
export const TimelineFoot = memo(function TimelineFoot({
  timeline,
  now,
}: {
  readonly timeline: Timeline | undefined;
  readonly now: EpochMillis;
}) {
  const { say, sayText, percent } = useWording();
  const entries = timeline?.entries ?? [];
  const changes = Math.max(0, entries.length - 1);
  const last = entries.at(-1);
  return (
    <footer className="timeline border-line border-t bg-panel" data-pane="timeline">
      <span className="min-w-0 truncate">
        <b>{say('hints-over-time')}</b>{' '}
        <span className="text-mute">{timeline && say('changes-count', { count: changes })}</span>
      </span>
      {timeline && last ? (
        <div className="min-w-0">
          <ol aria-label={say('hints-over-time')} className="flex h-3 gap-0.5 overflow-hidden">
            {entries.map((entry, index) => (
              <li
                key={entry.time}
                className={`h-3 min-w-1 rounded-[2px] ${stretchClass(entry)}`}
                style={{ flexGrow: widthOf(entry, entries[index + 1], { since: timeline.since, now }) }}
                title={say(`verdict-${entry.state}`)}
              >
                <span className="sr-only">
                  <LocalTime time={entry.time} now={now} /> {say(`verdict-${entry.state}`)},{' '}
                  {entry.inZoneShare !== undefined && percent(entry.inZoneShare)} {entry.cause && sayText(entry.cause)}
                </span>
              </li>
            ))}
          </ol>
          <p className="mt-1 truncate text-micro text-mute">
            <Say name="known-since" /> <LocalTime time={timeline.since} now={now} />
            {changes > 0 && (
              <>
                {' · '}
                <LocalTime time={last.time} now={now} /> {say(`verdict-${last.state}`)}:{' '}
                {sayText({ key: last.reason, values: last.reasonValues })}
                {last.cause && ` (${sayText(last.cause)})`}
              </>
            )}
          </p>
        </div>
      ) : (
        <span className="text-mute">
          <Say name="nothing-known-yet" />
        </span>
      )}
    </footer>
  );
});

/** On and off differ in height of fill as well as in colour. */
function stretchClass(entry: TimelineEntry): string {
  switch (entry.state) {
    case 'zone-routed':
      return 'stretch-on';
    case 'partly':
      return 'stretch-partly';
    case 'off':
      // Off because nobody asked is no fault.
      return entry.reason === 'not-opted-in' ? 'stretch-unknown' : 'stretch-off';
    case 'blackhole':
    case 'ignored':
      return 'stretch-off';
    case 'unknown':
    case 'not-proxied':
      return 'stretch-unknown';
    default:
      return entry.state satisfies never;
  }
}

function widthOf(
  entry: TimelineEntry,
  next: TimelineEntry | undefined,
  span: { readonly since: EpochMillis; readonly now: EpochMillis },
): number {
  const whole = Math.max(1, span.now - span.since);
  const from = Math.max(span.since, entry.time);
  return Math.max(LEAST_WIDTH, (((next?.time ?? span.now) - from) / whole) * 100);
}
