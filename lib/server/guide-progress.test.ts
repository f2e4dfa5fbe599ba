import { expect, test } from 'vitest';
import type { WorldStep } from '#lib/demo/worlds/world.ts';
import type { Cluster } from '#lib/model/cluster.ts';
import { createGuideProgress } from '#lib/server/guide-progress.ts';
import { aNode } from '#lib/wire/objects.test-support.ts';

const text = { en: 'x', zh: 'x' };

function step(id: string, ...counts: readonly number[]): WorldStep {
  return {
    id,
    title: text,
    text,
    commands: [],
    shows: counts.map((count) => (cluster: Cluster) => cluster.nodes.length === count),
  };
}

function cluster(nodes: number): Cluster {
  return {
    version: { major: 1, minor: 21, patch: 0 },
    gateOverrides: [],
    nodes: Array.from({ length: nodes }, (_, index) => aNode(`n${index}`)),
    services: [],
    slices: [],
    pods: [],
    now: 0,
  };
}

const GUIDE = { world: 'w', title: text, about: text, strict: false, kubeconfig: 'export KUBECONFIG=/x' };

function done(steps: readonly WorldStep[], counts: readonly number[]): readonly string[] {
  const progress = createGuideProgress(GUIDE, steps);
  const guides = counts.map((count) => progress.look(cluster(count)));
  return (guides.at(-1) ?? progress.start).steps.filter((shown) => shown.done).map((shown) => shown.id);
}

test('a step is done once its cluster has been seen, and stays done', () => {
  expect(done([step('two', 2)], [1])).toEqual([]);
  expect(done([step('two', 2)], [1, 2])).toEqual(['two']);
  expect(done([step('two', 2)], [1, 2, 1])).toEqual(['two']);
});

test('what a step shows must be seen one after the other', () => {
  expect(done([step('there and back', 3, 1)], [1, 3])).toEqual([]);
  expect(done([step('there and back', 3, 1)], [1, 3, 1])).toEqual(['there and back']);
});

test('a step waits for those before it, but not for one that only reads', () => {
  const steps = [step('read'), step('three', 3), step('back to one', 1)];
  expect(done(steps, [1])).toEqual([]);
  expect(done(steps, [1, 3, 1])).toEqual(['three', 'back to one']);
});

test('a step that only reads has no tick', () => {
  const progress = createGuideProgress(GUIDE, [step('read')]);
  expect(progress.look(cluster(1)).steps[0]).toMatchObject({ done: false, readOnly: true });
});
