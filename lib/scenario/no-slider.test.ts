import { describe, expect, it } from 'vitest';
import type { Pod } from '#lib/model/pod.ts';
import { isScalable, workloadOf } from '#lib/replicas/workload.ts';
import { noSliderText } from '#lib/scenario/no-slider.ts';
import { TUTORIAL_PODS } from '#lib/scenario/tutorial.test-support.ts';

const HASH = 'pod-template-hash';
const owned = (kind: string, name: string, pods = TUTORIAL_PODS): readonly Pod[] =>
  pods.map((pod) => ({ ...pod, owner: { kind, name, uid: `${kind} ${name}` } }));
const bare = TUTORIAL_PODS.map(({ owner: _, ...pod }) => pod);
const rolling = [
  ...TUTORIAL_PODS.slice(1),
  ...owned('ReplicaSet', 'coredns-new', TUTORIAL_PODS.slice(0, 1)).map((pod) => ({
    ...pod,
    labels: { ...pod.labels, [HASH]: 'new' },
  })),
];
const PXPHB = 'coredns-558bd4d5db-pxphb';
const HFBMJ = 'coredns-558bd4d5db-hfbmj';

const CASES: readonly (readonly [string, readonly Pod[], string, object])[] = [
  ['there are no pods', [], 'no-pods', {}],
  ['no pod has a controller', bare, 'bare-pods', { pod: HFBMJ }],
  ['one pod has no controller', [...bare.slice(0, 1), ...TUTORIAL_PODS.slice(1)], 'bare-pods', { pod: PXPHB }],
  ['a DaemonSet owns them', owned('DaemonSet', 'proxy'), 'kind', { kind: 'DaemonSet', name: 'proxy' }],
  ['a Job owns them', owned('Job', 'once'), 'kind', { kind: 'Job', name: 'once' }],
  ['nobody knows their owner', owned('Rollout', 'web'), 'unknown-owner', { kind: 'Rollout', name: 'web' }],
  ['two ReplicaSets of one Deployment share them', rolling, 'rollout', { name: 'coredns' }],
  [
    'two workloads share them',
    [...owned('StatefulSet', 'db', TUTORIAL_PODS.slice(0, 1)), ...TUTORIAL_PODS.slice(1)],
    'several',
    { workloads: 2 },
  ],
];

describe('noSliderText', () => {
  it.each(CASES)('says that %s', (_name, pods, key, values) => {
    const workload = workloadOf(pods);
    expect(isScalable(workload) ? workload : noSliderText(workload)).toEqual({ key: `no-slider.${key}`, values });
  });
});
