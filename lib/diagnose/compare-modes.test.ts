import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyse } from '#lib/diagnose/analyse.ts';
import { compareModes, type PickPort } from '#lib/diagnose/compare-modes.ts';
import { runSteps } from '#lib/diagnose/run-steps.ts';
import { predict } from '#lib/scenario/predict.ts';
import type { ServiceInput } from '#lib/scenario/service-input.ts';
import { contextOf, kubeDns, reconciled, testNode, testPod, tutorial } from '#lib/scenario/tutorial.test-support.ts';

const first: PickPort = ({ ports }) => ports[0];

function outcomesOf(input: ServiceInput) {
  return runSteps(compareModes(input, first));
}

function summary(input: ServiceInput) {
  return outcomesOf(input).map(({ mode, available, verdict }) => [
    mode,
    available,
    verdict.inZoneShare,
    verdict.nodesInEffect,
  ]);
}

/** Three zones with 4, 1 and 0 pods. */
function skewed(version: string): ServiceInput {
  const nodes = ['a', 'b', 'c'].map((zone) => testNode({ name: `node-${zone}`, zone, version }));
  const pods = ['a', 'a', 'a', 'a', 'b'].map((zone, index) =>
    testPod({
      name: `p${index}`,
      uid: `u${index}`,
      nodeName: `node-${zone}`,
      ip: `10.0.0.${index + 1}`,
      ageMinutes: 9,
    }),
  );
  return reconciled({ nodes, pods, service: kubeDns(false), context: contextOf(nodes, version) });
}

describe('compareModes', () => {
  it('shows the modes that the oldest version lacks as such', () => {
    expect(summary(tutorial())).toEqual([
      ['off', true, 0.5, 0],
      ['Auto', true, 1, 4],
      ['PreferSameZone', false, 0.5, 0],
      ['PreferSameNode', false, 0.5, 0],
      ['Local', false, 0.5, 0],
    ]);
  });

  it('offers PreferClose where the newer name is known but its gate is off', () => {
    const outcomes = outcomesOf(skewed('v1.33.0'));
    expect(outcomes.map(({ mode, available }) => [mode, available])).toEqual([
      ['off', true],
      ['Auto', true],
      ['PreferClose', true],
      ['PreferSameNode', false],
      ['Local', true],
    ]);
  });

  it('names the zone mode as the Service itself does', () => {
    const input = skewed('v1.37.2');
    const modesOf = (trafficDistribution: string) =>
      outcomesOf({ ...input, service: { ...input.service, trafficDistribution } }).map(({ mode }) => mode);
    expect(modesOf('PreferClose')[2]).toBe('PreferClose');
    expect(modesOf('PreferSameZone')[2]).toBe('PreferSameZone');
    expect(modesOf('PreferSameNode')[2]).toBe('PreferSameZone');
  });

  it('names the zone mode PreferClose where only that is known', () => {
    expect(outcomesOf(skewed('v1.31.14')).map(({ mode, available }) => [mode, available])).toEqual([
      ['off', true],
      ['Auto', true],
      ['PreferClose', true],
      ['PreferSameNode', false],
      ['Local', true],
    ]);
  });

  it('tells zones that nothing covers, idle endpoints and the largest load', () => {
    const byMode = new Map(outcomesOf(skewed('v1.37.2')).map((outcome) => [outcome.mode, outcome]));
    expect(byMode.get('off')).toMatchObject({ uncoveredZones: ['c'], verdict: { idleEndpoints: 0, largestLoad: 1 } });
    const zone = byMode.get('PreferSameZone');
    expect(zone?.uncoveredZones).toEqual(['c']);
    expect(zone?.verdict.largestLoad).toBeCloseTo(5 * (1 / 3 + 1 / 3 / 5));
    expect(byMode.get('Local')).toMatchObject({ uncoveredZones: ['c'], verdict: { state: 'blackhole' } });
  });

  it('says that nothing is left where the lost zone has all endpoints, and the others no Ready node', () => {
    const version = 'v1.31.0';
    const nodes = [
      testNode({ name: 'node-a', zone: 'a', version }),
      testNode({ name: 'node-b', zone: 'b', version, ready: false }),
    ];
    const pods = [testPod({ name: 'p', uid: 'u', nodeName: 'node-a', ip: '10.0.0.1', ageMinutes: 9 })];
    const input = reconciled({ nodes, pods, service: kubeDns(false), context: contextOf(nodes, version) });
    for (const { losses } of outcomesOf(input)) {
      expect(losses.map(({ zone, stranded }) => [zone, stranded])).toEqual([
        ['a', 1],
        ['b', 0],
      ]);
    }
  });

  it('puts the zone first whose loss is worst', () => {
    const [off] = outcomesOf(skewed('v1.37.2'));
    expect(off?.losses.map(({ zone }) => zone)).toEqual(['a', 'b', 'c']);
    const local = outcomesOf(skewed('v1.37.2')).find(({ mode }) => mode === 'Local');
    // Of the two zones that are left, c never had an endpoint of its own.
    expect(local?.losses.map(({ zone, stranded }) => [zone, stranded])).toEqual([
      ['a', 0.5],
      ['b', 0.5],
      ['c', 0],
    ]);
  });

  it('is in each mode what the what-if of that mode predicts', () => {
    const zones = fc.constantFrom('a', 'b', 'c');
    const scene = fc.record({
      version: fc.constantFrom('v1.21.10', 'v1.27.1', 'v1.31.14', 'v1.33.13', 'v1.37.2'),
      nodes: fc.array(fc.record({ zone: zones, cpu: fc.integer({ min: 1, max: 9 }) }), { minLength: 1, maxLength: 6 }),
      places: fc.array(fc.nat(5), { minLength: 1, maxLength: 9 }),
    });
    fc.assert(
      fc.property(scene, ({ version, nodes: facts, places }) => {
        const nodes = facts.map((fact, index) => testNode({ ...fact, name: `n${index}`, version }));
        const pods = places.map((place, index) => {
          const nodeName = `n${place % nodes.length}`;
          return testPod({ name: `p${index}`, uid: `u${index}`, nodeName, ip: `10.0.0.${index + 1}`, ageMinutes: 9 });
        });
        const input = reconciled({ nodes, pods, service: kubeDns(true), context: contextOf(nodes, version) });
        for (const { mode, verdict, losses } of outcomesOf(input)) {
          expect(verdict).toEqual(analyse(predict(input, [{ kind: 'mode', mode }]).input).ports[0]?.verdict);
          expect(losses.map(({ zone }) => zone).sort()).toEqual([...new Set(facts.map(({ zone }) => zone))].sort());
        }
      }),
      { numRuns: 40 },
    );
  });
});
