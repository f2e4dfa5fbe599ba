import { describe, expect, it } from 'vitest';
import type { Change } from '#lib/model/scenario.ts';
import { predict } from '#lib/scenario/predict.ts';
import { type TutorialOptions, tutorial } from '#lib/scenario/tutorial.test-support.ts';

const CPU: Change = { kind: 'cpu', node: 'kind-worker', cpu: '40' };
const ADDED: Change = { kind: 'node-add', zone: 'c', cpu: '4', count: 1 };

interface Case {
  readonly name: string;
  readonly given: TutorialOptions;
  readonly changes: readonly Change[];
  readonly atOnce: boolean;
}

const CASES: readonly Case[] = [
  { name: 'another number of replicas', given: {}, changes: [{ kind: 'replicas', replicas: 2 }], atOnce: true },
  { name: 'another mode', given: {}, changes: [{ kind: 'mode', mode: 'off' }], atOnce: true },
  { name: 'a node in a new zone, while there are hints', given: {}, changes: [ADDED], atOnce: true },
  {
    name: 'a node in a new zone, while there are no hints',
    given: { version: 'v1.37.2' },
    changes: [ADDED],
    atOnce: false,
  },
  { name: 'another CPU, which nobody counts', given: {}, changes: [CPU], atOnce: false },
  {
    name: 'another label in an old minor, which nobody counts',
    given: {},
    changes: [{ kind: 'relabel', node: 'kind-worker', zone: 'c' }],
    atOnce: false,
  },
  {
    name: 'a lost zone, whose pods turn unready',
    given: {},
    changes: [{ kind: 'zone-down', zone: 'b', phase: 'notready' }],
    atOnce: true,
  },
];

/** Hints by trafficDistribution, which the controller's count of nodes does not look at. */
const DISTRIBUTED = { kind: 'mode', mode: 'PreferSameZone' } as const;

describe('syncsAtOnce', () => {
  it('is false for another zone of a node where trafficDistribution gives the hints', () => {
    const { input } = predict(tutorial({ version: 'v1.37.2' }), [DISTRIBUTED]);
    const { atOnce } = predict(input, [{ kind: 'relabel', node: 'kind-worker', zone: 'c' }]);
    expect(atOnce?.slices).toBe(input.slices);
  });

  it('is false for a lost zone without pods of the Service, whose loss nobody counts', () => {
    const given = tutorial({ version: 'v1.37.2', pods: ['hswkq', 'rhk7r'], annotated: false });
    const { atOnce } = predict(given, [{ kind: 'zone-down', zone: 'a', phase: 'notready' }]);
    expect(atOnce).toBeDefined();
  });

  for (const { name, given, changes, atOnce } of CASES) {
    it(`is ${atOnce} for ${name}`, () => {
      const before = tutorial(given);
      const prediction = predict(before, changes);
      expect(prediction.atOnce === undefined).toBe(atOnce);
      expect(prediction.assumptions.some(({ key }) => key === 'assumption.after-next-sync')).toBe(!atOnce);
    });
  }

  it('leaves the slices as they are until then', () => {
    const before = tutorial();
    const { atOnce, input } = predict(before, [{ kind: 'relabel', node: 'kind-worker', zone: 'c' }]);
    expect(atOnce?.slices).toBe(before.slices);
    expect(atOnce?.nodes).toBe(input.nodes);
  });
});
