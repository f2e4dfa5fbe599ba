'use client';

import { memo } from 'react';
import { TimelineEntryWords } from '#components/timeline/timeline-entry-words.tsx';
import { Chip } from '#components/ui/chip.tsx';
import { LocalTime } from '#components/ui/local-time.tsx';
import { Say, useWording } from '#components/ui/words.tsx';
import type { EpochMillis } from '#lib/model/object-meta.ts';
import type { Timeline, TimelineEntry } from '#lib/model/timeline.ts';

/** The least width of a stretch in percent, so that a short one can still be seen and pointed at. */
const LEAST_WIDTH = 0.4;

/** Zone routing on or off since the start of watching, each change with its time and cause; each can be gone back to. */
export const TimelineFoot = memo(function TimelineFoot(props: {
  readonly timeline: Timeline | undefined;
  readonly now: EpochMillis;
  /** How often zone routing went on or off. */
  readonly flips: number;
  /** A file has no past. */
  readonly isSnapshot?: boolean;
  /** The moment that is shown; absent for now. */
  readonly at?: EpochMillis | undefined;
  readonly onAt?: (at: EpochMillis | undefined) => void;
}) {
  const { timeline, now, flips, at, onAt } = props;
  const { say } = useWording();
  const entries = timeline?.entries ?? [];
  const changes = Math.max(0, entries.length - 1);
  const shownIndex = indexAt(entries, at);
  const shown = entries[shownIndex];
  const go = (index: number) => onAt?.(index >= entries.length - 1 ? undefined : entries[index]?.time);
  return (
    <footer className="timeline border-line border-t bg-panel" data-pane="timeline">
      <div className="flex min-w-0 items-center gap-2 pr-4">
        <div className="min-w-0 flex-1">
          <b className="block truncate">{say('hints-over-time')}</b>
          <span className="block truncate text-micro text-mute">
            {shown && props.isSnapshot !== true && say('changes-count', { count: changes })}
            {flips > 0 && ` · ${say('timeline-flips', { count: flips })}`}
          </span>
        </div>
        {changes > 0 && onAt && (
          <span className="flex shrink-0 gap-1">
            <Chip onPress={() => go(shownIndex - 1)} disabled={shownIndex <= 0} label={say('timeline-back')}>
              ‹
            </Chip>
            <Chip
              onPress={() => go(shownIndex + 1)}
              disabled={shownIndex >= entries.length - 1}
              label={say('timeline-forward')}
            >
              ›
            </Chip>
          </span>
        )}
      </div>
      {timeline && shown && props.isSnapshot !== true ? (
        <div className="min-w-0">
          <ol aria-label={say('hints-over-time')} className="flex h-4 items-end gap-0.5 overflow-hidden">
            {entries.map((entry, index) => (
              <Stretch
                key={entry.time}
                entry={entry}
                grow={widthOf(entry, entries[index + 1], { since: timeline.since, now })}
                shown={at !== undefined && index === shownIndex}
                now={now}
                onPress={() => go(index)}
              />
            ))}
          </ol>
          <p className="mt-1 truncate text-micro text-mute">
            {(changes > 0 || at !== undefined) && (
              <>
                <TimelineEntryWords entry={shown} now={now} />
                {' · '}
              </>
            )}
            <Say name="known-since" /> <LocalTime time={timeline.since} now={now} />
          </p>
        </div>
      ) : (
        <span className="text-mute">
          <Say name={props.isSnapshot === true ? 'timeline-of-snapshot' : 'nothing-known-yet'} />
        </span>
      )}
    </footer>
  );
});

/** The entry in force at a moment; the last one for now, the first for a moment before all. */
function indexAt(entries: readonly TimelineEntry[], at: EpochMillis | undefined): number {
  if (at === undefined) return entries.length - 1;
  return Math.max(
    0,
    entries.findLastIndex(({ time }) => time <= at),
  );
}

const Stretch = memo(function Stretch(props: {
  readonly entry: TimelineEntry;
  readonly grow: number;
  readonly shown: boolean;
  readonly now: EpochMillis;
  readonly onPress: () => void;
}) {
  const { entry, shown } = props;
  const { say, sayText, percent } = useWording();
  const words = [
    say(`verdict-${entry.state}`),
    ...(entry.inZoneShare === undefined ? [] : [percent(entry.inZoneShare)]),
    ...(entry.cause === undefined ? [] : [sayText(entry.cause)]),
  ].join(', ');
  return (
    <li className="min-w-1" style={{ flexGrow: props.grow }}>
      {/* The two buttons beside go step by step: hundreds of stops for a keyboard would be none. */}
      <button
        type="button"
        tabIndex={-1}
        title={words}
        aria-current={shown ? 'true' : undefined}
        onClick={props.onPress}
        className={`block w-full rounded-[2px] ${shown ? 'h-4 outline-2 outline-accent -outline-offset-2' : 'h-3 hover:h-4'} ${stretchClass(entry)}`}
      >
        <span className="sr-only">
          <LocalTime time={entry.time} now={props.now} /> {words}
        </span>
      </button>
    </li>
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
