import { describe, expect, it } from 'vitest';
import { hintComparison } from '#lib/diagnose/hint-comparison.ts';
import { questionOf } from '#lib/diagnose/hint-question.test-support.ts';
import {
  contextOf,
  kubeDns,
  reconciled,
  type TutorialOptions,
  testNode,
  testPod,
  tutorial,
} from '#lib/scenario/tutorial.test-support.ts';

const OPTIONS: readonly TutorialOptions[] = [
  {},
  { annotated: false },
  { labelled: false },
  { pods: ['hfbmj'] },
  { pods: ['hfbmj', 'pxphb', 'hswkq'] },
  { pods: [] },
  { version: 'v1.37.2' },
  { version: 'v1.26.0' },
];

describe('hintComparison', () => {
  it('finds no difference right after a sync', () => {
    for (const options of OPTIONS) expect(hintComparison(questionOf(options)).differs).toBe(false);
  });

  it('finds hints that are there without a reason', () => {
    const { slices } = tutorial();
    expect(hintComparison(questionOf({ annotated: false }, { slices }))).toMatchObject({
      differs: true,
      expectedByZone: { '': 4 },
      actualByZone: { a: 2, b: 2 },
    });
  });

  it('finds no difference in valid hints of an earlier moment, which newer controllers keep', () => {
    const nodes = ['a', 'a', 'b', 'b'].map((zone, index) => testNode({ name: `w${index}`, zone }));
    const ip = (index: number) => `10.0.0.${index}`;
    const pods = nodes.map(({ name: nodeName }, index) =>
      testPod({ name: `p${index}`, uid: `u${index}`, ip: ip(index), nodeName, ageMinutes: 9 }),
    );
    const differsAt = (version: string) => {
      const context = contextOf(nodes, version, [{ gate: 'TopologyAwareHints', state: true }]);
      const given = reconciled({ nodes, service: kubeDns(true), pods, context });
      const slices = given.slices.map((slice) => ({
        ...slice,
        endpoints: slice.endpoints.map((endpoint, index) => ({
          ...endpoint,
          hints: { forZones: [index < 2 ? 'b' : 'a'] },
        })),
      }));
      return hintComparison(questionOf({}, { ...given, slices })).differs;
    };
    expect(differsAt('v1.36.0')).toBe(false);
  });

  it('finds a difference where the hints of an earlier moment name a zone that is gone', () => {
    const given = tutorial();
    const slices = given.slices.map((slice) => ({
      ...slice,
      endpoints: slice.endpoints.map((endpoint) => ({ ...endpoint, hints: { forZones: ['z'] } })),
    }));
    const nodes = ['a', 'b'].map((zone) => testNode({ name: `w-${zone}`, zone }));
    const context = contextOf(nodes, 'v1.36.0');
    expect(hintComparison(questionOf({}, { ...given, nodes, context, slices })).differs).toBe(true);
  });
});
