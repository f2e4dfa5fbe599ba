import type { EpochMillis } from '#lib/model/object-meta.ts';

const ISO_MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;

/** A moment as the URL, the API and files write it: `2026-03-01T12:00:00.250Z`. */
export function formatMoment(time: EpochMillis): string {
  return new Date(time).toISOString();
}

/** Reads RFC 3339 with a zone; undefined for anything else, also for a date that does not exist. */
export function parseMoment(text: string): EpochMillis | undefined {
  const time = ISO_MOMENT.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}
