import { describe, expect, it } from 'vitest';
import { rowWithout } from '#lib/model/service-row.ts';
import { isLimited, limitedView } from '#lib/view/limited-view.ts';
import { anEndpoint, aRow, aService, aSlice } from '#lib/wire/objects.test-support.ts';

const SERVICE = aService('web');
const ROW = aRow('default/web', { mode: 'Auto', modeSource: 'topology-mode: Auto' });
const { zone: _, hints: __, ...BARE } = anEndpoint(3);
const SLICES = [
  aSlice('web-2', [
    BARE,
    anEndpoint(2, {
      zone: 'b',
      conditions: { ready: false, serving: true, terminating: true },
      hints: { forZones: ['a'] },
    }),
  ]),
  aSlice('web-1', [anEndpoint(1, { conditions: { ready: false } })]),
];

describe('what is left of a Service’s page', () => {
  it('without nodes: the Service, its mode, and its endpoints by zone as their slices tell them', () => {
    const row = rowWithout(ROW, ['list nodes']);
    expect(isLimited(row, { nodes: 0, slices: 2 })).toBe(true);
    const { endpoints = [], ...view } = limitedView(SERVICE, SLICES, row);
    expect(view).toEqual({
      key: 'default/web',
      clusterIPs: ['10.96.0.10'],
      ports: ['http 80/TCP'],
      mode: { key: 'mode.Auto', values: {} },
      modeSource: 'topology-mode: Auto',
      missing: ['list nodes'],
      checks: ['kubectl auth can-i list nodes'],
    });
    expect(endpoints.map(({ name, zone, state, hints }) => [name, zone, state, hints])).toEqual([
      ['web-1', 'a', 'not-ready', ['a']],
      ['web-2', 'b', 'terminating', ['a']],
      ['web-3', undefined, 'ready', []],
    ]);
    expect(new Set(endpoints.map(({ id }) => id)).size).toBe(3);
  });

  it('without slices: no list of endpoints, not an empty one', () => {
    const view = limitedView(SERVICE, [], rowWithout(ROW, ['list nodes', 'list endpointslices']));
    expect(view.missing).toEqual(['list nodes', 'list endpointslices']);
    expect(view.checks).toEqual(['kubectl auth can-i list nodes', 'kubectl -n default auth can-i list endpointslices']);
    expect(view).not.toHaveProperty('endpoints');
  });

  it.each([
    ['any other row', ROW, { nodes: 0, slices: 0 }, false],
    [
      'nodes that were read before the right was taken away',
      rowWithout(ROW, ['watch nodes']),
      { nodes: 3, slices: 0 },
      false,
    ],
    ['slices that were read before', rowWithout(ROW, ['list endpointslices']), { nodes: 3, slices: 1 }, false],
    ['slices that never were', rowWithout(ROW, ['watch endpointslices']), { nodes: 3, slices: 0 }, true],
  ])('%s: %#', (_, row, known, want) => {
    expect(isLimited(row, known)).toBe(want);
  });
});
