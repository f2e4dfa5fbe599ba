import { expect, it } from 'vitest';
import { startTestCluster, version } from '#lib/demo/test-cluster.test-support.ts';
import { findWorld, WORLD_NAMES } from '#lib/demo/worlds/find-world.ts';

const NAMES = [
  'tutorial',
  'tutorial-gate-off',
  'three-zones',
  'unequal-zones',
  'zone-skew',
  'tainted-nodes',
  'late-label',
  'borrowed-endpoints',
  'dead-zone',
  'autoscaled',
];

it('knows every world by its name', () => {
  expect(WORLD_NAMES.slice(0, -1)).toEqual(NAMES);
  for (const name of NAMES) expect(findWorld(name).name).toBe(name);
  expect(() => findWorld('none')).toThrow('Cannot find world "none": choose one of tutorial,');
});

it.each(NAMES)('%s starts on the oldest and the newest minor, with the Service that it shows first', async (world) => {
  for (const text of ['1.21.0', '1.37.0']) {
    await using test = await startTestCluster({ world, version: version(text) });
    const [namespace, name] = findWorld(world).service.split('/');
    expect((await test.send('GET', `/api/v1/namespaces/${namespace}/services/${name}`)).code).toBe(200);
  }
});

it.each(NAMES)('%s tells every step in both languages, each under its own id', (name) => {
  const world = findWorld(name);
  const steps = world.steps({ version: world.version, gates: world.gates, strict: true });
  expect(new Set(steps.map((step) => step.id)).size).toBe(steps.length);
  for (const words of [world.title, world.about, ...steps.flatMap((step) => [step.title, step.text])]) {
    expect(words.en).not.toBe('');
    expect(words.zh).toMatch(/[\u4e00-\u9fff]/);
    expect(words.zh, 'the terms of Kubernetes stay as they are').not.toMatch(/端点|节点|可用区|命名空间|提示/);
  }
});
