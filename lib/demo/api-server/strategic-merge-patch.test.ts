import { describe, expect, it } from 'vitest';
import { strategicMergePatch } from '#lib/demo/api-server/strategic-merge-patch.ts';
import type { Json } from '#lib/to-model/json.ts';

interface Case {
  readonly name: string;
  readonly kind: string;
  readonly target: Json;
  readonly patch: Json;
  readonly want: Json;
}

const PORTS = [
  { name: 'dns', port: 53, protocol: 'UDP' },
  { name: 'metrics', port: 9153, protocol: 'TCP' },
];

const CASES: readonly Case[] = [
  {
    name: 'adds and removes keys of a map',
    kind: 'Node',
    target: { metadata: { labels: { a: '1', b: '2' } } },
    patch: { metadata: { labels: { a: null, c: '3' } } },
    want: { metadata: { labels: { b: '2', c: '3' } } },
  },
  {
    name: 'merges Service ports by their number',
    kind: 'Service',
    target: { spec: { ports: PORTS } },
    patch: { spec: { ports: [{ port: 9153, name: 'prometheus' }] } },
    want: { spec: { ports: [PORTS[0], { name: 'prometheus', port: 9153, protocol: 'TCP' }] } },
  },
  {
    name: 'deletes an item of a merged list',
    kind: 'Service',
    target: { spec: { ports: PORTS } },
    patch: { spec: { ports: [{ port: 53, $patch: 'delete' }] } },
    want: { spec: { ports: [PORTS[1]] } },
  },
  {
    name: 'replaces a merged list when told so',
    kind: 'Service',
    target: { spec: { ports: PORTS } },
    patch: { spec: { ports: [{ $patch: 'replace' }, { port: 80 }] } },
    want: { spec: { ports: [{ port: 80 }] } },
  },
  {
    name: 'orders a merged list, what is not named last',
    kind: 'Service',
    target: { spec: { ports: PORTS } },
    patch: { spec: { '$setElementOrder/ports': [{ port: 80 }, { port: 9153 }], ports: [{ port: 80 }] } },
    want: { spec: { ports: [{ port: 80 }, PORTS[1], PORTS[0]] } },
  },
  {
    name: 'merges containers by name, and their ports and environment inside',
    kind: 'Deployment',
    target: {
      spec: { template: { spec: { containers: [{ name: 'a', env: [{ name: 'X', value: '1' }] }, { name: 'b' }] } } },
    },
    patch: {
      spec: {
        template: {
          spec: { containers: [{ name: 'a', image: 'i:2', env: [{ name: 'Y', value: '2' }] }] },
        },
      },
    },
    want: {
      spec: {
        template: {
          spec: {
            containers: [
              {
                name: 'a',
                image: 'i:2',
                env: [
                  { name: 'X', value: '1' },
                  { name: 'Y', value: '2' },
                ],
              },
              { name: 'b' },
            ],
          },
        },
      },
    },
  },
  {
    name: 'merges conditions of a status by type',
    kind: 'Node',
    target: {
      status: {
        conditions: [
          { type: 'Ready', status: 'True' },
          { type: 'DiskPressure', status: 'False' },
        ],
      },
    },
    patch: { status: { conditions: [{ type: 'Ready', status: 'Unknown' }] } },
    want: {
      status: {
        conditions: [
          { type: 'Ready', status: 'Unknown' },
          { type: 'DiskPressure', status: 'False' },
        ],
      },
    },
  },
  {
    name: 'replaces taints as a whole, since they have no merge key',
    kind: 'Node',
    target: { spec: { taints: [{ key: 'x', effect: 'NoSchedule' }] } },
    patch: { spec: { taints: [{ key: 'y', effect: 'NoExecute' }] } },
    want: { spec: { taints: [{ key: 'y', effect: 'NoExecute' }] } },
  },
  {
    name: 'takes primitives out of a merged list',
    kind: 'Pod',
    target: { metadata: { finalizers: ['a', 'b'] } },
    patch: { metadata: { '$deleteFromPrimitiveList/finalizers': ['a'], finalizers: ['c'] } },
    want: { metadata: { finalizers: ['b', 'c'] } },
  },
  {
    name: 'retains only the named keys',
    kind: 'Deployment',
    target: { spec: { strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1 } } } },
    patch: { spec: { strategy: { $retainKeys: ['type'], type: 'Recreate' } } },
    want: { spec: { strategy: { type: 'Recreate' } } },
  },
  {
    name: 'replaces a map when told so',
    kind: 'Service',
    target: { spec: { selector: { a: '1', b: '2' } } },
    patch: { spec: { selector: { $patch: 'replace', c: '3' } } },
    want: { spec: { selector: { c: '3' } } },
  },
  {
    name: 'deletes a map when told so',
    kind: 'Service',
    target: { spec: { selector: { a: '1' }, type: 'ClusterIP' } },
    patch: { spec: { selector: { $patch: 'delete' } } },
    want: { spec: { type: 'ClusterIP' } },
  },
];

describe('strategicMergePatch', () => {
  for (const { name, kind, target, patch, want } of CASES) {
    it(name, () => {
      const before = structuredClone(target);
      expect(strategicMergePatch(kind, target, patch)).toEqual(want);
      expect(target).toEqual(before);
    });
  }

  it('refuses an item of a merged list without its key', () => {
    expect(() => strategicMergePatch('Service', {}, { spec: { ports: [{ name: 'x' }] } })).toThrow(
      'does not contain declared merge key: port',
    );
  });
});
