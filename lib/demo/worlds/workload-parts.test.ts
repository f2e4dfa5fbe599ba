import { expect, it } from 'vitest';
import { seededRandom } from '#lib/demo/random-names.ts';
import { START, version } from '#lib/demo/test-cluster.test-support.ts';
import { workload } from '#lib/demo/worlds/workload-parts.ts';
import { toPod } from '#lib/to-model/pod.ts';

it('makes a settled Deployment whose ReplicaSet owns its running pods', () => {
  const start = { now: START, version: version('1.31.4'), random: seededRandom(1) };
  const [deployment, replicaSet, pod] = workload(start, {
    namespace: 'x',
    name: 'web',
    labels: { app: 'web' },
    templateHash: '5d9f7c6b8d',
    ageMinutes: 60,
    podSpec: { containers: [{ name: 'web', image: 'i:1' }] },
    pods: [
      { suffix: 'abcde', ip: '10.0.0.2', nodeName: 'n', hostIP: '172.18.0.2', ageMinutes: 5, uidBegins: 'deadbeef' },
    ],
  });
  expect(replicaSet?.metadata.ownerReferences?.[0]?.uid).toBe(deployment?.metadata.uid);
  expect(pod && toPod(pod)).toMatchObject({
    name: 'web-5d9f7c6b8d-abcde',
    owner: { kind: 'ReplicaSet', name: 'web-5d9f7c6b8d', uid: replicaSet?.metadata.uid },
    labels: { app: 'web', 'pod-template-hash': '5d9f7c6b8d' },
    creationTime: START - 300_000,
    ready: { status: 'True', since: START - 298_000 },
    podIPs: ['10.0.0.2'],
  });
  expect(pod?.metadata.uid).toMatch(/^deadbeef-/);
});
