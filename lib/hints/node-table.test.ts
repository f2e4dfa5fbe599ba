import { expect, test } from 'vitest';
import { cpuRatios } from '#lib/hints/cpu-ratios.ts';
import { TUTORIAL_NODES } from '#lib/hints/fixtures/small-cluster.ts';
import { nodeTableOf } from '#lib/hints/node-table.ts';
import { controllerRulesOf } from '#lib/kube-version/controller-rules.ts';

const OLD = controllerRulesOf({ major: 1, minor: 22, patch: 17 }, {});
const NEW = controllerRulesOf({ major: 1, minor: 37, patch: 2 }, {});

test('nodes by name, and their zones’ shares', () => {
  const { nodeByName, ratios } = nodeTableOf(TUTORIAL_NODES, NEW);
  expect(nodeByName.get('kind-worker2')).toBe(TUTORIAL_NODES[2]);
  expect(nodeByName.size).toBe(4);
  expect(ratios).toEqual(cpuRatios(TUTORIAL_NODES, NEW));
});

test('the same list and rules give the same table, other rules or another list another', () => {
  const table = nodeTableOf(TUTORIAL_NODES, NEW);
  expect(nodeTableOf(TUTORIAL_NODES, NEW)).toBe(table);
  expect(nodeTableOf([...TUTORIAL_NODES], NEW)).not.toBe(table);
  expect(nodeTableOf(TUTORIAL_NODES, OLD).ratios).toEqual(cpuRatios(TUTORIAL_NODES, OLD));
});
