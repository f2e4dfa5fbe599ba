import { describe, expect, it } from 'vitest';
import { zoneLabelOf } from '#lib/model/node.ts';
import { addNodes, relabelNode, resizeNode } from '#lib/scenario/change-nodes.ts';
import type { Draft } from '#lib/scenario/draft.ts';
import { NOW, tutorial } from '#lib/scenario/tutorial.test-support.ts';

const draft: Draft = { ...tutorial(), outcome: { goes: [], comes: [] }, assumptions: [], refused: [] };
const nodeOf = ({ nodes }: Draft, name: string) => nodes.find((node) => node.name === name);

describe('relabelNode', () => {
  it('sets the label, or takes it away, on that node alone', () => {
    const moved = relabelNode(draft, { kind: 'relabel', node: 'kind-worker', zone: 'c' });
    expect(moved.nodes.map(zoneLabelOf)).toEqual(['a', 'c', 'b', 'b']);
    const bare = relabelNode(moved, { kind: 'relabel', node: 'kind-worker', zone: '' });
    expect(bare.nodes.map(zoneLabelOf)).toEqual(['a', undefined, 'b', 'b']);
  });
});

describe('resizeNode', () => {
  it('changes the allocatable CPU, and says when the controller looks at it', () => {
    const resized = resizeNode(draft, { kind: 'cpu', node: 'kind-worker', cpu: '3920m' });
    expect(nodeOf(resized, 'kind-worker')?.allocatable).toMatchObject({ cpuNano: 3.92e9, pods: 110 });
    expect(resized.assumptions.map(({ key }) => key)).toEqual(['assumption.next-node-event']);
  });

  it('refuses a node that is not there, and so does relabelNode', () => {
    for (const changed of [
      resizeNode(draft, { kind: 'cpu', node: 'x', cpu: '1' }),
      relabelNode(draft, { kind: 'relabel', node: 'x', zone: 'a' }),
    ]) {
      expect(changed.refused).toEqual([{ key: 'refused.no-such-node', values: { node: 'x' } }]);
      expect(changed.nodes).toBe(draft.nodes);
    }
  });
});

describe('addNodes', () => {
  it('brings Ready, labelled nodes with names that are free, in the order of names', () => {
    const once = addNodes(draft, { kind: 'node-add', zone: 'c', cpu: '2', count: 2 });
    const twice = addNodes(once, { kind: 'node-add', zone: 'c', cpu: '2', count: 1 });
    const names = twice.nodes.map(({ name }) => name);
    expect(names).toEqual([...names].sort());
    expect(names.filter((name) => name.startsWith('new-'))).toEqual(['new-c-1', 'new-c-2', 'new-c-3']);
    expect(nodeOf(twice, 'new-c-3')).toMatchObject({
      ready: { status: 'True', since: NOW },
      allocatable: { cpuNano: 2e9 },
    });
  });
});
