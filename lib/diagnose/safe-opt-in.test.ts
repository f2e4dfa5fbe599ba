import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyse } from '#lib/diagnose/analyse.ts';
import { clusterFactsOf } from '#lib/diagnose/cluster-facts.ts';
import { SAFE_LOAD, safeOptIn } from '#lib/diagnose/safe-opt-in.ts';
import { predict } from '#lib/scenario/predict.ts';
import type { ServiceInput } from '#lib/scenario/service-input.ts';
import { contextOf, kubeDns, reconciled, testNode, testPod } from '#lib/scenario/tutorial.test-support.ts';

interface Options {
  readonly version: string;
  readonly cpuByZone: Readonly<Record<string, number>>;
  /** Pods by zone. */
  readonly pods: Readonly<Record<string, number>>;
}

function sceneOf({ version, cpuByZone, pods }: Options): ServiceInput {
  const nodes = Object.entries(cpuByZone).map(([zone, cpu]) => testNode({ name: `node-${zone}`, zone, cpu, version }));
  const places = Object.entries(pods).flatMap(([zone, count]) => Array.from({ length: count }, () => zone));
  const given = places.map((zone, index) =>
    testPod({
      name: `p${index}`,
      uid: `u${index}`,
      nodeName: `node-${zone}`,
      ip: `10.0.0.${index + 1}`,
      ageMinutes: 9,
    }),
  );
  return reconciled({ nodes, pods: given, service: kubeDns(false), context: contextOf(nodes, version) });
}

function optInOf(options: Options) {
  const { service, context } = sceneOf(options);
  const countByZone = Object.fromEntries(Object.entries(options.pods).filter(([, count]) => count > 0));
  return safeOptIn({ service, countByZone, context, facts: clusterFactsOf(context) });
}

const EQUAL = { a: 4, b: 4, c: 4 };

describe('safeOptIn', () => {
  const cases = [
    {
      name: 'three equal zones with three endpoints each: the zone mode',
      version: 'v1.37.2',
      pods: { a: 3, b: 3, c: 3 },
      mode: 'PreferSameZone',
    },
    {
      name: 'the same where only PreferClose is known',
      version: 'v1.31.14',
      pods: { a: 3, b: 3, c: 3 },
      mode: 'PreferClose',
    },
    { name: 'the same before trafficDistribution: Auto', version: 'v1.27.1', pods: { a: 4, b: 3, c: 3 }, mode: 'Auto' },
    { name: 'a zone without endpoints, where Auto lends one', version: 'v1.37.2', pods: { a: 5, b: 5 }, mode: 'Auto' },
    {
      name: '4, 4 and 3: too much for the third zone, and no hints under Auto',
      version: 'v1.37.2',
      pods: { a: 4, b: 4, c: 3 },
      mode: undefined,
    },
    {
      name: 'three endpoints under Auto, where one less would end the hints',
      version: 'v1.27.1',
      pods: { a: 1, b: 1, c: 1 },
      mode: undefined,
    },
    { name: 'a zone with one endpoint of seven', version: 'v1.27.1', pods: { a: 3, b: 3, c: 1 }, mode: 'Auto' },
    { name: 'no endpoints', version: 'v1.37.2', pods: {}, mode: undefined },
    { name: 'endpoints without a zone', version: 'v1.37.2', pods: { '': 3, a: 3, b: 3, c: 3 }, mode: undefined },
  ];
  for (const { name, version, pods, mode } of cases) {
    it(name, () => {
      const countByZone = Object.fromEntries(Object.entries(pods).filter(([, count]) => count > 0));
      const { service, context } = sceneOf({ version, cpuByZone: EQUAL, pods: {} });
      expect(safeOptIn({ service, countByZone, context, facts: clusterFactsOf(context) })?.mode).toBe(mode);
    });
  }

  it('is nothing in a cluster of one zone, where nothing is won', () => {
    expect(optInOf({ version: 'v1.37.2', cpuByZone: { a: 4 }, pods: { a: 3 } })).toBeUndefined();
  });

  it('promises just what a prediction of that mode gives', () => {
    const cpu = fc.integer({ min: 1, max: 8 });
    const scene = fc.record({
      version: fc.constantFrom('v1.23.17', 'v1.27.1', 'v1.31.14', 'v1.33.13', 'v1.37.2'),
      cpuByZone: fc.record({ a: cpu, b: cpu, c: cpu }),
      pods: fc.record({ a: fc.nat(8), b: fc.nat(8), c: fc.nat(8) }),
    });
    let safe = 0;
    fc.assert(
      fc.property(scene, (options) => {
        const found = optInOf(options);
        if (found === undefined) return;
        safe += 1;
        const [port] = analyse(predict(sceneOf(options), [{ kind: 'mode', mode: found.mode }]).input).ports;
        expect(port?.verdict).toMatchObject({ state: 'zone-routed', idleEndpoints: 0 });
        expect(port?.verdict.inZoneShare).toBeCloseTo(found.inZoneShare, 6);
        expect(port?.verdict.largestLoad).toBeCloseTo(found.largestLoad, 6);
        expect(found.largestLoad).toBeLessThanOrEqual(SAFE_LOAD + 1e-6);
      }),
      { numRuns: 400 },
    );
    expect(safe).toBeGreaterThan(10);
  });
});
