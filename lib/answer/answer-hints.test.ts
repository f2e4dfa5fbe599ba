import { readdirSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { answerHints, type HintOutcome } from '#lib/answer/answer-hints.ts';
import type { ControllerEvent } from '#lib/hints/hint-events.ts';
import type { Json } from '#lib/to-model/json.ts';

/** What the real Go code of each version answered; lib/hints/fixtures/README.md says how. */
const FIXTURES = new URL('../hints/fixtures/', import.meta.url);

/**
 * Cases with several right answers of which the recorded ones lack ours, by "version name", with the reason.
 * A case with one answer never belongs here.
 */
const UNRECORDED: Readonly<Record<string, string>> = {};

interface Recorded extends Json {
  readonly name: string;
  readonly version: string;
  readonly kind: string;
  readonly expect: Expected;
}

interface Expected {
  readonly stable: Readonly<Record<'byAddress' | 'countsPerZone' | 'flows' | 'events' | 'sliceSizes', boolean>>;
  readonly outcomes: readonly HintOutcome[];
  readonly countVariants?: readonly CountsByFamily[];
  readonly flowVariants?: readonly CountsByFamily[];
  readonly events: readonly ControllerEvent[];
  readonly eventVariants?: readonly (readonly ControllerEvent[])[];
  readonly error?: string;
  readonly overloaded: boolean;
  readonly populatedAfter?: boolean;
  readonly sliceSizes?: readonly string[];
  readonly endpoints?: Json;
  readonly unchangedAfter?: readonly string[];
}

type CountsByFamily = Readonly<Record<string, Readonly<Record<string, number>>>>;

describe.each(readdirSync(FIXTURES).filter((file) => file.endsWith('.jsonl.gz')))('%s', (file) => {
  const lines = gunzipSync(readFileSync(new URL(file, FIXTURES)))
    .toString()
    .trim()
    .split('\n');
  const cases = lines.map((line): Recorded => JSON.parse(line));
  test.each([...new Set(cases.map(({ kind }) => kind))])('every %s case as the Go code answered it', (kind) => {
    const misses = cases
      .filter((recorded) => recorded.kind === kind && UNRECORDED[`${recorded.version} ${recorded.name}`] === undefined)
      .flatMap((recorded) => differences(recorded).map((difference) => `${recorded.name}: ${difference}`));
    expect(misses).toEqual([]);
  });
});

/** Sentences on what is not as recorded; none for a right answer. */
function differences(recorded: Recorded): readonly string[] {
  const { expect: wanted, version } = recorded;
  const got = answerHints(recorded);
  const [outcome] = got.outcomes;
  const first = wanted.outcomes[0];
  const found: string[] = [];
  const check = (what: string, ours: unknown, theirs: readonly unknown[]): void => {
    if (!theirs.some((one) => text(ours) === text(one))) found.push(`${what} ${text(ours)}, not ${text(theirs[0])}`);
  };
  if (first !== undefined && !wanted.outcomes.some((one) => text(one.byAddress) === text(outcome.byAddress))) {
    if (wanted.stable.byAddress) check('hints', outcome.byAddress, [first.byAddress]);
    const counts = wanted.outcomes.map((one) => pick(one, 'countsPerZone'));
    check('counts', pick(outcome, 'countsPerZone'), [...counts, ...(wanted.countVariants ?? [])]);
    const flows = wanted.outcomes.map((one) => pick(one, 'flows'));
    check('flows', pick(outcome, 'flows'), [...flows, ...(wanted.flowVariants ?? [])]);
  }
  check('events', sortedEvents(got.events), [wanted.events, ...(wanted.eventVariants ?? [])].map(sortedEvents));
  check('error', got.error ?? null, [wanted.error ?? null]);
  check('overloaded', got.overloaded, [wanted.overloaded]);
  if (wanted.populatedAfter !== undefined) check('populated', got.populatedAfter, [wanted.populatedAfter]);
  if (wanted.unchangedAfter !== undefined) check('unchanged', got.unchangedAfter ?? [], [wanted.unchangedAfter]);
  if (recorded.kind === 'reconcile') {
    check('slice sizes', got.sliceSizes, [wanted.sliceSizes ?? []]);
    check('endpoints', got.endpoints, [wanted.endpoints ?? {}]);
  }
  return found.map((difference) => `${version} ${difference}`);
}

function pick(outcome: HintOutcome, part: 'countsPerZone' | 'flows'): CountsByFamily {
  return Object.fromEntries(Object.entries(outcome.families).map(([type, family]) => [type, family[part]]));
}

function sortedEvents(events: readonly ControllerEvent[]): readonly string[] {
  return events.map(({ type, reason, message }) => `${type} ${reason} ${message}`).sort();
}

/** JSON with sorted keys. */
function text(value: unknown): string {
  return JSON.stringify(value, (_, part) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([left], [right]) => (left < right ? -1 : 1)))
      : part,
  );
}
