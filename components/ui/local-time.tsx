'use client';

import { useWording } from '#components/ui/words.tsx';
import { LANGUAGE_TAGS } from '#lib/messages/language.ts';
import type { EpochMillis } from '#lib/model/object-meta.ts';

/**
 * A moment in the reader's own time zone; with its date when it is not of the day that `now` is in.
 * Drawn only from data that came over the stream, so that no server rendering can differ from it.
 */
export function LocalTime({ time, now }: { readonly time: EpochMillis; readonly now: EpochMillis }) {
  const { language } = useWording();
  const date = new Date(time);
  const sameDay = date.toDateString() === new Date(now).toDateString();
  const words = date.toLocaleString(LANGUAGE_TAGS[language], {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hour12: false,
    ...(!sameDay && { month: 'short', day: 'numeric' }),
  });
  return <time dateTime={date.toISOString()}>{words}</time>;
}
