import type { EpochMillis } from '#lib/model/object-meta.ts';
import type { Timeline } from '#lib/model/timeline.ts';

/** The entries that a moment of the past knew of. */
export function upTo(timeline: Timeline | undefined, at: EpochMillis | undefined): Timeline | undefined {
  if (timeline === undefined || at === undefined) return timeline;
  const { entries } = timeline;
  const known = entries.filter(({ time }) => time <= at);
  return { ...timeline, entries: known.length > 0 ? known : entries.slice(0, 1) };
}
