import type { Text } from '#lib/model/text.ts';

/** What the page says of loads, client mixes and costs; lib/messages words it. */
export const LOAD_KEYS = [
  'mix.cpu',
  'mix.nodes',
  'mix.service',
  'mix.service-unknown',
  'mix.zones',
  'lane.clients',
  'load.idle',
  'load.overloaded-zone',
  'load.crossing',
  'load.cost',
  'load.cost-live',
] as const;
export type LoadKey = (typeof LOAD_KEYS)[number];

export function loadText(key: LoadKey, values: NonNullable<Text['values']> = {}): Text {
  return { key, values };
}
