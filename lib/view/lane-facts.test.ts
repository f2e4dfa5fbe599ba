import { describe, expect, it } from 'vitest';
import type { Change } from '#lib/model/scenario.ts';
import { ask } from '#lib/view/answer.test-support.ts';
import { graphView } from '#lib/view/graph-view.ts';

/** The facts of each lane under a what-if. */
function factsUnder(...whatIf: readonly Change[]) {
  const { answer, url } = ask({ version: 'v1.37.2' }, { whatIf });
  const { lanes } = graphView(answer, url, { width: 800, height: 0 });
  return Object.fromEntries(
    lanes.map(({ zone, facts }) => [zone ?? '', facts.map(({ key, values }) => [key, values])]),
  );
}

describe('the facts of a lane', () => {
  it('say what stands now beside every number that a what-if changes, and only there', () => {
    expect(factsUnder({ kind: 'mode', mode: 'PreferSameZone' })['a']).toEqual([
      ['lane.nodes', { nodes: 2 }],
      ['lane.cpu', { share: 0.5 }],
      ['lane.endpoints', { share: 0.5 }],
      ['lane.kept-live', { share: 1, live: 0.5 }],
      ['lane.not-counted', { nodes: 1 }],
    ]);
  });

  it('count nodes that turn NotReady from none', () => {
    expect(factsUnder({ kind: 'zone-down', zone: 'b', phase: 'notready' })['b']).toContainEqual([
      'lane.not-ready-live',
      { nodes: 2, live: 0 },
    ]);
  });

  it('take a new zone for one that has nothing now', () => {
    expect(factsUnder({ kind: 'node-add', zone: 'c', cpu: '4', count: 2 })['c']?.[0]).toEqual([
      'lane.nodes-live',
      { nodes: 2, live: 0 },
    ]);
  });
});
