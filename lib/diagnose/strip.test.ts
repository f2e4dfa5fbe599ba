import { describe, expect, it } from 'vitest';
import { analyse } from '#lib/diagnose/analyse.ts';
import { stripOf } from '#lib/diagnose/strip.ts';
import { ZONE_LABEL } from '#lib/model/well-known.ts';
import { predict } from '#lib/scenario/predict.ts';
import { contextOf, reconciled, tutorial } from '#lib/scenario/tutorial.test-support.ts';

const withoutHints = (cells: ReturnType<typeof stripOf>) =>
  cells.filter(({ hints }) => !hints).map((cell) => cell.replicas);

describe('stripOf', () => {
  it('shows for two equal zones that 1, 3 and 5 replicas get no hints', () => {
    const cells = stripOf(analyse(tutorial()));
    expect(cells.map(({ replicas }) => replicas)).toEqual(Array.from({ length: 16 }, (_, index) => index + 1));
    expect(withoutHints(cells)).toEqual([1, 3, 5]);
  });

  it('shows for zones of 1:2 where the control-plane node does not count', () => {
    expect(withoutHints(stripOf(analyse(tutorial({ version: 'v1.37.2' }))))).toEqual([1, 2, 4]);
  });

  it('knows that a version which hints endpoints without a zone to the empty zone keeps zone routing', () => {
    const given = tutorial({ version: 'v1.31.14', annotated: false });
    const service = { ...given.service, trafficDistribution: 'PreferClose' };
    const { [ZONE_LABEL]: _, ...bare } = given.nodes[3]?.labels ?? {};
    const nodes = given.nodes.map((node, index) => (index === 3 ? { ...node, labels: bare } : node));
    const input = reconciled({ ...given, nodes, service, context: contextOf(nodes, 'v1.31.14') });
    for (const cell of stripOf(analyse(input)).slice(0, 6)) {
      const { verdict } = analyse(predict(input, [{ kind: 'replicas', replicas: cell.replicas }]).input);
      expect([cell.replicas, cell.hints, cell.inZoneShare]).toEqual([
        cell.replicas,
        verdict.state !== 'off',
        verdict.inZoneShare,
      ]);
    }
  });

  for (const version of ['v1.22.17', 'v1.36.0']) {
    it(`agrees with the whole prediction where pods run on a node without a zone, under ${version}`, () => {
      const given = tutorial({ version });
      const { [ZONE_LABEL]: _, ...bare } = given.nodes[2]?.labels ?? {};
      const nodes = given.nodes.map((node, index) => (index === 2 ? { ...node, labels: bare } : node));
      const input = reconciled({ ...given, nodes, context: contextOf(nodes, version) });
      for (const cell of stripOf(analyse(input))) {
        const { verdict } = analyse(predict(input, [{ kind: 'replicas', replicas: cell.replicas }]).input);
        expect([cell.replicas, cell.inZoneShare]).toEqual([cell.replicas, verdict.inZoneShare]);
      }
    });
  }

  it('shows no hints at any count with the gate off', () => {
    const gates = [{ gate: 'TopologyAwareHints', state: false }];
    expect(stripOf(analyse(tutorial({ gates }))).some(({ hints }) => hints)).toBe(false);
  });

  for (const version of ['v1.21.10', 'v1.23.17', 'v1.26.15', 'v1.37.2']) {
    it(`agrees with the whole prediction at every count, under ${version}`, () => {
      const given = tutorial({ version });
      for (const cell of stripOf(analyse(given))) {
        const { input } = predict(given, [{ kind: 'replicas', replicas: cell.replicas }]);
        const { verdict } = analyse(input);
        expect({ ...cell, hints: cell.hints }).toEqual({
          replicas: cell.replicas,
          hints: verdict.state === 'zone-routed',
          inZoneShare: verdict.inZoneShare,
        });
      }
    });
  }

  for (const version of ['v1.21.10', 'v1.23.17', 'v1.24.17']) {
    it(`agrees with the whole prediction where the nodes were labelled after the slices were written, under ${version}`, () => {
      const given = { ...tutorial({ version }), slices: tutorial({ version, labelled: false }).slices };
      for (const { replicas, hints } of stripOf(analyse(given))) {
        const { input } = predict(given, [{ kind: 'replicas', replicas }]);
        expect({ replicas, hints }).toEqual({ replicas, hints: analyse(input).verdict.state === 'zone-routed' });
      }
    });
  }

  it('shows no hints from the replicas of now on where endpoints that stay never learn their zones', () => {
    const given = { ...tutorial(), slices: tutorial({ labelled: false }).slices };
    const analysis = analyse(given);
    expect(analysis.verdict.state).toBe('off');
    const hinted = stripOf(analysis).filter(({ hints }) => hints);
    expect(hinted.map(({ replicas }) => replicas)).toEqual([2]);
  });

  it('counts no replica on a node that is NotReady', () => {
    const given = tutorial();
    const nodes = given.nodes.map((node) => ({ ...node, ready: { status: 'Unknown' as const, since: given.now } }));
    const cells = stripOf(analyse({ ...given, nodes }));
    expect(new Set(cells.slice(4).map(({ inZoneShare }) => inZoneShare))).toEqual(new Set([cells[3]?.inZoneShare]));
  });

  it('is empty where nothing can be scaled', () => {
    const given = tutorial();
    expect(stripOf(analyse({ ...given, pods: [] }))).toEqual([]);
  });
});
