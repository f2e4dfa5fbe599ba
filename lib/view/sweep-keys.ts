import type { Text } from '#lib/model/text.ts';

/** What a row of the list says beside its verdict; lib/messages words it. */
export const SWEEP_KEYS = ['list.load', 'list.idle', 'list.flips', 'list.flips-at', 'list.could-opt-in'] as const;
export type SweepKey = (typeof SWEEP_KEYS)[number];

export function sweepText(key: SweepKey, values: NonNullable<Text['values']> = {}): Text {
  return { key, values };
}
