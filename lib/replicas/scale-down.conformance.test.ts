import { readdirSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { scaleDownCase } from '#lib/answer/answer-scale-down.ts';
import { SCALE_DOWN_REASONS } from '#lib/replicas/deletion-rank.ts';
import { scaleDown } from '#lib/replicas/scale-down.ts';
import { type Json, text } from '#lib/to-model/json.ts';

const FIXTURES = new URL('./fixtures/', import.meta.url);
const FILES = readdirSync(FIXTURES).filter((file) => file.startsWith('replicas-'));

interface Expected {
  readonly deterministic: boolean;
  readonly order?: readonly string[];
  readonly victims?: readonly string[];
  readonly sure?: readonly string[];
  readonly anyOf?: { readonly take: number; readonly from: readonly string[] };
  readonly sets?: readonly { readonly victims: readonly string[] }[];
  readonly why?: string;
  readonly exhaustive: boolean;
  readonly notWeakOrder?: boolean;
}

interface Vector extends Json {
  readonly expect: Expected;
}

test('the fixtures are there', () => {
  expect(FILES).toHaveLength(5);
});

test.each(FILES)('%s: the controller deletes what ours deletes', (file) => {
  const cases = casesIn(file);
  expect(cases).toHaveLength(300);
  const misses = cases.flatMap((vector) => problemsOf(vector).map((problem) => `${text(vector['name'])}: ${problem}`));
  expect(misses).toEqual([]);
});

test('between them the cases reach every reason of the controller', () => {
  const reached = new Set(
    FILES.flatMap(casesIn).flatMap((vector) => [...scaleDown(scaleDownCase(vector)).reasonByPod.values()]),
  );
  // A StatefulSet has a controller of its own.
  expect(reached).toEqual(new Set(SCALE_DOWN_REASONS.filter((reason) => reason !== 'highest-ordinal')));
});

function casesIn(file: string): readonly Vector[] {
  return gunzipSync(readFileSync(new URL(file, FIXTURES)))
    .toString()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Vector);
}

function problemsOf(vector: Vector): readonly string[] {
  const want = vector.expect;
  const answer = scaleDown(scaleDownCase(vector));
  const got = answer.victims.map((pod) => pod.name);
  const sure = answer.sure.map((pod) => pod.name);
  const from = answer.anyOf?.from.map((pod) => pod.name) ?? [];
  const problems: string[] = [];
  if (want.order) {
    if (got.join() !== want.order.join()) problems.push(`order ${got.join()} instead of ${want.order.join()}`);
  } else if (want.victims) {
    if (asSet(got) !== asSet(want.victims)) problems.push(`victims ${asSet(got)} instead of ${asSet(want.victims)}`);
  } else {
    const allowed = [...(want.sure ?? []), ...(want.anyOf?.from ?? [])];
    if (!(want.sure ?? []).every((name) => got.includes(name))) problems.push('a sure victim stays');
    if (!got.every((name) => allowed.includes(name))) problems.push(`victims ${got.join()} beyond ${allowed.join()}`);
    if (want.exhaustive && !want.sets?.some((set) => asSet(set.victims) === asSet(got))) {
      problems.push(`victims ${got.join()} never seen`);
    }
  }
  const wantSure = want.deterministic ? (want.order ?? want.victims ?? []) : (want.sure ?? []);
  const wantFrom = want.anyOf?.from ?? [];
  if (!sure.every((name) => wantSure.includes(name))) problems.push(`calls certain what is not: ${sure.join()}`);
  if (!wantFrom.every((name) => from.includes(name))) problems.push('leaves out a possible victim');
  if (want.exhaustive || !want.notWeakOrder) {
    if (asSet(sure) !== asSet(wantSure)) problems.push(`sure ${asSet(sure)} instead of ${asSet(wantSure)}`);
    if (asSet(from) !== asSet(wantFrom)) problems.push(`anyOf ${asSet(from)} instead of ${asSet(wantFrom)}`);
    if (answer.why !== want.why) problems.push(`why ${answer.why} instead of ${want.why}`);
  }
  return problems;
}

function asSet(names: readonly string[]): string {
  return [...names].sort().join();
}
