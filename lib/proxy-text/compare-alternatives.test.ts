import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { routingAlternatives } from '#lib/proxy-text/compare-alternatives.ts';
import type { COMPARE_CAUSES } from '#lib/proxy-text/compare-causes.ts';
import { toFixture, versionOf } from '#lib/proxy-text/fixture.test-support.ts';

const read = (file: string) => readFileSync(join(import.meta.dirname, 'fixtures', 'prefer-same-zone', file), 'utf8');
const { nodes, slices, services } = toFixture(read, { version: '1.37.2' });
const [node] = nodes.nodes;
if (node === undefined) throw new Error('Cannot route anew: there is no node');
const dns = services.find(({ name }) => name === 'kube-dns');

function alternatives(version: string, gates = {}) {
  if (node === undefined) return [];
  return routingAlternatives({ node, slices, earlierSlices: [[]], version: versionOf(version), gates });
}

function names(version: string, cause: string): readonly string[] {
  return alternatives(version)
    .filter((each) => each.cause.cause === cause)
    .map((each) => Object.values(each.cause.values).join());
}

describe('routingAlternatives()', () => {
  it('tries gates only that the version lets change and that kube-proxy looks at', () => {
    expect(names('1.37.2', 'gate-differs')).toEqual([]);
    expect(names('1.34.4', 'gate-differs')).toEqual(['PreferSameTrafficDistribution,false']);
    expect(names('1.21.14', 'gate-differs')).toContain('TopologyAwareHints,true');
    expect(names('1.21.14', 'gate-differs')).not.toContain('PodDeletionCost,false');
  });
  it('tries every minor of each other set of rules, the nearest first, never one with the own rules', () => {
    const minors = names('1.37.2', 'another-minor');
    expect(minors[0]).toBe('1.35');
    expect(names('1.29.4', 'another-minor')).toEqual(expect.arrayContaining(['1.36', '1.37']));
    expect(minors).not.toContain('1.37');
    expect(minors).not.toContain('1.36');
  });
  it('routes the Service anew, once however often it is asked', () => {
    if (dns === undefined) throw new Error('Cannot route anew: there is no kube-dns');
    const byCause = new Map(alternatives('1.37.2').map((each) => [each.cause.cause, each.route]));
    const dialled = (cause: (typeof COMPARE_CAUSES)[number]) =>
      byCause.get(cause)?.(dns).ports[0]?.classes[0]?.cluster?.length;
    expect(dialled('hints-ignored')).toBe(4);
    expect(dialled('earlier-slices') ?? 0).toBe(0);
    expect(byCause.get('hints-ignored')?.(dns)).toBe(byCause.get('hints-ignored')?.(dns));
  });
});
