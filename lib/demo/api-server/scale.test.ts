import { expect, it } from 'vitest';
import { scaleOf, withScale } from '#lib/demo/api-server/scale.ts';
import { record } from '#lib/to-model/json.ts';

const DEPLOYMENT = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web', namespace: 'x', uid: 'u', resourceVersion: '7' },
  spec: { replicas: 3, selector: { matchLabels: { app: 'web' } } },
  status: { replicas: 2 },
};

it('reads a workload as a Scale', () => {
  expect(scaleOf(DEPLOYMENT)).toEqual({
    kind: 'Scale',
    apiVersion: 'autoscaling/v1',
    metadata: { name: 'web', namespace: 'x', uid: 'u', resourceVersion: '7' },
    spec: { replicas: 3 },
    status: { replicas: 2, selector: 'app=web' },
  });
});

it('writes replicas under the version that the Scale was read at', () => {
  const scale = { ...scaleOf(DEPLOYMENT), metadata: { name: 'web', resourceVersion: '5' }, spec: { replicas: 1 } };
  const scaled = withScale(DEPLOYMENT, scale);
  expect([record(scaled['spec'])['replicas'], scaled.metadata.resourceVersion]).toEqual([1, '5']);
});

it('refuses what is no whole number', () => {
  expect(() => withScale(DEPLOYMENT, { ...scaleOf(DEPLOYMENT), spec: { replicas: 'two' } })).toThrow(
    'cannot unmarshal "two"',
  );
});
