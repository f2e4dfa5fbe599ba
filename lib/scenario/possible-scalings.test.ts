import { describe, expect, it } from 'vitest';
import { possibleScalings } from '#lib/scenario/possible-scalings.ts';
import { predict } from '#lib/scenario/predict.ts';
import type { ServiceInput } from '#lib/scenario/service-input.ts';
import { tutorial } from '#lib/scenario/tutorial.test-support.ts';

const given = tutorial();
/** Pods that nothing tells apart. */
const twins = {
  ...given,
  pods: given.pods.map((pod) => ({ ...pod, creationTime: 0, ready: { status: 'True' as const, since: 0 } })),
};
const nodesOf = ({ slices }: ServiceInput) =>
  slices.flatMap(({ endpoints }) => endpoints.map(({ nodeName }) => nodeName ?? '')).sort();

describe('possibleScalings', () => {
  it('has one way where nothing is left to chance, and it is the prediction', () => {
    const { inputs, isComplete } = possibleScalings(given, { replicas: 2 });
    expect(isComplete).toBe(true);
    expect(inputs.map(({ slices }) => slices)).toEqual([
      predict(given, [{ kind: 'replicas', replicas: 2 }]).input.slices,
    ]);
  });

  it('follows each pod that may go', () => {
    const { inputs } = possibleScalings(twins, { replicas: 3 });
    expect(inputs.map(nodesOf)).toHaveLength(4);
    expect(new Set(inputs.map((input) => nodesOf(input).join())).size).toBe(4);
  });

  it('takes victims for alike that the caller calls alike', () => {
    const { inputs } = possibleScalings(twins, { replicas: 3, groupOf: () => 'any' });
    expect(inputs).toHaveLength(1);
  });

  it('follows each node that may take a new pod', () => {
    const { inputs, isComplete } = possibleScalings(tutorial({ pods: ['hfbmj', 'hswkq'] }), { replicas: 3 });
    expect(isComplete).toBe(true);
    expect(inputs.map((input) => nodesOf(input).length)).toEqual(inputs.map(() => 3));
    expect(new Set(inputs.map((input) => nodesOf(input).join())).size).toBe(inputs.length);
  });

  it('leaves out what is gone in the end', () => {
    const uid = given.pods[0]?.uid ?? '';
    const ending = given.pods.map((pod) => (pod.uid === uid ? { ...pod, deletionTime: given.now } : pod));
    const { inputs } = possibleScalings({ ...given, pods: ending }, { replicas: 4, without: new Set([uid]) });
    expect(inputs.every(({ pods }) => pods.length === 4 && pods.every((pod) => pod.uid !== uid))).toBe(true);
  });

  it('has nothing to say of pods that nobody scales', () => {
    expect(possibleScalings({ ...given, pods: [] }, { replicas: 3 })).toEqual({ inputs: [], isComplete: true });
  });
});
