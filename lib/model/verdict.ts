/** Is zone routing in effect? Worst first is the order of `VERDICT_STATES`. */
export const VERDICT_STATES = [
  'blackhole',
  'partly',
  'off',
  'ignored',
  'unknown',
  'zone-routed',
  'not-proxied',
] as const;
export type VerdictState = (typeof VERDICT_STATES)[number];

/** The verdict of one Service, port and family. Shares are fractions 0..1 of traffic, by the client mix. */
export interface Verdict {
  readonly state: VerdictState;
  /** A key of the reason table of the rule that decided (lib/messages words it). */
  readonly reason: string;
  readonly reasonValues: Readonly<Record<string, string | number>>;
  readonly nodesInEffect: number;
  readonly nodesInAll: number;
  /** undefined where nothing is dialled. */
  readonly inZoneShare?: number;
  readonly idleEndpoints: number;
  /** Largest endpoint load as a multiple of the fair share 1/n. */
  readonly largestLoad?: number;
}

/** The verdict where that is missing without which none can be given; `rights` as kubectl would say what reads it. */
export function verdictWithout(rights: readonly string[], reason: MissingReason = NO_PERMISSION): Verdict {
  const kinds = rights.map((right) => right.slice(right.lastIndexOf(' ') + 1));
  const reasonValues = { rights: rights.join(', '), ...(reason === NOT_IN_FILE && { kinds: kinds.join(', ') }) };
  return { state: 'unknown', reason, reasonValues, nodesInEffect: 0, nodesInAll: 0, idleEndpoints: 0 };
}

export const NO_PERMISSION = 'no-permission';
/** A cluster in a file was saved without them: whoever saved it may not have had the rights. */
export const NOT_IN_FILE = 'not-in-file';
export type MissingReason = typeof NO_PERMISSION | typeof NOT_IN_FILE;
