import { readdirSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { placementCase } from '#lib/answer/answer-placement.ts';
import { place } from '#lib/replicas/placement.ts';
import { inListOrder } from '#lib/replicas/scheduler/node-order.ts';
import { REJECT_REASONS } from '#lib/replicas/scheduler/plugin.ts';
import { type Json, text } from '#lib/to-model/json.ts';

const FIXTURES = new URL('./fixtures/', import.meta.url);
const FILES = readdirSync(FIXTURES).filter((file) => file.startsWith('placement-'));

interface Vector extends Json {
  readonly expect: {
    readonly nodeOrder: readonly string[];
    readonly feasible: readonly string[] | null;
    readonly rejected?: Readonly<Record<string, string>>;
    readonly scores?: Readonly<Record<string, Readonly<Record<string, number>>>>;
    readonly possible?: readonly string[];
    readonly landed?: readonly { readonly node: string; readonly count: number }[];
    readonly unschedulable?: unknown;
  };
}

const VECTORS = FILES.flatMap((file) =>
  gunzipSync(readFileSync(new URL(file, FIXTURES)))
    .toString()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Vector),
);

test('every scheduling cycle has the same feasible nodes, rejections, scores and winners as the scheduler', () => {
  expect(VECTORS).toHaveLength(300);
  for (const vector of VECTORS) {
    const { feasible, rejected = {}, scores = {}, possible = [], unschedulable } = vector.expect;
    const answer = place(placementCase(vector));
    const rejections = [...answer.rejectionByNode].map(([node, { plugin, message }]) => [
      node,
      `${plugin}: ${message}`,
    ]);
    const scored = [...answer.scoresByNode].map(([node, { byPlugin, total }]) => [node, { ...byPlugin, total }]);
    expect(
      {
        feasible: [...answer.feasible].sort(),
        rejected: Object.fromEntries(rejections),
        scores: Object.fromEntries(scored),
        possible: [...answer.possible].sort(),
        unschedulable: answer.unschedulable,
      },
      text(vector['name']),
    ).toEqual({
      feasible: [...(feasible ?? [])].sort(),
      rejected,
      scores,
      possible: [...possible].sort(),
      unschedulable: unschedulable !== undefined,
    });
  }
});

test('the likely node is the one that won most often', () => {
  const misses = VECTORS.filter((vector) => {
    const landed = [...(vector.expect.landed ?? [])].sort((left, right) => right.count - left.count);
    return landed[0]?.node !== place(placementCase(vector)).likely;
  });
  expect(misses.map((vector) => vector['name'])).toEqual([]);
});

test('nodes are listed in the order in which the scheduler lists them', () => {
  const misses = VECTORS.filter(
    (vector) =>
      inListOrder(placementCase(vector).nodes)
        .map(({ name }) => name)
        .join() !== vector.expect.nodeOrder.join(),
  );
  expect(misses.map((vector) => vector['name'])).toEqual([]);
});

test('between them the cases reach every reason to turn a node down, but for two that node-ports and node-resources-fit prove', () => {
  const reached = VECTORS.flatMap((vector) =>
    [...place(placementCase(vector)).rejectionByNode.values()].map(({ reason }) => reason),
  );
  const all = [...new Set([...reached, 'host-port', 'insufficient-memory'])];
  expect(all.sort()).toEqual(Object.keys(REJECT_REASONS).sort());
});
