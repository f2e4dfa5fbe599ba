import { describe, expect, it } from 'vitest';
import type { Pod } from '#lib/model/pod.ts';
import { NOW, testPod } from '#lib/replicas/cluster.test-support.ts';
import { isScalable, NOT_SCALABLE_REASONS, replicaSetSelectorOf, workloadOf } from '#lib/replicas/workload.ts';

const owned = (name: string, kind: string, ownerName: string, fields: Partial<Pod> = {}) =>
  testPod(name, { owner: { kind, name: ownerName, uid: `uid-${ownerName}` }, ...fields });
const hash = (value: string) => ({ labels: { app: 'web', 'pod-template-hash': value } });
const deployed = (name: string, template = 'h1', fields: Partial<Pod> = {}) =>
  owned(name, 'ReplicaSet', `web-${template}`, { ...hash(template), ...fields });

describe('a workload that scales', () => {
  it('is the Deployment of a ReplicaSet that is named after the template hash', () => {
    expect(workloadOf([deployed('a'), deployed('b')])).toMatchObject({ kind: 'Deployment', name: 'web', replicas: 2 });
  });

  it.each([
    ['a ReplicaSet of its own', owned('a', 'ReplicaSet', 'web', hash('h1')), 'ReplicaSet'],
    ['a ReplicationController', owned('a', 'ReplicationController', 'web'), 'ReplicationController'],
    ['a StatefulSet', owned('a', 'StatefulSet', 'web'), 'StatefulSet'],
  ])('may be %s', (_name, pod, kind) => {
    expect(workloadOf([pod])).toMatchObject({ kind, name: 'web', replicas: 1 });
  });

  it('counts active pods, and keeps those of an older ReplicaSet apart', () => {
    const leaving = deployed('old', 'h0', { deletionTime: NOW });
    const failed = deployed('failed', 'h1', { phase: 'Failed' });
    const workload = workloadOf([deployed('a'), failed, leaving]);
    expect(workload).toMatchObject({ replicas: 1, owner: { name: 'web-h1' } });
    expect(isScalable(workload) && workload.pods.map(({ name }) => name)).toEqual(['a', 'failed']);
    expect(isScalable(workload) && workload.relatedPods).toEqual([leaving]);
  });

  it('has none of the leaving pods of another workload', () => {
    const others = [
      deployed('elsewhere', 'h0', { namespace: 'other', deletionTime: NOW }),
      owned('api', 'ReplicaSet', 'api-h0', { ...hash('h0'), deletionTime: NOW }),
      owned('stateful', 'StatefulSet', 'web', { deletionTime: NOW }),
      testPod('bare', { deletionTime: NOW }),
    ];
    expect(workloadOf([deployed('a'), ...others])).toMatchObject({ pods: [deployed('a')], relatedPods: [] });
  });

  it('is a Deployment only where a ReplicaSet’s name ends with the hash', () => {
    expect(workloadOf([owned('a', 'ReplicaSet', 'frontend-h1', hash('h1'))])).toMatchObject({ name: 'frontend' });
    expect(workloadOf([owned('a', 'StatefulSet', 'web-h1', hash('h1'))])).toMatchObject({
      kind: 'StatefulSet',
      name: 'web-h1',
    });
  });

  it('is still known by its last pods when they are leaving', () => {
    expect(workloadOf([deployed('a', 'h1', { deletionTime: NOW })])).toMatchObject({ kind: 'Deployment', replicas: 0 });
  });
});

const FIXED: readonly (readonly [string, readonly Pod[], string, string])[] = [
  ['no pods', [], 'none', 'no-pods'],
  ['a pod that nobody owns', [testPod('a')], 'bare', 'bare-pods'],
  ['a DaemonSet', [owned('a', 'DaemonSet', 'dns')], 'DaemonSet', 'one-per-node'],
  ['a Job', [owned('a', 'Job', 'once')], 'Job', 'runs-to-completion'],
  ['an owner that nobody knows', [owned('a', 'Rollout', 'web')], 'other', 'unknown-owner'],
  ['two Deployments', [deployed('a'), owned('b', 'ReplicaSet', 'api-h2', hash('h2'))], 'several', 'several-workloads'],
  ['a Deployment and a bare pod', [deployed('a'), testPod('b')], 'several', 'several-workloads'],
  ['a Deployment in the middle of a rollout', [deployed('a'), deployed('b', 'h2')], 'rollout', 'rollout-in-progress'],
];

describe('pods that no single number scales', () => {
  it.each(FIXED)('%s', (_name, pods, kind, reason) => {
    const workload = workloadOf(pods);
    expect(isScalable(workload)).toBe(false);
    expect(workload).toMatchObject({ kind, reason });
  });

  it('every reason can be reached', () => {
    expect(new Set(FIXED.map(([, , , reason]) => reason))).toEqual(new Set(NOT_SCALABLE_REASONS));
  });

  it('names the owners', () => {
    expect(workloadOf([deployed('a'), testPod('b')])).toMatchObject({ owners: ['Deployment/web', 'b'] });
    const api = owned('b', 'ReplicaSet', 'api-h2', hash('h2'));
    expect(workloadOf([deployed('a'), api])).toMatchObject({ owners: ['Deployment/api', 'Deployment/web'] });
  });
});

it('replicaSetSelectorOf knows the template hash of a ReplicaSet’s pods only', () => {
  expect(replicaSetSelectorOf(deployed('a'))?.matchLabels).toEqual({ 'pod-template-hash': 'h1' });
  expect(replicaSetSelectorOf(owned('a', 'StatefulSet', 'web', hash('h1')))).toBeUndefined();
  expect(replicaSetSelectorOf(owned('a', 'ReplicaSet', 'web'))).toBeUndefined();
});
