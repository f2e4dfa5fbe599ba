import { expect, test } from 'vitest';
import { joinedNodeNames, nodeNames } from '#lib/diagnose/node-names.ts';

test('few nodes are named, of more the first ones', () => {
  expect(nodeNames(['n1'])).toEqual({ nodes: 'n1', count: 1 });
  expect(nodeNames(['n1', 'n2', 'n3', 'n4'])).toEqual({ nodes: 'n1, n2, n3, …', count: 4 });
});

test('a node that two causes name is counted once', () => {
  expect(joinedNodeNames(nodeNames(['n1', 'n2']), nodeNames(['n2']))).toEqual({ nodes: 'n1, n2', count: 2 });
});

test('what either did not name is counted all the same', () => {
  const many = nodeNames(['n1', 'n2', 'n3', 'n4', 'n5']);
  expect(joinedNodeNames(many, nodeNames(['n6']))).toEqual({ nodes: 'n1, n2, n3, …', count: 6 });
  expect(joinedNodeNames(nodeNames(['n6']), many)).toEqual({ nodes: 'n6, n1, n2, …', count: 6 });
});
