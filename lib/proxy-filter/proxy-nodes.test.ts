import { describe, expect, it } from 'vitest';
import { newClassByNode, readProxyNodes } from '#lib/proxy-filter/proxy-nodes.ts';
import { aNode, NODES, rulesOf } from '#lib/proxy-filter/routing.test-support.ts';

describe('readProxyNodes()', () => {
  it('puts nodes of one zone into one class, and those without zone or with an empty one into another', () => {
    const { classes, classByNode, indexByName } = readProxyNodes({
      nodes: [...NODES, aNode('empty', '')],
      rulesOf: () => rulesOf(37),
    });
    expect(classes.map(({ zone, nodeCount }) => [zone, nodeCount])).toEqual([
      ['a', 2],
      ['b', 1],
      ['', 2],
    ]);
    expect([...classByNode]).toEqual([0, 0, 1, 2, 2]);
    expect(indexByName.get('b1')).toBe(2);
  });

  it('sets nodes apart whose kube-proxy has other rules, or does not look at hints', () => {
    const { classes, classByNode, allRules } = readProxyNodes({
      nodes: [aNode('a1', 'a'), aNode('a2', 'a'), aNode('a3', 'a'), aNode('a4', 'a')],
      rulesOf: ({ name }) => rulesOf(name === 'a2' ? 30 : 37),
      dataPlaneOf: ({ name }) => (name === 'a3' ? 'windows' : 'kube-proxy'),
    });
    expect([...classByNode]).toEqual([0, 1, 2, 0]);
    expect(classes.map(({ dataPlane }) => dataPlane)).toEqual(['kube-proxy', 'kube-proxy', 'windows']);
    expect(allRules).toEqual([rulesOf(37), rulesOf(30)]);
  });

  it('keeps the zones of another data plane apart', () => {
    const { classes } = readProxyNodes({
      nodes: [aNode('a1', 'a'), aNode('b1', 'b'), aNode('a2', 'a')],
      rulesOf: () => rulesOf(37),
      dataPlaneOf: () => 'windows',
    });
    expect(classes.map(({ zone, nodeCount }) => [zone, nodeCount])).toEqual([
      ['a', 2],
      ['b', 1],
    ]);
  });
});

describe('newClassByNode()', () => {
  it('takes two bytes a node as long as they are enough', () => {
    expect(newClassByNode(3, 0xffff)).toEqual(new Uint16Array(3));
    expect(newClassByNode(3, 0x10000)).toEqual(new Uint32Array(3));
  });
});
