import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cpuRatios } from '#lib/hints/cpu-ratios.ts';
import { nodeOf, nodesIn, TUTORIAL_NODES } from '#lib/hints/fixtures/small-cluster.ts';
import { controllerRulesOf } from '#lib/kube-version/controller-rules.ts';
import type { Node } from '#lib/model/node.ts';
import { toNode } from '#lib/to-model/node.ts';

const OLD = controllerRulesOf({ major: 1, minor: 22, patch: 17 }, {});
const NEW = controllerRulesOf({ major: 1, minor: 37, patch: 2 }, {});

function sharesOf(nodes: readonly Node[], rules = NEW): readonly unknown[] {
  const ratios = cpuRatios(nodes, rules);
  return ratios.known ? [...ratios.ratioByZone] : [ratios.decision.reason, ratios.decision.values];
}

test('zones share by their nodes’ allocatable CPU, in sorted order', () => {
  expect(sharesOf([nodeOf('y', { zone: 'b', cpu: '3' }), nodeOf('x', { zone: 'a', cpu: '1' })])).toEqual([
    ['a', 0.25],
    ['b', 0.75],
  ]);
});

describe('who counts', () => {
  test('the control plane counts in the oldest minors', () => {
    expect(sharesOf(TUTORIAL_NODES, OLD)).toEqual([
      ['a', 0.5],
      ['b', 0.5],
    ]);
  });

  test('later it does not', () => {
    expect(sharesOf(TUTORIAL_NODES)).toEqual([
      ['a', 1 / 3],
      ['b', 2 / 3],
    ]);
  });

  test('each Node says whether it counts, or why not; the control plane is asked before readiness, readiness before zone', () => {
    const nodes = [
      nodeOf('control', { controlPlane: true, ready: false }),
      nodeOf('asleep', { ready: false, cpu: '' }),
      nodeOf('nowhere', { cpu: '' }),
      nodeOf('empty-zone', { zone: '' }),
      nodeOf('no-cpu', { zone: 'a', cpu: '' }),
      nodeOf('zero-cpu', { zone: 'a', cpu: '0' }),
      nodeOf('fine', { zone: 'a', cpu: '1500m' }),
    ];
    expect(cpuRatios(nodes, NEW).admissions).toEqual([
      { node: 'control', counted: false, why: 'control-plane' },
      { node: 'asleep', counted: false, why: 'not-ready' },
      { node: 'nowhere', counted: false, why: 'no-zone' },
      { node: 'empty-zone', counted: false, why: 'no-zone' },
      { node: 'no-cpu', counted: false, why: 'no-cpu' },
      { node: 'zero-cpu', counted: false, why: 'no-cpu' },
      { node: 'fine', counted: true, zone: 'a', cpuMilli: 1500 },
    ]);
  });

  test('a Node without Ready condition does not count', () => {
    const { ready: _, ...silent } = nodeOf('silent', { zone: 'c' });
    expect(cpuRatios([silent], NEW).admissions).toEqual([{ node: 'silent', counted: false, why: 'not-ready' }]);
  });
});

describe('no shares', () => {
  test.each([
    ['a Node without zone', [...nodesIn('a b'), nodeOf('x', {})], 'node-without-zone', { node: 'x', nodes: 1 }],
    ['an empty zone', [...nodesIn('a b'), nodeOf('x', { zone: '' })], 'node-without-zone', { node: 'x', nodes: 1 }],
    [
      'Nodes without CPU, the first by name named',
      [...nodesIn('a b'), nodeOf('y', { zone: 'a', cpu: '0' }), nodeOf('x', { zone: 'a', cpu: '' })],
      'node-without-cpu',
      { node: 'x', nodes: 2 },
    ],
    [
      'only those left out for the same reason are counted',
      [...nodesIn('a b'), nodeOf('x', {}), nodeOf('y', { ready: false }), nodeOf('z', { zone: 'a', cpu: '' })],
      'node-without-zone',
      { node: 'x', nodes: 1 },
    ],
    ['one zone', nodesIn('a a'), 'one-zone-only', { zone: 'a' }],
    ['no Node', [], 'no-node-counted', { nodes: 0 }],
    ['none that counts', [nodeOf('x', { zone: 'a', ready: false })], 'no-node-counted', { nodes: 1 }],
  ])('%s', (_, nodes, reason, values) => {
    expect(sharesOf(nodes)).toEqual([reason, values]);
  });

  test('what the counted Nodes have is told all the same', () => {
    expect([...cpuRatios([...nodesIn('b a b'), nodeOf('x', {})], NEW).cpuMilliByZone]).toEqual([
      ['a', 4000],
      ['b', 8000],
    ]);
  });
});

test('quantities are added exactly and only then rounded up to thousandths', () => {
  const cpus = ['100500u', '100500u'];
  const nodes = [
    ...cpus.map((cpu, index) => nodeOf(`a${index}`, { zone: 'a', cpu })),
    nodeOf('b', { zone: 'b', cpu: '201m' }),
  ];
  expect([...cpuRatios(nodes, NEW).cpuMilliByZone]).toEqual([
    ['a', 201],
    ['b', 201],
  ]);
});

test.each(['3920m', '0.5', '1e1', '2k'])('a Node that says %s of CPU counts', (cpu) => {
  const labels = { 'topology.kubernetes.io/zone': 'a' };
  const conditions = [{ type: 'Ready', status: 'True' }];
  const node = toNode({ metadata: { name: 'n', labels }, status: { conditions, allocatable: { cpu } } });
  expect(node && cpuRatios([node], NEW).admissions[0]?.counted).toBe(true);
});

const anyNode = fc
  .record({
    zone: fc.constantFrom('a', 'b', 'c', '', undefined),
    cpu: fc.constantFrom('', '0', '500m', '4', '1930m'),
    ready: fc.boolean(),
    controlPlane: fc.boolean(),
  })
  .map(({ zone, ...rest }) => (zone === undefined ? rest : { zone, ...rest }));

test('the order of the Nodes changes nothing, and the Nodes stay as they are', () => {
  fc.assert(
    fc.property(fc.array(anyNode, { maxLength: 8 }), fc.boolean(), (sketches, old) => {
      const nodes = sketches.map((sketch, index) => nodeOf(`node-${index}`, sketch));
      const before = structuredClone(nodes);
      const rules = old ? OLD : NEW;
      expect(sharesOf(nodes.toReversed(), rules)).toEqual(sharesOf(nodes, rules));
      expect(nodes).toEqual(before);
    }),
  );
});
