import type { ServiceRow } from '#lib/model/service-row.ts';
import type { Text } from '#lib/model/text.ts';
import type { VerdictState } from '#lib/model/verdict.ts';

/** A row of the sweep as programs read it; a field that does not apply is absent. */
export interface SweepRecord {
  readonly service: string;
  readonly verdict: VerdictState;
  /** The key of the reason, and its words. */
  readonly reason: string;
  readonly cause: string;
  readonly mode: string;
  readonly modeSource?: string;
  readonly nodesInEffect: number;
  readonly nodes: number;
  /** 0..1. */
  readonly inZoneShare?: number;
  /** As a multiple of the fair share. */
  readonly largestLoad?: number;
  readonly idleEndpoints: number;
  readonly endpoints: number;
  /** '' is "no zone". */
  readonly endpointsByZone: Readonly<Record<string, number>>;
  /** Since the start of watching. */
  readonly flips?: number;
  /** Numbers of endpoints at which hints come or go. */
  readonly flipsBelow?: number;
  readonly flipsAbove?: number;
  /** The mode that it could ask for without harm, and what that would do. */
  readonly couldOptIn?: string;
  readonly couldOptInShare?: number;
  readonly couldOptInLoad?: number;
  readonly warnings: readonly string[];
}

/** A row in plain fields; `say` words its texts. */
export function sweepRecord(row: ServiceRow, say: (text: Text) => string): SweepRecord {
  const { verdict, optIn, flipsAt } = row;
  return {
    service: row.key,
    verdict: verdict.state,
    reason: verdict.reason,
    cause: say({ key: verdict.reason, values: verdict.reasonValues }),
    mode: row.mode,
    ...(row.modeSource !== undefined && { modeSource: row.modeSource }),
    nodesInEffect: verdict.nodesInEffect,
    nodes: verdict.nodesInAll,
    // What routes is unknown, and so is what stays in its zone.
    ...(verdict.inZoneShare !== undefined && verdict.state !== 'unknown' && { inZoneShare: verdict.inZoneShare }),
    ...(verdict.largestLoad !== undefined && { largestLoad: verdict.largestLoad }),
    idleEndpoints: verdict.idleEndpoints,
    endpoints: Object.values(row.endpointsByZone).reduce((sum, count) => sum + count, 0),
    endpointsByZone: row.endpointsByZone,
    ...(row.flips !== undefined && { flips: row.flips }),
    ...(flipsAt?.fewer !== undefined && { flipsBelow: flipsAt.fewer }),
    ...(flipsAt?.more !== undefined && { flipsAbove: flipsAt.more }),
    ...(optIn !== undefined && {
      couldOptIn: optIn.mode,
      couldOptInShare: optIn.inZoneShare,
      couldOptInLoad: optIn.largestLoad,
    }),
    warnings: row.warnings.map(say),
  };
}

const COLUMNS = [
  'service',
  'verdict',
  'reason',
  'cause',
  'mode',
  'modeSource',
  'nodesInEffect',
  'nodes',
  'inZoneShare',
  'largestLoad',
  'idleEndpoints',
  'endpoints',
  'endpointsByZone',
  'flips',
  'flipsBelow',
  'flipsAbove',
  'couldOptIn',
  'couldOptInShare',
  'couldOptInLoad',
  'warnings',
] as const satisfies readonly (keyof SweepRecord)[];

/** As RFC 4180 writes it, one line of heads and one for each record. */
export function sweepCsv(records: readonly SweepRecord[]): string {
  const lines = records.map((record) => COLUMNS.map((column) => csvCell(record[column])).join(','));
  return [COLUMNS.join(','), ...lines].map((line) => `${line}\r\n`).join('');
}

type Cell = SweepRecord[keyof SweepRecord];

function csvCell(value: Cell): string {
  if (value === undefined) return '';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return quoted(value);
  if (isList(value)) return quoted(value.join('; '));
  return quoted(
    Object.entries(value)
      .map(([zone, count]) => `${zone || '-'}=${count}`)
      .join(' '),
  );
}

function isList(value: object): value is readonly string[] {
  return Array.isArray(value);
}

/** A spreadsheet would run what begins so as a formula: names and values of a cluster must not be able to write one. */
const FORMULA = /^[=+\-@\t\r]/;

function quoted(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
