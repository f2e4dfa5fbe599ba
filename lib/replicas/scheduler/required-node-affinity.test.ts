import { describe, expect, it } from 'vitest';
import type { NodeSelectorTerm, Pod } from '#lib/model/pod.ts';
import { NO_AFFINITY, testNode, testPod } from '#lib/replicas/cluster.test-support.ts';
import { matchesRequiredNodeAffinity } from '#lib/replicas/scheduler/required-node-affinity.ts';

const NODE = testNode('n1', 'a', { labels: { disk: 'ssd', zone: 'a' } });
const expression = (key: string, value: string) => ({ key, operator: 'In', values: [value] });
const terms = (...requiredNodeTerms: NodeSelectorTerm[]): Partial<Pod> => ({
  affinity: { ...NO_AFFINITY, requiredNodeTerms },
});
const term = (...matchExpressions: ReturnType<typeof expression>[]) => ({ matchExpressions, matchFields: [] });
const byName = (name: string) => ({ matchExpressions: [], matchFields: [expression('metadata.name', name)] });

describe('matchesRequiredNodeAffinity', () => {
  it.each<readonly [string, Partial<Pod>, boolean]>([
    ['a pod without rules goes anywhere', {}, true],
    ['nodeSelector must match', { nodeSelector: { disk: 'hdd' } }, false],
    ['nodeSelector matches', { nodeSelector: { disk: 'ssd' } }, true],
    ['one of the terms is enough', terms(term(expression('disk', 'hdd')), term(expression('zone', 'a'))), true],
    ['all expressions of a term must hold', terms(term(expression('disk', 'ssd'), expression('zone', 'b'))), false],
    ['an empty term matches nothing', terms(term()), false],
    ['no terms at all match nothing', terms(), false],
    ['a term may name the node', terms(byName('n1')), true],
    ['a term may name another node', terms(byName('n2')), false],
    ['nodeSelector and terms must both match', { nodeSelector: { disk: 'hdd' }, ...terms(byName('n1')) }, false],
  ])('%s', (_name, fields, want) => {
    expect(matchesRequiredNodeAffinity(testPod('p', fields), NODE)).toBe(want);
  });
});
