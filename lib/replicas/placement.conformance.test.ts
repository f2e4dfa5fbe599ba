import { readdirSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { schedulerRulesOf } from '#lib/kube-version/scheduler-rules.ts';
import type { LabelSelector } from '#lib/model/pod.ts';
import { parseVersion } from '#lib/model/version.ts';
import { place } from '#lib/replicas/placement.ts';
import { inListOrder } from '#lib/replicas/scheduler/node-order.ts';
import { toLabelSelector } from '#lib/to-model/affinity.ts';
import { type Json, list, record, text } from '#lib/to-model/json.ts';
import { toNode } from '#lib/to-model/node.ts';
import { toPod } from '#lib/to-model/pod.ts';
import { toService } from '#lib/to-model/service.ts';

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
    const answer = place(inputOf(vector));
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
    return landed[0]?.node !== place(inputOf(vector)).likely;
  });
  expect(misses.map((vector) => vector['name'])).toEqual([]);
});

test('nodes are listed in the order in which the scheduler lists them', () => {
  const misses = VECTORS.filter(
    (vector) =>
      inListOrder(inputOf(vector).nodes)
        .map(({ name }) => name)
        .join() !== vector.expect.nodeOrder.join(),
  );
  expect(misses.map((vector) => vector['name'])).toEqual([]);
});

function inputOf(vector: Vector) {
  const version = parseVersion(text(vector['version']));
  const pod = toPod(record(vector['pod']));
  if (version === undefined || pod === undefined) throw new Error(`Cannot read vector: ${text(vector['name'])}`);
  const keepAll = { keepLabel: () => true, keepImage: () => true };
  const replicaSetSelector = selectorOf(vector, pod.owner?.name);
  return {
    pod,
    nodes: list(vector['nodes'])
      .map((node) => toNode(record(node), keepAll))
      .filter((node) => node !== undefined),
    pods: list(vector['pods'])
      .map((other) => toPod(record(other)))
      .filter((other) => other !== undefined),
    services: list(vector['services'])
      .map((service) => toService(record(service)))
      .filter((service) => service !== undefined),
    ...(replicaSetSelector && { replicaSetSelector }),
    rules: schedulerRulesOf(version),
  };
}

function selectorOf(vector: Vector, owner: string | undefined): LabelSelector | undefined {
  const replicaSet = list(vector['replicaSets'])
    .map(record)
    .find(({ metadata }) => owner !== undefined && text(record(metadata)['name']) === owner);
  return replicaSet && toLabelSelector(record(replicaSet['spec'])['selector']);
}
