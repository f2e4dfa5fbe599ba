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

  it('is still known by its last pods when they are leaving', () => {
    expect(workloadOf([deployed('a', 'h1', { deletionTime: NOW })])).toMatchObject({ kind: 'Deployment', replicas: 0 });
  });
});

const FIXED: readonly (readonly [string, readonly Pod[], string])[] = [
  ['no pods', [], 'no-pods'],
  ['a pod that nobody owns', [testPod('a')], 'bare-pods'],
  ['a DaemonSet', [owned('a', 'DaemonSet', 'dns')], 'one-per-node'],
  ['a Job', [owned('a', 'Job', 'once')], 'runs-to-completion'],
  ['an owner that nobody knows', [owned('a', 'Rollout', 'web')], 'unknown-owner'],
  ['two Deployments', [deployed('a'), owned('b', 'ReplicaSet', 'api-h2', hash('h2'))], 'several-workloads'],
  ['a Deployment and a bare pod', [deployed('a'), testPod('b')], 'several-workloads'],
  ['a Deployment in the middle of a rollout', [deployed('a'), deployed('b', 'h2')], 'rollout-in-progress'],
];

describe('pods that no single number scales', () => {
  it.each(FIXED)('%s', (_name, pods, reason) => {
    const workload = workloadOf(pods);
    expect(isScalable(workload)).toBe(false);
    expect(workload).toMatchObject({ reason });
  });

  it('every reason can be reached', () => {
    expect(new Set(FIXED.map(([, , reason]) => reason))).toEqual(new Set(NOT_SCALABLE_REASONS));
  });

  it('names the owners', () => {
    expect(workloadOf([deployed('a'), testPod('b')])).toMatchObject({ owners: ['Deployment/web', 'b'] });
  });
});

it('replicaSetSelectorOf knows the template hash of a ReplicaSet’s pods only', () => {
  expect(replicaSetSelectorOf(deployed('a'))?.matchLabels).toEqual({ 'pod-template-hash': 'h1' });
  expect(replicaSetSelectorOf(owned('a', 'StatefulSet', 'web', hash('h1')))).toBeUndefined();
  expect(replicaSetSelectorOf(owned('a', 'ReplicaSet', 'web'))).toBeUndefined();
});
