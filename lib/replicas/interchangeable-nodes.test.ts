import { describe, expect, it } from 'vitest';
import type { Node } from '#lib/model/node.ts';
import type { Container, Pod } from '#lib/model/pod.ts';
import { HOSTNAME_LABEL, ZONE_LABEL } from '#lib/model/well-known.ts';
import {
  CONTAINER,
  NO_AFFINITY,
  NOW,
  testContext,
  testNode,
  testPod,
  webTerm,
} from '#lib/replicas/cluster.test-support.ts';
import { interchangeableNodes } from '#lib/replicas/interchangeable-nodes.ts';

const PLAIN = testPod('p');
/** Are n1, with something about it, and n2 alike? */
function areAlike(
  change: Partial<Node>,
  { pods = [], pod = PLAIN }: { pods?: readonly Pod[]; pod?: Pod } = {},
): boolean {
  const nodes = [testNode('n1', 'a', change), testNode('n2', 'a')];
  const [first, second] = interchangeableNodes(testContext({ nodes, pods, pod }));
  return first === second;
}
const on = (fields: Partial<Pod>) => ({ pods: [testPod('there', { nodeName: 'n1', ...fields })] });
/** The first on n1, the second on n2. */
const onEach = (...each: readonly Partial<Pod>[]) => ({
  pods: each.map((fields, index) => testPod(`there-${index}`, { nodeName: `n${index + 1}`, ...fields })),
});
const AFFINE = { affinity: { ...NO_AFFINITY, preferredPodTerms: [{ weight: 1, term: webTerm('zone') }] } };
const BIG = { containers: [{ ...CONTAINER, requests: { cpuNano: 1e9 } }] };
const port = (hostPort?: number): Container => ({
  ...CONTAINER,
  ports: [{ name: '', protocol: 'TCP', containerPort: 80, ...(hostPort !== undefined && { hostPort }) }],
});
const expression = (key: string) => ({ key, operator: 'Exists', values: [] });
const nodeTerm = (key: string) => ({ matchExpressions: [expression(key)], matchFields: [] });
const wanting = (affinity: Partial<Pod['affinity']>) => ({
  pod: testPod('p', { affinity: { ...NO_AFFINITY, ...affinity } }),
});

type Question = Parameters<typeof areAlike>;

describe('interchangeableNodes', () => {
  it.each<readonly [string, Question, boolean]>([
    ['two nodes of a zone but for their names', [{}], true],
    ['a cordoned one', [{ unschedulable: true }], false],
    ['a tainted one', [{ taints: [{ key: 'k', value: '', effect: 'NoSchedule' }] }], false],
    ['one with an image', [{ images: [{ names: ['web:1'], sizeBytes: 1 }] }], false],
    ['a larger one', [{ allocatable: { cpuNano: 8e9 } }], false],
    ['one with another label', [{ labels: { [HOSTNAME_LABEL]: 'n1', [ZONE_LABEL]: 'a', disk: 'ssd' } }], false],
    ['one whose labels came in another order', [{ labels: { [ZONE_LABEL]: 'a', [HOSTNAME_LABEL]: 'n1' } }], true],
    ['one without hostname', [{ labels: { [ZONE_LABEL]: 'a' } }], false],
    ['one with a pod of the namespace', [{}, on({})], false],
    ['pods of the namespace with the same labels', [{}, onEach({}, {})], true],
    ['pods of the namespace with other labels', [{}, onEach({}, { labels: { app: 'api' } })], false],
    ['a pod of the namespace that is being deleted', [{}, onEach({}, { deletionTime: NOW })], false],
    ['one with a pod of any namespace that takes something', [{}, on({ namespace: 'x', ...BIG })], false],
    ['pods of other namespaces that take the same', [{}, onEach({ namespace: 'x' }, { namespace: 'y' })], true],
    ['pods of another namespace that take more', [{}, onEach({ namespace: 'x' }, { namespace: 'x', ...BIG })], false],
    [
      'pods of another namespace, one with a host port',
      [{}, onEach({ namespace: 'x', containers: [port()] }, { namespace: 'x', containers: [port(80)] })],
      false,
    ],
    [
      'pods of another namespace, one with a sidecar’s host port',
      [
        {},
        onEach(
          { namespace: 'x', initContainers: [{ ...port(), restartPolicy: 'Always' }] },
          { namespace: 'x', initContainers: [{ ...port(80), restartPolicy: 'Always' }] },
        ),
      ],
      false,
    ],
    [
      'pods of another namespace that only listen',
      [{}, onEach({ namespace: 'x' }, { namespace: 'x', containers: [port()] })],
      true,
    ],
    [
      'pods of another namespace, one with affinity',
      [{}, onEach({ namespace: 'x', ...AFFINE }, { namespace: 'x' })],
      false,
    ],
    [
      'nodes for a pod that asks for one by name',
      [{}, { pod: testPod('p', { nodeSelector: { [HOSTNAME_LABEL]: 'n2' } }) }],
      false,
    ],
    [
      'nodes for a pod that asks for a zone',
      [{}, { pod: testPod('p', { nodeSelector: { [ZONE_LABEL]: 'a' } }) }],
      true,
    ],
    [
      'nodes for a pod that must go to some of them by name',
      [{}, wanting({ requiredNodeTerms: [nodeTerm(ZONE_LABEL), nodeTerm(HOSTNAME_LABEL)] })],
      false,
    ],
    [
      'nodes for a pod that must go to some by a field',
      [{}, wanting({ requiredNodeTerms: [{ matchExpressions: [], matchFields: [expression('metadata.name')] }] })],
      false,
    ],
    [
      'nodes for a pod that prefers some by name among others',
      [
        {},
        wanting({
          preferredNodeTerms: [
            {
              weight: 1,
              preference: { matchExpressions: [expression(ZONE_LABEL), expression(HOSTNAME_LABEL)], matchFields: [] },
            },
          ],
        }),
      ],
      false,
    ],
    ['nodes for a pod that must go to a zone', [{}, wanting({ requiredNodeTerms: [nodeTerm(ZONE_LABEL)] })], true],
  ])('%s', (_name, question, want) => {
    expect(areAlike(...question)).toBe(want);
  });

  it('does not care for the order of the pods on a node', () => {
    const [small, big] = [{ namespace: 'x' }, { namespace: 'x', ...BIG }];
    const pods = [small, big, big, small].map((fields, index) =>
      testPod(`there-${index}`, { nodeName: index < 2 ? 'n1' : 'n2', ...fields }),
    );
    expect(areAlike({}, { pods })).toBe(true);
  });

  it('looks at labels of foreign pods only where affinity may mean them', () => {
    const pods = [
      testPod('x', { nodeName: 'n1', namespace: 'x', labels: { app: 'x' } }),
      testPod('y', { nodeName: 'n2', namespace: 'x', labels: { app: 'y' } }),
    ];
    expect(areAlike({}, { pods })).toBe(true);
    expect(areAlike({}, { pods, pod: testPod('p', AFFINE) })).toBe(false);
  });
});
