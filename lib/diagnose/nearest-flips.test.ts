import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyse } from '#lib/diagnose/analyse.ts';
import { nearestFlips } from '#lib/diagnose/nearest-flips.ts';
import { runSteps } from '#lib/diagnose/run-steps.ts';
import { predict } from '#lib/scenario/predict.ts';
import type { ServiceInput } from '#lib/scenario/service-input.ts';
import {
  contextOf,
  kubeDns,
  type NodeOptions,
  reconciled,
  testNode,
  testPod,
  tutorial,
} from '#lib/scenario/tutorial.test-support.ts';

const GATE_ON = [{ gate: 'TopologyAwareHints', state: true }];

interface SceneOptions {
  readonly field?: string;
  readonly version?: string;
}

function sceneOf(
  options: readonly NodeOptions[],
  places: readonly number[],
  { field, version = 'v1.37.2' }: SceneOptions = {},
): ServiceInput {
  const nodes = options.map((node) => testNode({ version, ...node }));
  const pods = places.map((place, index) => {
    const nodeName = nodes[place % nodes.length]?.name ?? '';
    return testPod({ name: `p${index}`, uid: `u${index}`, nodeName, ip: `10.0.0.${index + 1}`, ageMinutes: 9 + index });
  });
  const plain = kubeDns(field === undefined);
  const service = field === undefined ? plain : { ...plain, trafficDistribution: field };
  return reconciled({ nodes, pods, service, context: contextOf(nodes, version, GATE_ON) });
}

function flipsOf(input: ServiceInput) {
  return runSteps(nearestFlips(analyse(input)));
}

/** Every ready endpoint carries a zone hint. */
function isHinted({ slices }: ServiceInput): boolean {
  const ready = slices.flatMap(({ endpoints }) => endpoints.filter(({ conditions }) => conditions.ready === true));
  return ready.length > 0 && ready.every(({ hints }) => (hints?.forZones ?? []).length > 0);
}

const SCENES: readonly SceneOptions[] = [
  { version: 'v1.21.10' },
  { version: 'v1.27.1' },
  {},
  { field: 'PreferSameZone' },
  { field: 'PreferClose', version: 'v1.31.14' },
];

describe('nearestFlips', () => {
  it('names one change of each kind and direction for two equal zones with two endpoints each', () => {
    const flips = flipsOf(tutorial());
    expect(flips?.hints).toBe(true);
    expect(flips?.flips.map(({ kind, values }) => [kind, values])).toEqual([
      ['replicas', { replicas: 3, now: 4 }],
      ['replicas', { replicas: 5, now: 4 }],
      ['node-lost', { node: 'kind-control-plane', zone: 'a' }],
      ['node-relabelled', { node: 'kind-control-plane', zone: '' }],
      ['node-added', { nodes: 2, zone: 'a', cpu: '4' }],
      ['cpu', { node: 'kind-control-plane', cpu: 1, now: 4, zone: 'a' }],
      ['cpu', { node: 'kind-control-plane', cpu: 9, now: 4, zone: 'a' }],
    ]);
  });

  it('knows how to turn hints on where a single node lacks its label', () => {
    const nodes = [{ name: 'n0', zone: 'a' }, { name: 'n1', zone: 'b' }, { name: 'n2' }];
    const flips = flipsOf(sceneOf(nodes, [0, 0, 0, 1, 1, 1]));
    expect(flips?.hints).toBe(false);
    expect(flips?.flips.map(({ kind, change }) => [kind, change])).toEqual([
      ['node-lost', undefined],
      ['node-relabelled', { kind: 'relabel', node: 'n2', zone: 'a' }],
    ]);
  });

  it('knows that under trafficDistribution one endpoint on a node without a zone ends the hints', () => {
    const flips = flipsOf(
      sceneOf(
        [
          { name: 'n0', zone: 'a' },
          { name: 'n1', zone: 'b' },
        ],
        [0, 1, 1],
        { field: 'PreferSameZone' },
      ),
    );
    expect(flips?.flips.map(({ kind, distance, values }) => [kind, distance, values])).toEqual([
      ['node-relabelled', 1, { node: 'n0', zone: '' }],
    ]);
  });

  it('knows that a version which hints to the empty zone keeps them', () => {
    const nodes = [
      { name: 'n0', zone: 'a' },
      { name: 'n1', zone: 'b' },
    ];
    const flips = flipsOf(sceneOf(nodes, [0, 1, 1], { field: 'PreferClose', version: 'v1.31.14' }));
    expect(flips?.flips.map(({ kind }) => kind)).toEqual([]);
  });

  it('is undefined for a Service that asks for no hints', () => {
    expect(flipsOf(tutorial({ annotated: false }))).toBeUndefined();
  });

  it('claims nothing that a prediction of the very change does not confirm', () => {
    const node = fc.record({ zone: fc.constantFrom('a', 'b', 'c'), cpu: fc.integer({ min: 1, max: 16 }) });
    const nodes = fc.array(node, { minLength: 2, maxLength: 6 });
    const places = fc.array(fc.nat(5), { minLength: 1, maxLength: 14 });
    let checked = 0;
    fc.assert(
      fc.property(nodes, places, fc.constantFrom<SceneOptions>(...SCENES), (facts, where, options) => {
        const input = sceneOf(
          facts.map((fact, index) => ({ ...fact, name: `n${index}` })),
          where,
          options,
        );
        const found = flipsOf(input);
        if (found === undefined) return;
        expect(isHinted(predict(input, []).input)).toBe(found.hints);
        for (const { change } of found.flips) {
          if (change === undefined) continue;
          expect([change, isHinted(predict(input, [change]).input)]).toEqual([change, !found.hints]);
          checked += 1;
        }
      }),
      { numRuns: 120 },
    );
    expect(checked).toBeGreaterThan(100);
  });
});
