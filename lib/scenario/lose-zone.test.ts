import { describe, expect, it } from 'vitest';
import type { Change, OutagePhase } from '#lib/model/scenario.ts';
import { predict } from '#lib/scenario/predict.ts';
import type { ServiceInput } from '#lib/scenario/service-input.ts';
import { NOW, type TutorialOptions, tutorial } from '#lib/scenario/tutorial.test-support.ts';

const SECOND = 1_000;
const UNREACHABLE = 'node.kubernetes.io/unreachable';
const toleration = { key: UNREACHABLE, operator: 'Exists', value: '', effect: 'NoExecute', tolerationSeconds: 300 };

function cluster(options: TutorialOptions = {}): ServiceInput {
  return tutorial({ version: 'v1.37.2', ...options });
}
const down = (phase: OutagePhase, zone = 'b'): Change => ({ kind: 'zone-down', zone, phase });
const keysOf = ({ assumptions }: { readonly assumptions: readonly { readonly key: string }[] }) =>
  assumptions.map(({ key }) => key);
const endpointsOf = ({ slices }: ServiceInput) =>
  slices
    .flatMap(({ endpoints }) => endpoints)
    .map(({ nodeName, conditions }) => `${nodeName} ${conditions.ready ? 'ready' : 'not ready'}`)
    .sort();

describe('a zone that is lost', () => {
  it('at once changes nothing, but says what is dead', () => {
    const given = cluster();
    const lost = predict(given, [down('at-once')]);
    expect(lost.input.pods).toEqual(given.pods);
    expect(lost.assumptions).toContainEqual({
      key: 'assumption.zone-down-at-once',
      values: { zone: 'b', nodes: 2, endpoints: 2 },
    });
  });

  it('is NotReady after the grace period of its minor, and its endpoints with it', () => {
    const { input, assumptions } = predict(cluster(), [down('notready')]);
    expect(input.nodes.map(({ ready }) => ready?.status)).toEqual(['True', 'True', 'Unknown', 'Unknown']);
    expect(endpointsOf(input).filter((line) => line.endsWith('not ready'))).toHaveLength(2);
    expect(input.now).toBe(NOW + 50 * SECOND);
    expect(assumptions).toContainEqual({
      key: 'assumption.zone-down-notready',
      values: { zone: 'b', nodes: 2, endpoints: 2, seconds: 50 },
    });
    const older = predict(cluster({ version: 'v1.30.0' }), [down('notready')]);
    expect(older.input.now).toBe(NOW + 40 * SECOND);
  });

  it('evicts its pods when their tolerations have run out, node after node, and they stay Terminating', () => {
    const { input, outcome, assumptions } = predict(cluster(), [down('evicted')]);
    expect(input.pods.filter(({ deletionTime }) => deletionTime !== undefined)).toHaveLength(2);
    expect(outcome.goes.map(({ sure }) => sure)).toEqual([true, true]);
    expect(outcome.comes).toEqual([]);
    expect(assumptions).toContainEqual({ key: 'assumption.zone-down-evicted', values: { pods: 2, seconds: 360 } });
  });

  it('has its pods replaced where nodes are left', () => {
    const { input, outcome } = predict(cluster(), [down('rescheduled')]);
    expect(outcome.comes).toHaveLength(2);
    expect(outcome.comes.every(({ zone }) => zone === 'a')).toBe(true);
    expect(endpointsOf(input).filter((line) => line.endsWith(' ready') && !line.endsWith('not ready'))).toHaveLength(4);
  });

  it('evicts nothing when it was the last one', () => {
    const lost = predict(cluster(), [down('notready', 'a'), down('rescheduled', 'b')]);
    expect(keysOf(lost)).toContain('assumption.evicts-nothing');
    expect(lost.outcome).toMatchObject({ goes: [], comes: [] });
  });

  it('leaves pods where they are that tolerate it without end, and says how many', () => {
    const given = cluster();
    const pods = given.pods.map((pod) => ({ ...pod, tolerations: [{ ...toleration, key: '', effect: '' }] }));
    const forever = pods.map((pod) => ({ ...pod, tolerations: pod.tolerations.map(endless) }));
    const lost = predict({ ...given, pods: forever }, [down('rescheduled')]);
    expect(lost.outcome.goes).toEqual([]);
    expect(lost.assumptions).toContainEqual({ key: 'assumption.pods-stay', values: { pods: 2 } });
  });

  it('does not replace the pods of a StatefulSet, whose old ones never go', () => {
    const given = cluster();
    const owner = { kind: 'StatefulSet', name: 'db', uid: 's' };
    const lost = predict({ ...given, pods: given.pods.map((pod, at) => ({ ...pod, name: `db-${at}`, owner })) }, [
      down('rescheduled'),
    ]);
    expect(lost.outcome.comes).toEqual([]);
    expect(keysOf(lost)).toContain('assumption.ordinals-stay');
  });

  it('leaves a Service of that zone alone with nothing to dial', () => {
    const { input } = predict(cluster({ pods: ['hswkq', 'rhk7r'] }), [down('notready')]);
    expect(endpointsOf(input).every((line) => line.endsWith('not ready'))).toBe(true);
  });
});

function endless<T extends { readonly tolerationSeconds?: number }>({ tolerationSeconds: _, ...rest }: T) {
  return rest;
}
