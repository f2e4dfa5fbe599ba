import { expect, it } from 'vitest';
import { asKubeObject, kubeTime, withMetadata } from '#lib/demo/api-server/kube-object.ts';

it('takes any JSON object for a Kubernetes object', () => {
  expect(asKubeObject({ metadata: 5, spec: {} })).toEqual({
    apiVersion: '',
    kind: '',
    metadata: { name: '' },
    spec: {},
  });
});

it('sets metadata on a copy and leaves out what is undefined', () => {
  const object = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a', uid: 'u' } };
  expect(withMetadata(object, { uid: undefined, namespace: 'x' }).metadata).toEqual({ name: 'a', namespace: 'x' });
  expect(object.metadata).toEqual({ name: 'a', uid: 'u' });
});

it('writes times in whole seconds', () => {
  expect(kubeTime(Date.parse('2026-03-01T12:00:00.999Z'))).toBe('2026-03-01T12:00:00Z');
});
