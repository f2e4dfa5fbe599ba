import { describe, expect, it } from 'vitest';
import { analyse } from '#lib/diagnose/analyse.ts';
import type { Pod } from '#lib/model/pod.ts';
import { NOW, tutorial } from '#lib/scenario/tutorial.test-support.ts';
import { scene } from '#lib/view/scene.test-support.ts';
import { shownEndpoints } from '#lib/view/shown-endpoints.ts';

function shownWith(pods: (pods: readonly Pod[]) => readonly Pod[]) {
  const given = tutorial({ pods: ['hfbmj', 'hswkq', 'rhk7r'] });
  const all = tutorial().pods;
  return shownEndpoints({ analysis: analyse({ ...given, pods: pods(all) }), assumptions: [], refused: [] }, {});
}

const pending = (change: Partial<Pod>) => (pods: readonly Pod[]) =>
  pods.map((pod) => (pod.name.endsWith('pxphb') ? { ...pod, phase: 'Pending', podIPs: [], ...change } : pod));

describe('shownEndpoints', () => {
  it('shows a pod that has a node and no endpoint yet as pending, in its zone', () => {
    const [last] = shownWith(pending({})).filter(({ state }) => state === 'pending');
    expect(last).toMatchObject({ nodeName: 'kind-control-plane', zone: 'a', address: '', share: 0 });
  });

  it('shows a pod that no node takes only once it has waited', () => {
    const waiting = (creationTime: number) => shownWith(pending({ nodeName: '', creationTime }));
    expect(waiting(NOW - 1_000).some(({ state }) => state === 'pending')).toBe(false);
    expect(waiting(NOW - 60_000).find(({ state }) => state === 'pending')?.zone).toBeUndefined();
  });

  it('gives the only endpoint all of the traffic, however many nodes send it', () => {
    const [only] = shownEndpoints(scene({ nodesByZone: { a: 2, b: 2, c: 2 }, endpoints: 1 }), {});
    expect(only?.share).toBe(1);
  });

  it('tells terminating from not ready', () => {
    const given = tutorial();
    const conditions = [{ ready: false, terminating: true }, { ready: false }, { ready: true }, {}];
    const slices = given.slices.map((slice) => ({
      ...slice,
      endpoints: slice.endpoints.map((endpoint, index) => ({ ...endpoint, conditions: conditions[index] ?? {} })),
    }));
    const shown = shownEndpoints({ analysis: analyse({ ...given, slices }), assumptions: [], refused: [] }, {});
    const states = slices[0]?.endpoints.map(({ targetRef }) => shown.find(({ id }) => id === targetRef?.uid)?.state);
    expect(states).toEqual(['terminating', 'not-ready', 'ready', 'ready']);
  });
});
