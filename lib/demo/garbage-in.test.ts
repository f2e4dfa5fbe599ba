import fc from 'fast-check';
import { expect, it } from 'vitest';
import { groupVersionOf, RESOURCES } from '#lib/demo/api-server/resources.ts';
import { startTestCluster } from '#lib/demo/test-cluster.test-support.ts';

/** Field names that the API server or a controller looks at, so that garbage lands where it is read. */
const FIELDS = [
  'spec',
  'status',
  'metadata',
  'labels',
  'annotations',
  'selector',
  'matchLabels',
  'matchExpressions',
  'template',
  'ports',
  'port',
  'containers',
  'conditions',
  'replicas',
  'strategy',
  'rollingUpdate',
  'maxSurge',
  'endpoints',
  'addresses',
  'addressType',
  'hints',
  'forZones',
  'taints',
  'tolerations',
  'nodeName',
  'podCIDR',
  'allocatable',
  'cpu',
  'clusterIP',
  'type',
  'podIP',
  'podIPs',
  'finalizers',
  'ownerReferences',
  'affinity',
  'topologySpreadConstraints',
  'involvedObject',
];
const { garbage } = fc.letrec((tie) => ({
  garbage: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom(null, true, 0, -1, 1.5, '', 'x', '10.96.0.10', 'IPv4', 'True', 'kind-worker', [], {}),
    fc.array(tie('garbage'), { maxLength: 2 }),
    fc.dictionary(fc.constantFrom(...FIELDS), tie('garbage'), { maxKeys: 6 }),
  ),
}));

const POD_SPEC = { containers: [{ name: 'c', image: 'i' }] };
const WORKLOAD = {
  selector: { matchLabels: { app: 'x' } },
  template: { metadata: { labels: { app: 'x' } }, spec: POD_SPEC },
};
/** Enough to be accepted, so that the garbage beside it reaches the controllers. */
const VALID_SPEC: Readonly<Record<string, object>> = {
  Pod: POD_SPEC,
  Deployment: WORKLOAD,
  ReplicaSet: WORKLOAD,
  Service: { ports: [{ port: 80 }], selector: { 'k8s-app': 'kube-dns' } },
};
const part = fc.dictionary(fc.constantFrom(...FIELDS), garbage, { maxKeys: 3 });

it('answers any object with success or a refusal, and no controller falls over it', async () => {
  await using test = await startTestCluster();
  const written = fc.record({
    resource: fc.constantFrom(...RESOURCES),
    spec: part,
    status: fc.oneof(garbage, part),
    rest: fc.dictionary(fc.constantFrom(...FIELDS.slice(2)), garbage, { maxKeys: 4 }),
    labels: fc.constantFrom({}, { 'k8s-app': 'kube-dns' }),
  });
  let serial = 0;
  let accepted = 0;
  await fc.assert(
    fc.asyncProperty(written, async ({ resource, spec, status, rest, labels }) => {
      const root = groupVersionOf(resource);
      const base = `${root.includes('/') ? '/apis/' : '/api/'}${root}`;
      const path = `${base}/${resource.namespaced ? 'namespaces/kube-system/' : ''}${resource.name}`;
      const name = `garbage-${serial++}`;
      const body = {
        addressType: 'IPv4',
        ...rest,
        spec: { ...VALID_SPEC[resource.kind], ...spec },
        status,
        metadata: { name, labels },
      };
      const replies = [
        await test.send('POST', path, body),
        await test.mergePatch(`${path}/${name}`, { ...rest, spec, metadata: { labels: { x: 'y' } } }),
        await test.send('GET', path, undefined, { Accept: 'application/json;as=Table;v=v1;g=meta.k8s.io' }),
      ];
      if (replies[0]?.code === 201) accepted += 1;
      test.clock.advance(5000);
      replies.push(await test.send('DELETE', `${path}/${name}`));
      test.clock.advance(5000);
      expect(replies.map((reply) => reply.code).filter((code) => code >= 500)).toEqual([]);
    }),
    { numRuns: 150 },
  );
  expect(accepted).toBeGreaterThan(50);
}, 60_000);
