import { describe, expect, it } from 'vitest';
import type { Pod } from '#lib/model/pod.ts';
import { toPod } from '#lib/to-model/pod.ts';

/** One pod with something of everything, as the API server writes it. */
const FULL = {
  metadata: {
    name: 'web-1',
    namespace: 'default',
    uid: 'u1',
    creationTimestamp: '2026-05-04T09:00:00Z',
    deletionTimestamp: '2026-05-04T10:00:00Z',
    labels: { app: 'web' },
    annotations: { 'controller.kubernetes.io/pod-deletion-cost': '-3' },
    ownerReferences: [
      { kind: 'Thing', name: 'no', uid: 'x' },
      { kind: 'ReplicaSet', name: 'web', uid: 'r1', controller: true },
    ],
  },
  spec: {
    nodeName: 'n1',
    restartPolicy: 'Always',
    hostname: 'web-1',
    subdomain: 'web',
    priority: 7,
    overhead: { cpu: '10m' },
    nodeSelector: { disk: 'ssd' },
    containers: [
      {
        name: 'web',
        image: 'web:1',
        resources: { requests: { cpu: '100m', memory: '70Mi' }, limits: { cpu: '9' } },
        ports: [{ name: 'dns', containerPort: 53, protocol: 'UDP', hostPort: 5353, hostIP: '10.0.0.1' }, {}],
      },
    ],
    initContainers: [{ name: 'side', image: 'side:1', restartPolicy: 'Always' }],
    tolerations: [
      { key: 'k', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 300 },
      { key: 'j', value: 'v' },
    ],
    topologySpreadConstraints: [
      {
        maxSkew: 2,
        topologyKey: 'zone',
        whenUnsatisfiable: 'DoNotSchedule',
        labelSelector: { matchLabels: { a: 'b' } },
      },
    ],
  },
  status: {
    phase: 'Running',
    podIP: '10.1.0.1',
    podIPs: [{ ip: '10.1.0.1' }, { ip: 'fd00::1' }, { ip: '' }],
    conditions: [
      { type: 'PodScheduled', status: 'True' },
      { type: 'Ready', status: 'True', lastTransitionTime: '2026-05-04T09:00:02Z' },
      { type: 'Ready', status: 'False' },
    ],
    containerStatuses: [{ name: 'web', restartCount: 2 }],
    initContainerStatuses: [{ name: 'side' }],
  },
};

describe('toPod', () => {
  it.each<readonly [keyof Pod, unknown]>([
    ['name', 'web-1'],
    ['namespace', 'default'],
    ['uid', 'u1'],
    ['creationTime', Date.parse('2026-05-04T09:00:00Z')],
    ['deletionTime', Date.parse('2026-05-04T10:00:00Z')],
    ['labels', { app: 'web' }],
    ['owner', { kind: 'ReplicaSet', name: 'web', uid: 'r1' }],
    ['deletionCost', -3],
    ['nodeName', 'n1'],
    ['phase', 'Running'],
    ['restartPolicy', 'Always'],
    ['ready', { status: 'True', since: Date.parse('2026-05-04T09:00:02Z') }],
    ['podIPs', ['10.1.0.1', 'fd00::1']],
    ['hostname', 'web-1'],
    ['subdomain', 'web'],
    ['containerRestarts', [{ name: 'web', restartCount: 2 }]],
    ['initContainerRestarts', [{ name: 'side', restartCount: 0 }]],
    ['overhead', { cpuNano: 10_000_000 }],
    ['nodeSelector', { disk: 'ssd' }],
    ['priority', 7],
    ['initContainers', [{ name: 'side', image: 'side:1', requests: {}, ports: [], restartPolicy: 'Always' }]],
    [
      'containers',
      [
        {
          name: 'web',
          image: 'web:1',
          requests: { cpuNano: 100_000_000, memoryBytes: 70 * 2 ** 20 },
          ports: [
            { name: 'dns', containerPort: 53, protocol: 'UDP', hostPort: 5353, hostIP: '10.0.0.1' },
            { name: '', containerPort: 0, protocol: 'TCP' },
          ],
        },
      ],
    ],
    [
      'tolerations',
      [
        { key: 'k', operator: 'Exists', value: '', effect: 'NoExecute', tolerationSeconds: 300 },
        { key: 'j', operator: 'Equal', value: 'v', effect: '' },
      ],
    ],
    [
      'topologySpreadConstraints',
      [
        {
          maxSkew: 2,
          topologyKey: 'zone',
          whenUnsatisfiable: 'DoNotSchedule',
          labelSelector: { matchLabels: { a: 'b' }, matchExpressions: [] },
          matchLabelKeys: [],
        },
      ],
    ],
  ])('keeps %s', (field, want) => {
    expect(toPod(FULL)?.[field]).toEqual(want);
  });

  it('reads a pod that says nothing else than its name', () => {
    const pod = toPod({ metadata: { name: 'bare' } });
    expect(pod).toMatchObject({ nodeName: '', phase: '', deletionCost: 0, podIPs: [], containers: [], priority: 0 });
    expect(pod && ['ready', 'owner', 'creationTime', 'deletionTime'].filter((field) => field in pod)).toEqual([]);
  });

  it.each([
    ['the single address of an old API server', { status: { podIP: '10.1.0.9' } }, { podIPs: ['10.1.0.9'] }],
    [
      'a status that it does not know as Unknown',
      { status: { conditions: [{ type: 'Ready', status: '?' }] } },
      { ready: { status: 'Unknown' } },
    ],
    [
      'fields of another type as absent',
      { spec: { nodeName: 5, containers: 'none' }, status: [] },
      { nodeName: '', containers: [] },
    ],
  ])('reads %s', (_name, object, want) => {
    expect(toPod({ metadata: { name: 'p' }, ...object })).toMatchObject(want);
  });

  it('knows no owner where none controls', () => {
    const pod = toPod({ metadata: { name: 'p', ownerReferences: [{ kind: 'X', name: 'x', uid: 'y' }] } });
    expect(pod && 'owner' in pod).toBe(false);
  });

  it.each([[{}], [{ metadata: {} }], [{ metadata: { name: '' } }], [{ metadata: 'p' }]])(
    'refuses %j, which has no name',
    (object) => {
      expect(toPod(object)).toBeUndefined();
    },
  );
});
