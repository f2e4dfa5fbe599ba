import type { Text } from '#lib/model/text.ts';
import type { ScenarioTextKey } from '#lib/scenario/scenario-text-keys.ts';

/** The wording that has room for the live value, by the wording of a number alone. */
const BESIDE_KEYS = {
  'lane.nodes': 'lane.nodes-live',
  'lane.cpu': 'lane.cpu-live',
  'lane.clients': 'lane.clients-live',
  'lane.endpoints': 'lane.endpoints-live',
  'lane.kept': 'lane.kept-live',
  'lane.not-ready': 'lane.not-ready-live',
  'lane.cordoned': 'lane.cordoned-live',
  'lane.not-counted': 'lane.not-counted-live',
  'card.cpu': 'card.cpu-live',
  'node.mix': 'node.mix-live',
} as const satisfies Readonly<Record<string, ScenarioTextKey>>;

export type BesideKey = keyof typeof BESIDE_KEYS;

/** A fact with one number, and the live number in the same words where the two differ. */
export function besideLive(key: BesideKey, number: Readonly<Record<string, number>>, live: number | undefined): Text {
  const [value] = Object.values(number);
  if (live === undefined || value === undefined || isSame(live, value)) return { key, values: number };
  return { key: BESIDE_KEYS[key], values: { ...number, live } };
}

/** Shares are sums of floats: what is off by less than a billionth is the same. */
function isSame(left: number, right: number): boolean {
  return Math.abs(left - right) < 1e-9;
}
