import { expect, it } from 'vitest';
import { validateAutoscaler } from '#lib/demo/api-server/validate-autoscaler.ts';

const scaleTargetRef = { kind: 'Deployment', name: 'web' };
const told = (spec: object) =>
  validateAutoscaler({
    apiVersion: 'autoscaling/v1',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: 'a' },
    spec,
  }).map(({ field, message }) => `${field}: ${message}`);

it('takes a range from one up', () => {
  expect(told({ scaleTargetRef, minReplicas: 1, maxReplicas: 1 })).toEqual([]);
});

it.each([
  [
    { scaleTargetRef, minReplicas: 0, maxReplicas: 2 },
    'spec.minReplicas: Invalid value: 0: must be greater than or equal to 1',
  ],
  [{ scaleTargetRef, minReplicas: 1 }, 'spec.maxReplicas: Invalid value: 0: must be greater than 0'],
  [
    { scaleTargetRef, minReplicas: 3, maxReplicas: 2 },
    'spec.maxReplicas: Invalid value: 2: must be greater than or equal to `minReplicas`',
  ],
  [{ minReplicas: 1, maxReplicas: 2 }, 'spec.scaleTargetRef.kind: Required value'],
])('says what is wrong with %j', (spec, message) => {
  expect(told(spec)).toContain(message);
});
