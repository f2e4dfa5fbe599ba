import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gateStage } from '#lib/kube-version/feature-gates.ts';
import { type ProxyRules, proxyRulesOf } from '#lib/kube-version/proxy-rules.ts';
import { NEWEST_MINOR, OLDEST_MINOR } from '#lib/kube-version/supported-versions.ts';
import type { Endpoint, EndpointSlice } from '#lib/model/endpoint-slice.ts';
import type { Node } from '#lib/model/node.ts';
import type { Service } from '#lib/model/service.ts';
import { TOPOLOGY_AWARE_HINTS_ANNOTATION, TOPOLOGY_MODE_ANNOTATION } from '#lib/model/well-known.ts';
import { readProxyNodes } from '#lib/proxy-filter/proxy-nodes.ts';
import { routeService } from '#lib/proxy-filter/route-service.ts';
import { aNode, aService, aSlice } from '#lib/proxy-filter/routing.test-support.ts';
import { routingOfNode } from '#lib/proxy-filter/routing-of-node.ts';
import type { ServiceRouting } from '#lib/proxy-filter/service-routing.ts';
import { type NaiveResult, naiveCategorize, naiveEndpoints } from '../../bench/naive-categorize.ts';

interface World {
  readonly service: Service;
  readonly slices: readonly EndpointSlice[];
  readonly nodes: readonly Node[];
  readonly rulesByNode: ReadonlyMap<string, ProxyRules>;
}

const GATES = [
  'TopologyAwareHints',
  'ServiceTrafficDistribution',
  'PreferSameTrafficDistribution',
  'ProxyTerminatingEndpoints',
  'ServiceInternalTrafficPolicy',
] as const;

const rules = fc
  .tuple(fc.integer({ min: OLDEST_MINOR, max: NEWEST_MINOR }), fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }))
  .map(([minor, states]) => {
    const version = { major: 1, minor, patch: 0 };
    const changeable = GATES.filter((gate) => ['on', 'off'].includes(gateStage(version, gate)));
    return proxyRulesOf(version, Object.fromEntries(changeable.map((gate, index) => [gate, states[index] ?? true])));
  });

const NODE_NAMES = ['n0', 'n1', 'n2', 'n3', 'n4'];
const nodeName = fc.constantFrom(...NODE_NAMES);
const zone = fc.constantFrom('a', 'b', 'c', '');
const boolean = fc.option(fc.boolean(), { nil: undefined });

function without<T extends object>(fields: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  const kept = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(kept) as { [K in keyof T]: Exclude<T[K], undefined> };
}

/** Hints often stand on all endpoints, so that the filter takes effect often; addresses often stand twice. */
function endpoint(hinted: boolean, lastNumber: number): fc.Arbitrary<Endpoint> {
  const names = (name: fc.Arbitrary<string>) =>
    hinted
      ? fc.array(name, { minLength: 1, maxLength: 2 })
      : fc.option(fc.array(name, { maxLength: 2 }), { nil: undefined });
  return fc
    .record({
      number: fc.integer({ min: 1, max: lastNumber }),
      nodeName: fc.option(nodeName, { nil: undefined }),
      ready: fc.oneof({ weight: 3, arbitrary: fc.constant(true) }, boolean),
      serving: boolean,
      terminating: boolean,
      forZones: names(zone),
      forNodes: names(nodeName),
    })
    .map(({ number, nodeName: on, ready, serving, terminating, forZones, forNodes }) => ({
      addresses: [`10.0.0.${number}`],
      conditions: without({ ready, serving, terminating }),
      hints: without({ forZones, forNodes }),
      ...without({ nodeName: on }),
    }));
}

const service: fc.Arbitrary<Service> = fc
  .record({
    type: fc.constantFrom('ClusterIP', 'NodePort', 'LoadBalancer'),
    internalTrafficPolicy: fc.constantFrom('Cluster', 'Cluster', 'Local'),
    externalTrafficPolicy: fc.constantFrom('Cluster', 'Local'),
    externalIPs: fc.constantFrom([], ['203.0.113.7'], ['fd00::7']),
    hints: fc.constantFrom(undefined, 'Auto', 'auto', 'Disabled', ''),
    mode: fc.constantFrom(undefined, 'Auto', 'PreferZone'),
  })
  .map(({ type, internalTrafficPolicy, externalTrafficPolicy, externalIPs, hints, mode }) =>
    aService({
      type,
      internalTrafficPolicy,
      externalTrafficPolicy,
      externalIPs,
      annotations: without({ [TOPOLOGY_AWARE_HINTS_ANNOTATION]: hints, [TOPOLOGY_MODE_ANNOTATION]: mode }) as Readonly<
        Record<string, string>
      >,
      ports: [{ name: 'http', protocol: 'TCP', port: 80, ...(type === 'ClusterIP' ? {} : { nodePort: 30_080 }) }],
      loadBalancerIngress: type === 'LoadBalancer' ? [{ ip: '198.51.100.1', ipMode: 'Proxy' }] : [],
    }),
  );

const world: fc.Arbitrary<World> = fc
  .tuple(fc.boolean(), fc.constantFrom(4, 60), fc.boolean())
  .chain(([hinted, lastNumber, isSkewed]) =>
    fc
      .record({
        service,
        slices: fc
          .array(fc.array(endpoint(hinted, lastNumber), { maxLength: 6 }), { maxLength: 3 })
          .map((lists) => lists.map((endpoints, index) => aSlice(endpoints, { name: `svc-${index}` }))),
        zones: fc.tuple(...NODE_NAMES.map(() => fc.option(zone, { nil: undefined }))),
        rules: fc.tuple(...NODE_NAMES.map(() => rules)),
      })
      .map(({ zones, rules: each, ...rest }) => ({
        ...rest,
        nodes: NODE_NAMES.map((name, index) => aNode(name, zones[index])),
        rulesByNode: new Map(
          NODE_NAMES.map((name, index) => [
            name,
            (isSkewed ? each[index] : each[0]) ?? proxyRulesOf({ major: 1, minor: 37, patch: 0 }, {}),
          ]),
        ),
      })),
  );

function rulesOf({ rulesByNode }: World, node: Node): ProxyRules {
  const found = rulesByNode.get(node.name);
  if (found === undefined) throw new Error(`Cannot test: node ${node.name} has no rules`);
  return found;
}

function route(each: World): ServiceRouting {
  const nodes = readProxyNodes({ nodes: each.nodes, rulesOf: (node) => rulesOf(each, node) });
  return routeService({ service: each.service, slices: each.slices, nodes });
}

/** By node name: mode and lists, spelled out. */
function spelled(each: World, routing = route(each)): ReadonlyMap<string, unknown> {
  const [port] = routing.ports;
  if (port === undefined) throw new Error('Cannot test: the Service has no port');
  const keys = (list: readonly { readonly key: string }[] | null) => list?.map(({ key }) => key).toSorted() ?? null;
  return new Map(
    each.nodes.map((node, index) => {
      const { routeClass, cluster, local, allReachable } = routingOfNode(port, index);
      const { mode, reason, hasAnyEndpoints } = routeClass;
      return [node.name, { mode, reason, hasAnyEndpoints, lists: [cluster, local, allReachable].map(keys) }];
    }),
  );
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(deepFreeze);
  }
  return value;
}

const RUNS = { numRuns: 150 };

describe('whatever the cluster, the filter', () => {
  it('equals the plain port, node by node, also where kube-proxies differ', () => {
    fc.assert(
      fc.property(world, (each) => {
        const [port] = route(each).ports;
        const [servicePort] = each.service.ports;
        if (port === undefined || servicePort === undefined) throw new Error('Cannot test: the Service has no port');
        for (const [index, node] of each.nodes.entries()) {
          const naivePort = {
            service: each.service,
            port: servicePort,
            family: 'IPv4',
            rules: rulesOf(each, node),
          } as const;
          const want: NaiveResult = naiveCategorize(naivePort, naiveEndpoints(naivePort, each.slices, node.name), node);
          const { routeClass, cluster, local, allReachable } = routingOfNode(port, index);
          const identities = (list: readonly { readonly key: string }[] | null) =>
            list?.map(({ key }) => key).toSorted() ?? null;
          expect({
            node: node.name,
            mode: routeClass.mode,
            hasAnyEndpoints: routeClass.hasAnyEndpoints,
            lists: [cluster, local, allReachable].map(identities),
          }).toEqual({
            node: node.name,
            mode: want.mode,
            hasAnyEndpoints: want.hasAnyEndpoints,
            lists: [want.cluster, want.local, want.allReachable].map(identities),
          });
        }
      }),
      { numRuns: 700 },
    );
  });

  it('leaves its inputs alone', () => {
    fc.assert(
      fc.property(world, (each) => {
        deepFreeze([each.service, each.slices, each.nodes]);
        expect(() => route(each)).not.toThrow();
      }),
      RUNS,
    );
  });

  it('gives the same answer in whatever order nodes and slices come', () => {
    fc.assert(
      fc.property(world, (each) => {
        const turned = { ...each, nodes: each.nodes.toReversed(), slices: each.slices.toReversed() };
        expect(new Map([...spelled(turned)].toReversed())).toEqual(spelled(each));
      }),
      RUNS,
    );
  });

  it('gives the same answer in whatever order the endpoints of a slice come, if each address stands once', () => {
    fc.assert(
      fc.property(world, (each) => {
        const addresses = each.slices.flatMap(({ endpoints }) => endpoints.map((one) => one.addresses[0]));
        fc.pre(new Set(addresses).size === addresses.length);
        const slices = each.slices.map((slice) => ({ ...slice, endpoints: slice.endpoints.toReversed() }));
        // The first endpoint without a hint is the first in kube-proxy's own order, so even the reasons are the same.
        expect(spelled({ ...each, slices })).toEqual(spelled(each));
      }),
      RUNS,
    );
  });

  it('never empties a list that has a ready endpoint by hints alone, under Cluster policy since 1.23', () => {
    fc.assert(
      fc.property(world, (each) => {
        for (const { rules: of, policies, counts, cluster, dataPlane } of route(each).ports[0]?.classes ?? []) {
          if (of.hintsMustBeOn === 'every-endpoint' || policies.internalLocal || dataPlane === 'windows') continue;
          if (counts.ready > 0) expect(cluster?.length).toBeGreaterThan(0);
        }
      }),
      RUNS,
    );
  });

  it('counts each node in exactly one class, and nothing below zero', () => {
    fc.assert(
      fc.property(world, (each) => {
        const [port] = route(each).ports;
        const counted = port?.classes.map((_, index) => port.classByNode.filter((id) => id === index).length);
        expect(port?.classes.map(({ nodeCount }) => nodeCount)).toEqual(counted);
        for (const routeClass of port?.classes ?? []) {
          expect(Object.values(routeClass.counts).every((count) => count >= 0)).toBe(true);
        }
      }),
      RUNS,
    );
  });
});
