import { describe, expect, it } from 'vitest';
import { rowOf } from '#lib/diagnose/service-row.ts';
import type { Change } from '#lib/model/scenario.ts';
import { tutorial } from '#lib/scenario/tutorial.test-support.ts';
import { lossesView } from '#lib/view/losses-view.ts';

/** Services of these names, each with the pods of these ends. */
function losses(podsByName: Readonly<Record<string, readonly string[]>>, ...whatIf: readonly Change[]) {
  const rows = Object.entries(podsByName).map(([name, pods]) => {
    const { service, slices, nodes, context } = tutorial({ pods });
    return rowOf({ ...service, name }, slices, { nodes, version: context.version, gateOverrides: [] });
  });
  return lossesView(rows, whatIf).map(({ key, values }) => [key, values]);
}
const DOWN: Change = { kind: 'zone-down', zone: 'b', phase: 'at-once' };

describe('lossesView', () => {
  it('names those that lose all, and the one that is nearest to it', () => {
    expect(losses({ gone: ['hswkq'], half: ['hswkq', 'hfbmj'], safe: ['hfbmj'] }, DOWN)).toEqual([
      ['losses.all', { count: 1, services: 'kube-system/gone' }],
      ['losses.next', { service: 'kube-system/half', left: 1, ready: 2 }],
    ]);
  });

  it('counts those that it has no room for', () => {
    const five = Object.fromEntries(['a', 'b', 'c', 'd', 'e'].map((name) => [name, ['hswkq']]));
    expect(losses(five, DOWN)[0]).toEqual([
      'losses.all-and-more',
      { count: 5, services: 'kube-system/a, kube-system/b, kube-system/c', more: 2 },
    ]);
  });

  it('says that it counts what is there now where other changes are on', () => {
    const [words] = losses({ half: ['hswkq', 'hfbmj'] }, DOWN, { kind: 'replicas', replicas: 1 }).slice(-1);
    expect(words).toEqual(['losses.of-now', {}]);
    const shift: Change = { kind: 'zonal-shift', zone: 'a' };
    expect(losses({ half: ['hswkq', 'hfbmj'] }, DOWN, shift).map(([key]) => key)).not.toContain('losses.of-now');
  });

  it('says that none does, and nothing at all without an outage', () => {
    expect(losses({ safe: ['hfbmj'] }, DOWN)).toEqual([['losses.none', {}]]);
    expect(losses({ gone: ['hswkq'] })).toEqual([]);
  });
});
