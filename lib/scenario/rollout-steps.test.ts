import { describe, expect, it } from 'vitest';
import { isScalable, type ScalableWorkload, workloadOf } from '#lib/replicas/workload.ts';
import { predict } from '#lib/scenario/predict.ts';
import { type Rollout, rolloutSteps } from '#lib/scenario/rollout-steps.ts';
import type { ServiceInput } from '#lib/scenario/service-input.ts';
import { tutorial } from '#lib/scenario/tutorial.test-support.ts';

const given = tutorial({ version: 'v1.37.2' });

function workload({ pods }: ServiceInput): ScalableWorkload {
  const found = workloadOf(pods);
  if (!isScalable(found)) throw new Error('the tutorial has a Deployment');
  return found;
}
const roll = (surge: number, unavailable: number, input = given): Rollout =>
  rolloutSteps(input, workload(input), { surge, unavailable });
/** ready/surging/terminating of each step. */
const shape = ({ steps }: Rollout) =>
  steps.map(
    ({ readyNodes, surgingNodes, terminatingNodes }) =>
      `${readyNodes.length}/${surgingNodes.length}/${terminatingNodes.length}`,
  );

describe('rolloutSteps', () => {
  it('surges one at a time and never has fewer than all ready', () => {
    expect(shape(roll(1, 0))).toEqual(['4/0/0', '4/1/0', '4/1/1', '4/1/1', '4/1/1', '4/0/1', '4/0/0']);
  });

  it('takes one away before it brings one without surge', () => {
    expect(shape(roll(0, 1))).toEqual(['4/0/0', '3/1/1', '3/1/1', '3/1/1', '3/1/1', '4/0/0']);
  });

  it('brings the new ones back where all old ones may go at once', () => {
    const [single, ...others] = given.pods;
    expect(others).toHaveLength(3);
    const one = { ...given, pods: [single].filter((pod) => pod !== undefined) };
    expect(shape(roll(0, 1, one))).toEqual(['1/0/0', '0/1/1', '1/0/0']);
    expect(shape(roll(0, 4))).toEqual(['4/0/0', '0/4/4', '4/0/0']);
  });

  it('ends with pods of the new template only, each on a node', () => {
    const last = roll(2, 1).steps.at(-1);
    expect(last?.pods.map(({ owner }) => owner?.name)).toEqual(Array(4).fill('coredns-what-if'));
    expect(last?.pods.every(({ nodeName }) => nodeName !== '')).toBe(true);
  });

  it('never has more than replicas and surge, nor fewer ready than it may', () => {
    for (const [surge, unavailable] of [
      [1, 0],
      [0, 1],
      [2, 2],
      [4, 4],
    ] as const) {
      for (const { readyNodes, surgingNodes } of roll(surge, unavailable).steps) {
        expect(readyNodes.length).toBeGreaterThanOrEqual(4 - unavailable);
        expect(readyNodes.length + surgingNodes.length).toBeLessThanOrEqual(4 + surge);
      }
    }
  });

  it('stalls where no node takes the next pod, and says so', () => {
    const nodes = given.nodes.map((node) => ({ ...node, unschedulable: true }));
    const rollout = roll(1, 0, { ...given, nodes });
    expect(rollout.stalls).toBe(true);
    expect(shape(rollout)).toEqual(['4/0/0', '4/1/0']);
  });

  it('stalls on a node that takes pods and does not answer: what comes there never turns Ready', () => {
    const silent = given.nodes.map((node) => ({ ...node, ready: { status: 'Unknown', since: 0 } as const }));
    const rollout = roll(1, 0, { ...given, nodes: silent });
    expect(rollout.stalls).toBe(true);
    expect(shape(rollout)).toEqual(['4/0/0', '4/1/0']);
  });
});

describe('a rollout in a what-if', () => {
  it('shows one step: what ends is Terminating and serves, what starts is not ready', () => {
    const { input, outcome } = predict(given, [{ kind: 'rollout', surge: 1, unavailable: 0, step: 2 }]);
    const states = input.slices
      .flatMap(({ endpoints }) => endpoints)
      .map(({ conditions: { ready, serving, terminating } }) => `${ready} ${serving} ${terminating}`)
      .sort();
    expect(states).toEqual([
      'false false false',
      'false true true',
      'true true false',
      'true true false',
      'true true false',
      'true true false',
    ]);
    expect(outcome.rollout).toHaveLength(7);
  });

  it('counts the steps once for all of them, and anew for other limits', () => {
    const stepsAt = (surge: number, step: number) =>
      predict(given, [{ kind: 'rollout', surge, unavailable: 0, step }]).outcome.rollout;
    expect(stepsAt(1, 1)).toBe(stepsAt(1, 2));
    expect(stepsAt(2, 1)).not.toHaveLength(stepsAt(1, 1)?.length ?? 0);
  });

  it('takes a step beyond the last for the last', () => {
    const { assumptions } = predict(given, [{ kind: 'rollout', surge: 1, unavailable: 0, step: 99 }]);
    expect(assumptions).toContainEqual({ key: 'assumption.rollout-step', values: { step: 6, last: 6 } });
  });

  it.each([
    [{ surge: 0, unavailable: 0 }, 'Deployment', 'refused.rollout-stands-still'],
    [{ surge: 1, unavailable: 0 }, 'StatefulSet', 'refused.not-a-rollout'],
    [{ surge: 1, unavailable: 0 }, 'DaemonSet', 'no-slider.kind'],
  ])('refuses %o of a %s by name', (limits, kind, key) => {
    const owner = { kind, name: 'db', uid: 's' };
    const pods = kind === 'Deployment' ? given.pods : given.pods.map((pod) => ({ ...pod, owner }));
    const { refused } = predict({ ...given, pods }, [{ kind: 'rollout', ...limits, step: 1 }]);
    expect(refused.map((text) => text.key)).toEqual([key]);
  });
});
