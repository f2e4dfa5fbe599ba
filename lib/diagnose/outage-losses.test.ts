import { describe, expect, it } from 'vitest';
import { outageLosses } from '#lib/diagnose/outage-losses.ts';
import type { Change } from '#lib/model/scenario.ts';
import { tutorial } from '#lib/scenario/tutorial.test-support.ts';

const given = tutorial();
/** A Service of this name whose pods are those of these ends. */
const service = (name: string, ...pods: string[]) => {
  const { slices } = tutorial({ pods });
  return { service: { ...given.service, name }, slices };
};
const lose = (changes: readonly Change[], ...services: ReturnType<typeof service>[]) =>
  outageLosses({ nodes: given.nodes, services, changes }).map(({ key, ready, left }) => `${key} ${left}/${ready}`);
const DOWN: Change = { kind: 'zone-down', zone: 'b', phase: 'notready' };

describe('outageLosses', () => {
  it('names those first that lose all, then by what is left', () => {
    const losses = lose(
      [DOWN],
      service('spread', 'hfbmj', 'hswkq', 'pxphb'),
      service('only-b', 'hswkq', 'rhk7r'),
      service('even', 'hfbmj', 'hswkq'),
      service('only-a', 'hfbmj'),
    );
    expect(losses).toEqual(['kube-system/only-b 0/2', 'kube-system/even 1/2', 'kube-system/spread 2/3']);
  });

  it.each<[string, readonly Change[], string]>([
    ['two zones together', [DOWN, { kind: 'zone-down', zone: 'a', phase: 'at-once' }], '0/4'],
    ['a zonal shift', [{ kind: 'zonal-shift', zone: 'a' }], '2/4'],
    ['a drained node', [{ kind: 'drain', node: 'kind-worker' }], '3/4'],
  ])('takes %s for what they are', (_name, changes, want) => {
    expect(lose(changes, service('all', 'hfbmj', 'hswkq', 'pxphb', 'rhk7r'))).toEqual([`kube-system/all ${want}`]);
  });

  it('has nothing to say without an outage, or of a Service that kube-proxy does not serve', () => {
    const all = service('all', 'hswkq');
    expect(lose([{ kind: 'replicas', replicas: 3 }], all)).toEqual([]);
    expect(lose([DOWN], { ...all, service: { ...all.service, clusterIP: 'None' } })).toEqual([]);
  });

  it('counts ready endpoints only, each once', () => {
    const { service: each, slices } = service('all', 'hswkq', 'hfbmj');
    const unready = slices.map((slice) => ({
      ...slice,
      endpoints: slice.endpoints.map((endpoint) =>
        endpoint.nodeName === 'kind-worker' ? { ...endpoint, conditions: { ready: false } } : endpoint,
      ),
    }));
    expect(lose([DOWN], { service: each, slices: [...unready, ...unready] })).toEqual(['kube-system/all 0/1']);
  });
});
