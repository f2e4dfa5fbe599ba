import { expect, it } from 'vitest';
import { GuideTracker } from '#lib/demo/guide-tracker.ts';
import { version } from '#lib/demo/test-cluster.test-support.ts';
import { TUTORIAL } from '#lib/demo/worlds/tutorial.ts';
import type { World, WorldStep } from '#lib/demo/worlds/world.ts';
import type { Cluster } from '#lib/model/cluster.ts';

const EMPTY: Cluster = {
  version: version('1.31.0'),
  gateOverrides: [],
  nodes: [],
  services: [],
  slices: [],
  pods: [],
  now: 0,
};

function step(id: string, shows: WorldStep['shows']): WorldStep {
  const text = { en: id, zh: id };
  return { id, title: text, text, commands: [], shows };
}

const at =
  (...times: number[]) =>
  (cluster: Cluster) =>
    times.includes(cluster.now);
const WORLD: World = {
  ...TUTORIAL,
  steps: () => [step('read', []), step('once', [at(1)]), step('one-after-the-other', [at(2), at(3)])],
};

it('ticks a step when its conditions have held one after the other, and keeps the tick', () => {
  const tracker = new GuideTracker(WORLD, { version: EMPTY.version, gates: [], strict: true });
  const look = (now: number) => tracker.look({ ...EMPTY, now });
  const done = () => tracker.guide('').steps.map((item) => item.done);
  expect([look(3), done()]).toEqual([false, [false, false, false]]);
  expect([look(1), done()]).toEqual([true, [false, true, false]]);
  expect([look(2), done()]).toEqual([false, [false, true, false]]);
  expect([look(9), look(3), done()]).toEqual([false, true, [false, true, true]]);
  expect([look(1), done()]).toEqual([false, [false, true, true]]);
});

it('marks a step that only reads, and says how to reach the cluster', () => {
  const tracker = new GuideTracker(WORLD, { version: EMPTY.version, gates: [], strict: true });
  const guide = tracker.guide('/tmp/config');
  expect(guide.steps.map((item) => item.readOnly)).toEqual([true, false, false]);
  expect(guide).toMatchObject({ world: 'tutorial', strict: true, kubeconfig: 'export KUBECONFIG=/tmp/config' });
});
