import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyse } from '#lib/diagnose/analyse.ts';
import { zoneLoads } from '#lib/diagnose/zone-loads.ts';
import type { ServiceInput } from '#lib/scenario/service-input.ts';
import { contextOf, kubeDns, reconciled, testNode, testPod, tutorial } from '#lib/scenario/tutorial.test-support.ts';

function loadsOf(input: ServiceInput) {
  const analysis = analyse(input);
  const [port] = analysis.ports;
  if (port === undefined) throw new Error('no port');
  return { ...zoneLoads(port, analysis.zones), verdict: port.verdict };
}

describe('zoneLoads', () => {
  it('keeps everything at home where zones are routed', () => {
    const { zones, crossing } = loadsOf(tutorial());
    expect(zones).toEqual([
      { zone: 'a', sends: 0.5, takes: 0.5, crossing: 0, endpoints: 2, load: 1 },
      { zone: 'b', sends: 0.5, takes: 0.5, crossing: 0, endpoints: 2, load: 1 },
    ]);
    expect(crossing).toBe(0);
  });

  it('follows the client mix', () => {
    const parts = [
      { zone: 'a', part: 3 },
      { zone: 'b', part: 1 },
    ];
    const { zones } = loadsOf({ ...tutorial(), clients: { mix: { kind: 'zones', parts } } });
    expect(zones.map(({ sends, takes, load }) => [sends, takes, load])).toEqual([
      [0.75, 0.75, 1.5],
      [0.25, 0.25, 0.5],
    ]);
  });

  it('says that a zone without endpoints sends all that it sends elsewhere', () => {
    const { zones, crossing } = loadsOf(tutorial({ pods: ['hfbmj'] }));
    expect(zones).toEqual([
      { zone: 'a', sends: 0.5, takes: 1, crossing: 0, endpoints: 1, load: 1 },
      { zone: 'b', sends: 0.5, takes: 0, crossing: 0.5, endpoints: 0 },
    ]);
    expect(crossing).toBe(0.5);
  });

  it('has no share of nothing', () => {
    const { zones, crossing } = loadsOf(tutorial({ pods: [] }));
    expect(zones.map(({ takes }) => takes)).toEqual([0, 0]);
    expect(crossing).toBeUndefined();
  });

  it('what zones send and what they take both add up to 1, and what crosses is what does not stay', () => {
    const zone = fc.constantFrom('a', 'b', 'c', undefined);
    const node = fc.record({ zone, cpu: fc.integer({ min: 1, max: 8 }) });
    fc.assert(
      fc.property(
        fc.array(node, { minLength: 1, maxLength: 8 }),
        fc.array(fc.nat(7), { minLength: 1, maxLength: 12 }),
        (facts, places) => {
          const nodes = facts.map((fact, index) =>
            testNode({
              name: `n${index}`,
              cpu: fact.cpu,
              version: 'v1.36.3',
              ...(fact.zone === undefined ? {} : { zone: fact.zone }),
            }),
          );
          const pods = places.map((place, index) =>
            testPod({
              name: `p${index}`,
              uid: `u${index}`,
              nodeName: `n${place % nodes.length}`,
              ip: `10.0.0.${index}`,
              ageMinutes: 1,
            }),
          );
          const input = reconciled({ nodes, pods, service: kubeDns(true), context: contextOf(nodes, 'v1.36.3') });
          const { zones, crossing, verdict } = loadsOf(input);
          const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
          expect(sum(zones.map(({ sends }) => sends))).toBeCloseTo(1, 6);
          expect(sum(zones.map(({ takes }) => takes))).toBeCloseTo(1, 6);
          if (verdict.inZoneShare !== undefined) expect(crossing).toBeCloseTo(1 - verdict.inZoneShare, 6);
        },
      ),
    );
  });
});
