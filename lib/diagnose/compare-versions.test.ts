import { describe, expect, it } from 'vitest';
import type { PickPort } from '#lib/diagnose/compare-modes.ts';
import { compareVersions } from '#lib/diagnose/compare-versions.ts';
import {
  contextOf,
  kubeDns,
  reconciled,
  TUTORIAL_PODS,
  testNode,
  tutorial,
} from '#lib/scenario/tutorial.test-support.ts';

const first: PickPort = ({ ports }) => ports[0];

describe('compareVersions', () => {
  it('finds no difference between a version and itself', () => {
    const { differences, before, after } = compareVersions(tutorial(), '1.21.10', first);
    expect(differences).toEqual([]);
    expect(after).toEqual(before);
  });

  it('tells which nodes dial others where the older version does not know the field', () => {
    const { nodes } = tutorial();
    const service = { ...kubeDns(false), trafficDistribution: 'PreferSameZone' };
    const modern = nodes.map((node) => ({ ...node, kubeletVersion: 'v1.31.14', kubeProxyVersion: 'v1.31.14' }));
    const context = contextOf(modern, 'v1.31.14');
    const input = reconciled({ nodes: modern, pods: TUTORIAL_PODS, service, context });
    const { before, after, differences } = compareVersions(input, '1.37.2', first);
    expect([before.state, after.state]).toEqual(['off', 'zone-routed']);
    expect(
      differences.map(({ zone, nodes: count, before: was, after: will, dialsOthers }) => [
        zone,
        count,
        was.dials,
        will.dials,
        dialsOthers,
      ]),
    ).toEqual([
      ['a', 2, 4, 2, true],
      ['b', 2, 4, 2, true],
    ]);
  });

  it('does not take hints that only wait for a sync for a difference of the versions', () => {
    const input = tutorial({ version: 'v1.31.14', gates: [] });
    const bare = input.slices.map((slice) => ({
      ...slice,
      endpoints: slice.endpoints.map(({ hints: _, ...endpoint }) => endpoint),
    }));
    expect(compareVersions({ ...input, slices: bare }, '1.32.13', first).differences).toEqual([]);
  });

  it('groups nodes that change in the same way', () => {
    const nodes = Array.from({ length: 40 }, (_, index) =>
      testNode({ name: `n${index}`, zone: index % 2 === 0 ? 'a' : 'b', version: 'v1.31.14' }),
    );
    const pods = TUTORIAL_PODS.map((pod, index) => ({ ...pod, nodeName: `n${index}` }));
    const context = contextOf(nodes, 'v1.31.14');
    const input = reconciled({ nodes, pods, service: kubeDns(true), context });
    const { differences } = compareVersions(input, '1.21.10', first);
    expect(differences.map(({ nodes: count }) => count)).toEqual([20, 20]);
  });
});
