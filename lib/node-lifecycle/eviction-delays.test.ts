import { describe, expect, it } from 'vitest';
import { nodeLifecycleRulesOf } from '#lib/kube-version/node-lifecycle-rules.ts';
import { evictionDelays } from '#lib/node-lifecycle/eviction-delays.ts';
import { NEWEST, testNode } from '#lib/replicas/cluster.test-support.ts';

const RULES = nodeLifecycleRulesOf(NEWEST);
/** A zone of some nodes, the first `silent` of which are not ready. */
const zone = (name: string, size: number, silent: number) =>
  Array.from({ length: size }, (_, index) =>
    testNode(`${name}${String(index).padStart(2, '0')}`, name, {
      ready: { status: index < silent ? 'Unknown' : 'True' },
    }),
  );
const delaysOf = (...nodes: ReturnType<typeof zone>[]) => [...evictionDelays(nodes.flat(), RULES)];

describe('evictionDelays', () => {
  it('taints the silent nodes of a zone one after the other', () => {
    expect(delaysOf(zone('a', 4, 2), zone('b', 2, 0))).toEqual([
      ['a00', 0],
      ['a01', 10_000],
    ]);
  });

  it('goes on as usual where a whole zone is down', () => {
    expect(delaysOf(zone('a', 3, 3), zone('b', 2, 1))).toEqual([
      ['a00', 0],
      ['a01', 10_000],
      ['a02', 20_000],
      ['b00', 0],
    ]);
  });

  it('evicts nothing when no node of the cluster is ready', () => {
    expect(delaysOf(zone('a', 1, 1), zone('b', 2, 2))).toEqual([]);
  });

  it('evicts nothing from a small zone most of which is down', () => {
    expect(delaysOf(zone('a', 5, 3), zone('b', 2, 0))).toEqual([]);
  });

  it('does not call two nodes most of a zone, nor a share below the threshold', () => {
    expect(delaysOf(zone('a', 3, 2), zone('b', 2, 0))).toHaveLength(2);
    expect(delaysOf(zone('a', 6, 3), zone('b', 2, 0))).toHaveLength(3);
  });

  it('goes slowly in a large zone most of which is down', () => {
    expect(delaysOf(zone('a', 51, 30), zone('b', 2, 0)).slice(0, 2)).toEqual([
      ['a00', 0],
      ['a01', 100_000],
    ]);
  });
});
