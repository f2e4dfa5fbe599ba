import { describe, expect, it } from 'vitest';
import { deletionSeries, ordinalSeries, placementSeries, type ScaleScene } from '#lib/scenario/scale-series.ts';
import { type TutorialOptions, tutorial } from '#lib/scenario/tutorial.test-support.ts';
import { workloadOf } from '#lib/scenario/workload-of.ts';

function sceneOf(options: TutorialOptions = {}): ScaleScene {
  const { pods, nodes, service, context, now } = tutorial(options);
  const workload = workloadOf(pods);
  if ('why' in workload) throw new Error(workload.why.key);
  return { workload, pods, nodes, service, context, now };
}

describe('deletionSeries', () => {
  it('takes the younger pair of the tutorial first, in old and new rules', () => {
    for (const version of ['v1.21.10', 'v1.37.2']) {
      const names = deletionSeries(sceneOf({ version })).pods.map(({ name }) => name.slice(-5));
      expect(names.slice(0, 2).sort()).toEqual(['pxphb', 'rhk7r']);
      expect(names.at(-1)).toBe('hfbmj');
    }
  });

  it('counts the pods of other ReplicaSets of the Deployment on a node', () => {
    const scene = sceneOf();
    const [pattern] = scene.pods;
    if (pattern === undefined) throw new Error('the tutorial has no pods');
    const other = {
      ...pattern,
      uid: 'x',
      name: 'x',
      nodeName: 'kind-worker',
      owner: { kind: 'ReplicaSet', name: 'coredns-old', uid: 'rs-0' },
    };
    const crowded = deletionSeries({ ...scene, pods: [...scene.pods, other] });
    expect(crowded.pods[0]?.name).toContain('hfbmj');
  });
});

describe('ordinalSeries', () => {
  it('takes the highest number first, not the highest text', () => {
    const { workload } = sceneOf();
    const pods = workload.pods.map((pod, index) => ({ ...pod, name: `db-${[9, 10, 2, 0][index]}` }));
    expect(ordinalSeries({ ...workload, pods }).map(({ name }) => name)).toEqual(['db-10', 'db-9', 'db-2', 'db-0']);
  });
});

describe('placementSeries', () => {
  it('spreads new pods over the nodes that have none', () => {
    const { steps } = placementSeries(sceneOf({ pods: ['hfbmj', 'hswkq'] }), 2);
    expect(steps.map(({ node }) => node).sort()).toEqual(['kind-control-plane', 'kind-worker3']);
  });

  it('has the same first steps for every count', () => {
    const all = placementSeries(sceneOf(), 6).steps;
    expect(placementSeries(sceneOf(), 3).steps).toEqual(all.slice(0, 3));
    expect(placementSeries(sceneOf(), 0).steps).toEqual([]);
  });
});
