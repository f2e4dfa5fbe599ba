import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clusterFactsOf } from '#lib/diagnose/cluster-facts.ts';
import { rowLikeness } from '#lib/diagnose/row-likeness.ts';
import { rowOf, rowUnder } from '#lib/diagnose/service-row.ts';
import { ENDPOINT_SLICE_CONTROLLER } from '#lib/endpoint-slice/empty-slice.ts';
import { NEWEST_MINOR, OLDEST_MINOR } from '#lib/kube-version/supported-versions.ts';
import type { Endpoint, EndpointSlice } from '#lib/model/endpoint-slice.ts';
import type { Node } from '#lib/model/node.ts';
import type { Service } from '#lib/model/service.ts';
import type { RowContext } from '#lib/model/service-row.ts';
import { TOPOLOGY_AWARE_HINTS_ANNOTATION, TOPOLOGY_MODE_ANNOTATION } from '#lib/model/well-known.ts';
import { aNode, aService, aSlice } from '#lib/proxy-filter/routing.test-support.ts';
import { ruleContextOf } from '#lib/scenario/rule-context.ts';

interface Given {
  readonly service: Service;
  readonly slices: readonly EndpointSlice[];
}

function ready(node: Node, index: number): Node {
  return { ...node, allocatable: { cpuNano: 2e9 * (1 + (index % 2)) }, ready: { status: 'True', since: 1_000 } };
}

const NODES = [aNode('a1', 'a'), aNode('a2', 'a'), aNode('b1', 'b'), aNode('c1', 'c'), aNode('c2', 'c')].map(ready);
const ZONE_BY_NODE = new Map([
  ['a1', 'a'],
  ['a2', 'a'],
  ['b1', 'b'],
  ['c1', 'c'],
  ['c2', 'c'],
  ['gone', 'b'],
]);

function contextOf(minor: number): RowContext {
  return { nodes: NODES, version: { major: 1, minor, patch: 0 }, gateOverrides: [] };
}

const boolean = fc.option(fc.boolean(), { nil: undefined });

function present<T extends object>(fields: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never;
}

const annotations = fc.constantFrom<Readonly<Record<string, string>>>(
  {},
  { [TOPOLOGY_MODE_ANNOTATION]: 'Auto' },
  { [TOPOLOGY_MODE_ANNOTATION]: 'odd' },
  { [TOPOLOGY_AWARE_HINTS_ANNOTATION]: 'auto' },
  { [TOPOLOGY_AWARE_HINTS_ANNOTATION]: 'Disabled', [TOPOLOGY_MODE_ANNOTATION]: 'Auto' },
);

/** Mostly Services that are plain, from a few values each, so that many are alike or nearly so. */
const service = fc
  .record({
    annotations,
    type: fc.constantFrom('ClusterIP', 'NodePort', 'LoadBalancer'),
    trafficDistribution: fc.constantFrom(undefined, 'PreferClose', 'PreferSameZone', 'PreferSameNode'),
    selector: fc.constantFrom(undefined, { app: 'x' }, { app: 'x' }, { app: 'x' }),
    internalTrafficPolicy: fc.constantFrom(undefined, 'Cluster', 'Cluster', 'Local'),
    externalTrafficPolicy: fc.constantFrom(undefined, 'Cluster', 'Cluster', 'Local'),
    clusterIP: fc.constantFrom('10.96.0.10', '10.96.0.10', '10.96.0.10', 'None'),
    externalIPs: fc.constantFrom([], ['203.0.113.7']),
    loadBalancerIngress: fc.constantFrom([], [{ ip: '203.0.113.8' }]),
    sessionAffinity: fc.constantFrom('None', 'ClientIP'),
  })
  .map((fields) => aService(present(fields)));

const endpoint = (isHinted: boolean): fc.Arbitrary<Omit<Endpoint, 'addresses'>> =>
  fc
    .record({
      nodeName: fc.constantFrom('a1', 'a2', 'b1', 'c1', 'c2', 'gone'),
      conditions: fc.oneof(
        { weight: 4, arbitrary: fc.constant({ ready: true, serving: true, terminating: false }) },
        { weight: 1, arbitrary: fc.record({ ready: boolean, serving: boolean, terminating: boolean }).map(present) },
      ),
      moved: fc.integer({ min: 0, max: 15 }),
      hint: fc.oneof(
        { weight: 9, arbitrary: fc.constant(isHinted ? 'own' : 'none') },
        { weight: 1, arbitrary: fc.constantFrom('none', 'a', 'b', 'two', 'node') },
      ),
    })
    .map(({ nodeName, conditions, moved, hint }) => {
      const zone = moved === 0 ? 'b' : moved === 1 ? undefined : ZONE_BY_NODE.get(nodeName);
      const hints = {
        none: undefined,
        own: { forZones: [zone ?? 'a'] },
        two: { forZones: ['a', 'b'] },
        node: { forZones: ['a'], forNodes: [nodeName] },
        a: { forZones: ['a'] },
        b: { forZones: ['b'] },
      }[hint];
      return { nodeName, conditions, ...present({ zone, hints }) };
    });

const given: fc.Arbitrary<Given> = fc
  .record({
    service,
    endpoints: fc.boolean().chain((isHinted) => fc.array(endpoint(isHinted), { maxLength: 20 })),
    managedBy: fc.constantFrom(ENDPOINT_SLICE_CONTROLLER, ENDPOINT_SLICE_CONTROLLER, ENDPOINT_SLICE_CONTROLLER, 'me'),
    twins: fc.integer({ min: 0, max: 9 }),
    creationTime: fc.constantFrom(500, 1_500),
    twoSlices: fc.integer({ min: 0, max: 5 }),
  })
  .map(({ service: of, endpoints, managedBy, twins, creationTime, twoSlices }) => {
    const addressed = endpoints.map((one, index) => ({
      ...one,
      addresses: [`10.0.0.${twins === 0 && index === 1 ? 0 : index}`],
    }));
    const fields = { managedBy, creationTime };
    const cut = twoSlices === 0 ? 1 : addressed.length;
    const slices = [addressed.slice(0, cut), addressed.slice(cut)]
      .filter((part, index) => index === 0 || part.length > 0)
      .map((part, index) => aSlice(part, { ...fields, name: `svc-${index}` }));
    return { service: of, slices };
  });

/** Alike for certain: three modes, few endpoints, in order, hinted to their own zones or not at all; the first may be odd. */
const plain: fc.Arbitrary<Given> = fc
  .record({
    mode: fc.constantFrom<Partial<Service>>(
      {},
      { annotations: { [TOPOLOGY_MODE_ANNOTATION]: 'Auto' } },
      { trafficDistribution: 'PreferClose' },
    ),
    nodeNames: fc.array(fc.constantFrom('a1', 'a2', 'b1', 'c1'), { minLength: 1, maxLength: 3 }),
    isHinted: fc.boolean(),
    odd: fc.constantFrom('no', 'no', 'no', 'its node was relabelled', 'hinted to two zones'),
  })
  .map(({ mode, nodeNames, isHinted, odd }) => {
    const endpoints = nodeNames.map((name, index) => {
      const zone = ZONE_BY_NODE.get(name) ?? '';
      const nodeName = index === 0 && odd === 'its node was relabelled' ? 'c2' : name;
      const forZones = index === 0 && odd === 'hinted to two zones' ? [zone, 'c'] : [zone];
      const hints = isHinted ? { hints: { forZones } } : {};
      return { addresses: [`10.0.1.${index}`], conditions: { ready: true }, nodeName, zone, ...hints };
    });
    const slices = [aSlice(endpoints, { managedBy: ENDPOINT_SLICE_CONTROLLER })];
    return { service: aService({ selector: { app: 'x' }, ...mode }), slices };
  });

describe('rows that Services share', () => {
  it('are those that each would have alone, in every minor', () => {
    let shared = 0;
    fc.assert(
      fc.property(
        fc.integer({ min: OLDEST_MINOR, max: NEWEST_MINOR }),
        fc.array(fc.oneof(plain, plain, given), { minLength: 8, maxLength: 16 }),
        (minor, all) => {
          const together = contextOf(minor);
          for (const { service: one, slices } of all) {
            const row = rowOf(one, slices, together);
            expect(row).toEqual(rowOf(one, slices, contextOf(minor)));
          }
          const context = ruleContextOf(contextOf(minor));
          const scene = { facts: clusterFactsOf(context), rules: context.controllerRules };
          const texts = all.flatMap(({ service: one, slices }) => rowLikeness(one, slices, scene) ?? []);
          shared += texts.length - new Set(texts).size;
        },
      ),
      { numRuns: 800 },
    );
    expect(shared).toBeGreaterThan(5);
  });

  it('hang on nothing that the likeness has not looked at', () => {
    fc.assert(
      fc.property(fc.integer({ min: OLDEST_MINOR, max: NEWEST_MINOR }), given, (minor, { service: one, slices }) => {
        const context = ruleContextOf(contextOf(minor));
        const facts = clusterFactsOf(context);
        const looked = new Set(NOT_DECIDING);
        const likeness = rowLikeness(watched(one, 'service', looked), watched(slices, 'slices', looked), {
          facts,
          rules: context.controllerRules,
        });
        if (likeness === undefined) return;
        const read = new Set<string>();
        rowUnder(watched(one, 'service', read), watched(slices, 'slices', read), { context, facts });
        expect([...read].filter((path) => !isLookedAt(path, looked))).toEqual([]);
      }),
      { numRuns: 1_500 },
    );
  });

  it('are shared by Services of other names', () => {
    const context = ruleContextOf(contextOf(36));
    const scene = { context, facts: clusterFactsOf(context) };
    const rowNamed = (name: string, address: string) => {
      const endpoints = [{ addresses: [address], conditions: { ready: true }, nodeName: 'a1', zone: 'a' }];
      const fields = { serviceName: name, managedBy: ENDPOINT_SLICE_CONTROLLER };
      return rowUnder(aService({ name, selector: { app: name } }), [aSlice(endpoints, fields)], scene);
    };
    const [one, other] = [rowNamed('one', '10.0.0.1'), rowNamed('other', '10.0.0.2')];
    expect([one.key, other.key]).toEqual(['default/one', 'default/other']);
    expect(other.verdict).toBe(one.verdict);
  });

  it('are not shared where an endpoint has a zone that its node lost: what that node sends it stays there', () => {
    const nodes = [...NODES, { ...ready(aNode('x1', ''), 0), labels: {} }];
    const rowContext: RowContext = { nodes, version: { major: 1, minor: 36, patch: 0 }, gateOverrides: [] };
    const context = ruleContextOf(rowContext);
    const scene = { context, facts: clusterFactsOf(context) };
    const shareOn = (nodeName: string) => {
      const endpoints = [{ addresses: ['10.0.0.1'], conditions: { ready: true }, nodeName, zone: 'a' }];
      const slices = [aSlice(endpoints, { managedBy: ENDPOINT_SLICE_CONTROLLER })];
      return rowUnder(aService({ selector: { app: 'x' } }), slices, scene).verdict.inZoneShare ?? 0;
    };
    expect(shareOn('x1')).toBeGreaterThan(shareOn('a1'));
  });
});

/** Read on the way, and nothing comes of them where no policy is Local and no other endpoint has the address. */
const NOT_DECIDING: readonly string[] = [
  'service.clusterIPs',
  'service.clusterIPs.*',
  'service.ports.*.port',
  'service.ports.*.nodePort',
  'service.externalIPs',
  'service.externalIPs.*',
  'service.externalIPs.length',
  'service.loadBalancerIngress',
  'service.loadBalancerIngress.length',
  'service.loadBalancerIngress.*',
  'service.loadBalancerIngress.*.ip',
  'service.loadBalancerIngress.*.ipMode',
  'slices.*.name',
  'slices.*.endpoints.*.addresses.length',
];

/** It was read itself, or all keys beside it were gone over. */
function isLookedAt(path: string, looked: ReadonlySet<string>): boolean {
  if (looked.has(path)) return true;
  return [...looked].some((known) => known.endsWith('{}') && path.startsWith(known.slice(0, -2)));
}

/** The same value; notes each property that is read, positions in a list as `*`, all keys of an object as `{}`. */
function watched<T extends object>(value: T, path: string, read: Set<string>): T {
  return new Proxy(value, {
    get(target, key) {
      const found: unknown = Reflect.get(target, key);
      if (typeof key === 'symbol' || typeof found === 'function') return found;
      const inner = `${path}.${Array.isArray(target) && key !== 'length' ? '*' : key}`;
      read.add(inner);
      return typeof found === 'object' && found !== null ? watched(found, inner, read) : found;
    },
    getOwnPropertyDescriptor(target, key) {
      if (typeof key === 'string' && !Array.isArray(target)) read.add(`${path}.${key}`);
      return Reflect.getOwnPropertyDescriptor(target, key);
    },
    ownKeys(target) {
      read.add(`${path}.{}`);
      return Reflect.ownKeys(target);
    },
  });
}
