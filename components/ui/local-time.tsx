'use client';

import { memo } from 'react';
import { useWording } from '#components/ui/words.tsx';
import { LANGUAGE_TAGS, type Language } from '#lib/messages/language.ts';
import type { EpochMillis } from '#lib/model/object-meta.ts';

const CLOCK = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' } as const;
const DAY = { month: 'short', day: 'numeric' } as const;

// A formatter takes longer to make than a whole step of the slider may cost, so each is made once.
const formatByName = new Map<string, Intl.DateTimeFormat>();

function formatOf(language: Language, withDay: boolean): Intl.DateTimeFormat {
  const name = `${language} ${withDay}`;
  const known = formatByName.get(name);
  if (known) return known;
  const format = new Intl.DateTimeFormat(LANGUAGE_TAGS[language], withDay ? { ...CLOCK, ...DAY } : CLOCK);
  formatByName.set(name, format);
  return format;
}

/**
 * A moment in the reader's own time zone; with its date when it is not of the day that `now` is in.
 * Drawn only from data that came over the stream, so that no server rendering can differ from it.
 */
export const LocalTime = memo(function LocalTime(props: { readonly time: EpochMillis; readonly now: EpochMillis }) {
  const { language } = useWording();
  const date = new Date(props.time);
  const sameDay = date.toDateString() === new Date(props.now).toDateString();
  return <time dateTime={date.toISOString()}>{formatOf(language, !sameDay).format(date)}</time>;
});
