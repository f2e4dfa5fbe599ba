import type { Text } from '#lib/model/text.ts';

/** What the Compare tab says; lib/messages words it. */
export const COMPARE_KEYS = [
  'compare.stand-ins',
  'compare.stranded',
  'compare.uncovered',
  'compare.loss',
  'compare.loss-stranded',
  'compare.loss-none',
  'flip.replicas',
  'flip.endpoints-unready',
  'flip.node-lost',
  'flip.node-lost-alone',
  'flip.node-lost-no-zone',
  'flip.node-added',
  'flip.node-relabelled',
  'flip.node-labelled',
  'flip.cpu',
] as const;
export type CompareKey = (typeof COMPARE_KEYS)[number];

export function compareText(key: CompareKey, values: NonNullable<Text['values']> = {}): Text {
  return { key, values };
}
