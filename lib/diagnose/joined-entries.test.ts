import { expect, test } from 'vitest';
import { joinedEntries } from '#lib/diagnose/joined-entries.ts';
import type { Text } from '#lib/model/text.ts';
import type { TimelineEntry } from '#lib/model/timeline.ts';

const ENTRY: TimelineEntry = {
  time: 1_000,
  state: 'off',
  reason: 'r',
  reasonValues: {},
  nodesInEffect: 0,
  nodesInAll: 4,
  endpoints: 4,
  endpointsByZone: {},
  hintsByZone: {},
};
const scaled = (from: number, to: number): Text => ({ key: 'cause.replicas', values: { from, to } });
const labelled = (nodes: string, zone: string): Text => ({
  key: 'cause.nodes-labelled',
  values: { nodes, count: 1, zone },
});
const joined = (first: Text, second: Text) =>
  joinedEntries({ ...ENTRY, cause: first }, { ...ENTRY, time: 1_400, endpoints: 2, cause: second });

test('it began with the first, ended with the last, stands as it does now, and says from where to where it went', () => {
  expect(joined(scaled(4, 3), scaled(3, 2))).toEqual({ ...ENTRY, until: 1_400, endpoints: 2, cause: scaled(4, 2) });
});

test('nodes that were labelled alike are named together', () => {
  expect(joined(labelled('n1', 'a'), labelled('n2', 'a')).cause?.values).toEqual({
    nodes: 'n1, n2',
    count: 2,
    zone: 'a',
  });
});

test('where the later cause says nothing of the first, the first stands beside it', () => {
  const { cause, also } = joined(labelled('n1', 'a'), labelled('n2', 'b'));
  expect([cause, also]).toEqual([labelled('n2', 'b'), [labelled('n1', 'a')]]);
});
