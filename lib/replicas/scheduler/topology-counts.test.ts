import { expect, it } from 'vitest';
import { ZONE_LABEL } from '#lib/model/well-known.ts';
import { testNode } from '#lib/replicas/cluster.test-support.ts';
import { domainsOf, NO_COUNTS, withAdditions } from '#lib/replicas/scheduler/topology-counts.ts';

const NODES = [testNode('n1', 'a'), testNode('n2', 'b'), testNode('n3', undefined), testNode('n4', 'a')];
const DOMAINS = new Map([[ZONE_LABEL, domainsOf(NODES, ZONE_LABEL)]]);

it('numbers the values of a label as they come; a node without it is in none', () => {
  expect(domainsOf(NODES, ZONE_LABEL)).toEqual({ domainByNode: [0, 1, undefined, 0], size: 2 });
});

it('adds to the domain of the node, and leaves the earlier counts as they were', () => {
  const first = withAdditions(NO_COUNTS, DOMAINS, [{ topologyKey: ZONE_LABEL, amount: 2, node: 3 }]);
  const second = withAdditions(first, DOMAINS, [{ topologyKey: ZONE_LABEL, amount: -5, node: 1 }]);
  expect(first.get(ZONE_LABEL)).toEqual([2, 0]);
  expect(second.get(ZONE_LABEL)).toEqual([2, -5]);
});

it('stays without a count when only nodes without the key were added to', () => {
  expect(withAdditions(NO_COUNTS, DOMAINS, [{ topologyKey: ZONE_LABEL, amount: 1, node: 2 }]).size).toBe(0);
  expect(withAdditions(NO_COUNTS, DOMAINS, [{ topologyKey: 'unknown', amount: 1, node: 0 }]).size).toBe(0);
});
