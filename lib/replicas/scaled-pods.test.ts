import { describe, expect, it } from 'vitest';
import type { Pod } from '#lib/model/pod.ts';
import {
  MINUTE,
  NEWEST_RULES,
  NEWEST_SCHEDULER,
  NOW,
  testNode,
  testPod,
  WEB_SERVICE,
} from '#lib/replicas/cluster.test-support.ts';
import { type ScaledPodsInput, scaledPods, scalingOf } from '#lib/replicas/scaled-pods.ts';
import { isScalable, workloadOf } from '#lib/replicas/workload.ts';

const NODES = [testNode('n1', 'a'), testNode('n2', 'b')];
function owned(name: string, kind: string, ownerName: string, fields: Parameters<typeof testPod>[1] = {}): Pod {
  return testPod(name, {
    owner: { kind, name: ownerName, uid: 'uid-owner' },
    labels: { app: 'web', 'pod-template-hash': 'h1' },
    nodeName: 'n1',
    ...fields,
  });
}
const OLD = owned('web-h1-old', 'ReplicaSet', 'web-h1', { age: 50 * MINUTE });
const YOUNG = owned('web-h1-young', 'ReplicaSet', 'web-h1', { age: 5 * MINUTE, nodeName: 'n2' });
const OTHER = testPod('api', { namespace: 'other', nodeName: 'n2' });

function input(pods: readonly Pod[], fields: Partial<ScaledPodsInput> = {}): ScaledPodsInput {
  const workload = workloadOf(pods.filter(({ namespace }) => namespace === 'default'));
  if (!isScalable(workload)) throw new Error(`Cannot scale: ${workload.reason}`);
  return {
    workload,
    pods,
    nodes: NODES,
    services: [WEB_SERVICE],
    now: NOW,
    replicaRules: NEWEST_RULES,
    schedulerRules: NEWEST_SCHEDULER,
    ...fields,
  };
}
const names = (pods: readonly Pod[]) => pods.map(({ name }) => name);

describe('scaledPods', () => {
  it('takes the victims away', () => {
    const { pods, removed, predicted } = scaledPods(input([OLD, YOUNG, OTHER]), 1);
    expect(names(pods)).toEqual(['web-h1-old', 'api']);
    expect(names(removed?.victims ?? [])).toEqual(['web-h1-young']);
    expect(predicted).toEqual([]);
  });

  it('or shows them as they leave', () => {
    const { pods } = scaledPods(input([OLD, YOUNG], { victims: 'terminating' }), 1);
    expect(pods.map(({ deletionTime }) => deletionTime)).toEqual([undefined, NOW]);
  });

  it('adds replicas where they likely go, with names that nobody takes for real', () => {
    const { pods, predicted, added } = scaledPods(input([OLD, OTHER]), 3);
    expect(names(pods)).toEqual(['web-h1-old', 'api', 'web-h1-1', 'web-h1-2']);
    expect(predicted.map(({ nodeName }) => nodeName)).toEqual(added?.steps.map(({ node }) => node));
    expect(predicted[0]?.nodeName).toBe('n2');
    expect(predicted.every((pod) => pod.predicted)).toBe(true);
  });

  it('leaves everything as it is for the number that there is', () => {
    const pods = [OLD, YOUNG];
    expect(scaledPods(input(pods), 2)).toEqual({ pods, predicted: [] });
  });

  it('takes a StatefulSet’s highest ordinal away, and adds the next one', () => {
    const db = ['web-0', 'web-1'].map((name) =>
      owned(name, 'StatefulSet', 'web', { age: name === 'web-0' ? 0 : 90 * MINUTE }),
    );
    expect(names(scaledPods(input(db), 1).pods)).toEqual(['web-0']);
    expect(names(scaledPods(input(db), 3).pods)).toEqual(['web-0', 'web-1', 'web-2']);
  });

  it('counts from the lowest ordinal, and fills the gaps', () => {
    const db = (...names: readonly string[]) => names.map((name) => owned(name, 'StatefulSet', 'web'));
    const added = (pods: readonly Pod[]) => names(scaledPods(input(pods), 3).predicted);
    expect(added(db('web-5', 'web-7'))).toEqual(['web-6']);
    expect(added(db('web-7', 'web-5'))).toEqual(['web-6']);
    expect(added(db('web-0', 'web-1'))).toEqual(['web-2']);
  });

  it('brings a StatefulSet’s pod back under the name of the one that is leaving', () => {
    const leaving = (name: string) => owned(name, 'StatefulSet', 'web', { deletionTime: NOW });
    const staying = (name: string) => owned(name, 'StatefulSet', 'web');
    expect(names(scaledPods(input([staying('web-0'), leaving('web-1')]), 2).pods)).toEqual(['web-0', 'web-1']);
    expect(names(scaledPods(input([leaving('web-0'), staying('web-1')]), 2).pods)).toEqual(['web-1', 'web-0']);
  });

  it('gives a StatefulSet’s pod its own hostname, and the others none', () => {
    const hostnameOf = (pods: readonly Pod[]) => scaledPods(input(pods), 2).predicted[0]?.hostname;
    expect(hostnameOf([owned('web-0', 'StatefulSet', 'web')])).toBe('web-1');
    expect(hostnameOf([OLD])).toBe('');
  });

  it('gives a Deployment’s pods names that not even those that leave have, and addresses of their own', () => {
    const leaving = owned('web-h1-1', 'ReplicaSet', 'web-h1', { deletionTime: NOW });
    const { predicted } = scaledPods(input([OLD, leaving]), 3);
    expect(names(predicted)).toEqual(['web-h1-2', 'web-h1-3']);
    expect(predicted.flatMap(({ podIPs }) => podIPs)).toEqual(['240.0.0.2', '240.0.0.3']);
  });

  it('takes an active replica that has addresses for the pattern, else an active one, else any', () => {
    const replica = (name: string, fields: Partial<Pod>) =>
      owned(name, 'ReplicaSet', 'web-h1', { labels: { 'pod-template-hash': 'h1', is: name }, ...fields });
    const leaving = replica('leaving', { deletionTime: NOW });
    const starting = replica('starting', { podIPs: [] });
    const up = replica('up', { podIPs: ['fd00::1'] });
    const patternOf = (...pods: readonly Pod[]) => scaledPods(input(pods), 3).predicted[0]?.labels['is'];
    expect(patternOf(leaving, starting, up)).toBe('up');
    expect(patternOf(leaving, starting)).toBe('starting');
    expect(patternOf(leaving)).toBe('leaving');
  });

  it('spreads the replicas of a Deployment by the pods of its own ReplicaSet', () => {
    const foreign = testPod('foreign', { nodeName: 'n2' });
    const { workload } = input([OLD]);
    const { added } = scaledPods({ ...input([OLD]), workload, pods: [OLD, foreign] }, 2);
    expect(added?.steps[0]?.possible).toEqual(['n2']);
  });

  it('ranks the pods of a Deployment by how many share their node', () => {
    const pods = [OLD, { ...OLD, name: 'web-h1-older', uid: 'uid-older' }, YOUNG];
    const { removed } = scaledPods(input(pods), 1);
    expect([...(removed?.reasonByPod.values() ?? [])]).toEqual(['more-pods-on-node', 'more-pods-on-node']);
  });

  it('ranks the pods of a ReplicaSet without Deployment without looking at their nodes', () => {
    const bare = [
      owned('web-1', 'ReplicaSet', 'web', { age: 50 * MINUTE }),
      owned('web-2', 'ReplicaSet', 'web', { age: 51 * MINUTE }),
      owned('web-3', 'ReplicaSet', 'web', { age: MINUTE, nodeName: 'n2' }),
    ];
    expect(names(scaledPods(input(bare), 2).removed?.victims ?? [])).toEqual(['web-3']);
  });

  it('changes nothing of what it is given', () => {
    const given = input([OLD, YOUNG]);
    const before = structuredClone(given);
    scaledPods(given, 1);
    scaledPods(given, 5);
    expect(given).toEqual(before);
  });
});

describe('scalingOf', () => {
  it('answers every number of a strip as if it were asked alone', () => {
    const scaling = scalingOf(input([OLD, YOUNG]), 6);
    for (let replicas = 0; replicas <= 6; replicas++) {
      expect(scaling.at(replicas).pods).toEqual(scaledPods(input([OLD, YOUNG]), replicas).pods);
    }
    expect(scaling.at(99).pods).toHaveLength(6);
  });

  it.each(['ReplicaSet', 'StatefulSet'])('tells the whole order of a %s as it tells each step', (kind) => {
    const pods = ['web-h1-0', 'web-h1-1', 'web-h1-2'].map((name, index) =>
      owned(name, kind, 'web-h1', { age: (index === 1 ? 90 : 5 - index) * MINUTE }),
    );
    const { going, coming, at } = scalingOf(input(pods), 6);
    for (const count of [1, 2, 3]) {
      expect(names(at(3 - count).removed?.victims ?? [])).toEqual(names(going().slice(0, count)));
    }
    expect(at(6).predicted.map(({ nodeName }) => nodeName)).toEqual(coming().map(({ node }) => node));
    expect(coming()).toHaveLength(3);
  });

  it('brings nobody where there are as many replicas as are asked for at most', () => {
    expect(scalingOf(input([OLD, YOUNG]), 1).coming()).toEqual([]);
  });

  it('ranks and places once for all answers', () => {
    const { going, coming } = scalingOf(input([OLD, YOUNG]), 6);
    expect(going()).toBe(going());
    expect(coming()).toBe(coming());
  });
});
