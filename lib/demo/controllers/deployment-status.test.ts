import { expect, it } from 'vitest';
import { deploymentStatus } from '#lib/demo/controllers/deployment-status.ts';
import { list, record } from '#lib/to-model/json.ts';

const NOW = Date.parse('2026-03-01T12:00:00Z');
const LATER = NOW + 60_000;

function replicaSet(replicas: number, available: number) {
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: { name: `rs-${replicas}` },
    status: { replicas, readyReplicas: available, availableReplicas: available },
  };
}

function deployment(status?: unknown) {
  const strategy = { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 1 } };
  const metadata = { name: 'web', generation: 3 };
  return { apiVersion: 'apps/v1', kind: 'Deployment', metadata, spec: { replicas: 4, strategy }, status };
}

it('adds up the ReplicaSets while a rollout is under way', () => {
  const newest = replicaSet(2, 1);
  const status = deploymentStatus(deployment(), { newest, owned: [replicaSet(3, 3), newest], now: NOW });
  expect(status).toMatchObject({
    observedGeneration: 3,
    replicas: 5,
    updatedReplicas: 2,
    readyReplicas: 4,
    availableReplicas: 4,
    unavailableReplicas: 1,
  });
  expect(list(status['conditions']).map((item) => record(item)['reason'])).toEqual([
    'MinimumReplicasAvailable',
    'ReplicaSetUpdated',
  ]);
});

it('leaves counts of 0 out and keeps the times of what has not changed', () => {
  const first = deploymentStatus(deployment(), { newest: undefined, owned: [], now: NOW });
  expect(Object.keys(first)).toEqual(['observedGeneration', 'unavailableReplicas', 'conditions']);
  const second = deploymentStatus(deployment(first), { newest: undefined, owned: [], now: LATER });
  expect(second).toEqual(first);
  const newest = replicaSet(4, 4);
  const third = deploymentStatus(deployment(first), { newest, owned: [newest], now: LATER });
  expect(list(third['conditions']).map((item) => record(item)['lastTransitionTime'])).toEqual([
    '2026-03-01T12:01:00Z',
    '2026-03-01T12:00:00Z',
  ]);
});
