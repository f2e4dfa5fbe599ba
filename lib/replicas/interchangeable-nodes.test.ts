import { describe, expect, it } from 'vitest';
import type { Node } from '#lib/model/node.ts';
import type { Pod } from '#lib/model/pod.ts';
import { HOSTNAME_LABEL } from '#lib/model/well-known.ts';
import { CONTAINER, NO_AFFINITY, testContext, testNode, testPod, webTerm } from '#lib/replicas/cluster.test-support.ts';
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
const AFFINE = { affinity: { ...NO_AFFINITY, preferredPodTerms: [{ weight: 1, term: webTerm('zone') }] } };
const BIG = { containers: [{ ...CONTAINER, requests: { cpuNano: 1e9 } }] };

describe('interchangeableNodes', () => {
  it.each<readonly [string, boolean, boolean]>([
    ['two nodes of a zone but for their names', areAlike({}), true],
    ['a cordoned one', areAlike({ unschedulable: true }), false],
    ['a tainted one', areAlike({ taints: [{ key: 'k', value: '', effect: 'NoSchedule' }] }), false],
    ['one with an image', areAlike({ images: [{ names: ['web:1'], sizeBytes: 1 }] }), false],
    ['a larger one', areAlike({ allocatable: { cpuNano: 8e9 } }), false],
    ['one with another label', areAlike({ labels: { [HOSTNAME_LABEL]: 'n1', disk: 'ssd' } }), false],
    ['one with a pod of the namespace', areAlike({}, on({})), false],
    ['one with a pod of any namespace that takes something', areAlike({}, on({ namespace: 'x', ...BIG })), false],
    [
      'a pod that asks for a node by name',
      areAlike({}, { pod: testPod('p', { nodeSelector: { [HOSTNAME_LABEL]: 'n2' } }) }),
      false,
    ],
  ])('%s: alike is %s', (_name, got, want) => {
    expect(got).toBe(want);
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
