import { describe, expect, test } from 'vitest';
import { createKeptNodeFields } from '#lib/server/kube/node-fields.ts';
import { toNode } from '#lib/to-model/node.ts';
import { toPod } from '#lib/to-model/pod.ts';

function pod(spec: unknown) {
  const made = toPod({ kind: 'Pod', metadata: { name: 'p' }, spec: spec as Record<string, unknown> });
  if (made === undefined) throw new Error('Cannot make the pod');
  return made;
}

const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';
const PREFERRED = 'preferredDuringSchedulingIgnoredDuringExecution';

describe('createKeptNodeFields', () => {
  for (const [name, spec, key] of [
    ['a node selector', { nodeSelector: { disk: 'ssd' } }, 'disk'],
    [
      'a required node affinity',
      {
        affinity: {
          nodeAffinity: {
            [REQUIRED]: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'gpu', operator: 'Exists' }] }] },
          },
        },
      },
      'gpu',
    ],
    [
      'a preferred node affinity',
      {
        affinity: {
          nodeAffinity: {
            [PREFERRED]: [{ weight: 1, preference: { matchExpressions: [{ key: 'fast', operator: 'Exists' }] } }],
          },
        },
      },
      'fast',
    ],
    [
      'a pod affinity',
      { affinity: { podAffinity: { [PREFERRED]: [{ weight: 1, podAffinityTerm: { topologyKey: 'row' } }] } } },
      'row',
    ],
    ['a pod anti-affinity', { affinity: { podAntiAffinity: { [REQUIRED]: [{ topologyKey: 'rack' }] } } }, 'rack'],
    ['a spread constraint', { topologySpreadConstraints: [{ topologyKey: 'room', maxSkew: 1 }] }, 'room'],
  ] as const) {
    test(`a label that ${name} names is kept from then on`, () => {
      const kept = createKeptNodeFields();
      const node = { kind: 'Node', metadata: { name: 'n', labels: { [key]: 'x', secret: 'y' } } };
      expect(toNode(node, kept.fields)?.labels).toEqual({});
      expect(kept.learn(pod(spec))).toBe(true);
      expect(kept.learn(pod(spec))).toBe(false);
      expect({ ...toNode(node, kept.fields)?.labels }).toEqual({ [key]: 'x' });
    });
  }

  for (const [image, reported] of [
    ['nginx', 'docker.io/library/nginx:latest'],
    ['library/nginx:1', 'docker.io/library/nginx:1'],
    ['registry.k8s.io/coredns/coredns:v1.8.0', 'registry.k8s.io/coredns/coredns:v1.8.0'],
    ['localhost/app', 'localhost/app:latest'],
    ['host:5000/app@sha256:abc', 'host:5000/app@sha256:abc'],
  ] as const) {
    test(`image ${image} is the one that a node reports as ${reported}, and no other is kept`, () => {
      const kept = createKeptNodeFields();
      kept.learn(pod({ containers: [{ name: 'c', image }] }));
      const status = {
        images: [
          { names: [reported], sizeBytes: 5 },
          { names: ['docker.io/library/other:1'], sizeBytes: 9 },
        ],
      };
      expect(toNode({ kind: 'Node', metadata: { name: 'n' }, status }, kept.fields)?.images).toEqual([
        { names: [reported], sizeBytes: 5 },
      ]);
    });
  }
});
