import { defaultGates, GATE_NAMES, gateStage } from '#lib/kube-version/feature-gates.ts';
import { type ProxyRules, proxyRulesOf } from '#lib/kube-version/proxy-rules.ts';
import { NEWEST_MINOR, nearestSupported, OLDEST_MINOR } from '#lib/kube-version/supported-versions.ts';
import type { DataPlaneKind } from '#lib/model/data-plane.ts';
import type { EndpointSlice } from '#lib/model/endpoint-slice.ts';
import type { GateStateByName } from '#lib/model/gates.ts';
import { type NamespacedName, namespacedName } from '#lib/model/names.ts';
import type { Node } from '#lib/model/node.ts';
import type { Service } from '#lib/model/service.ts';
import type { KubeVersion } from '#lib/model/version.ts';
import { readProxyNodes } from '#lib/proxy-filter/proxy-nodes.ts';
import { routeService } from '#lib/proxy-filter/route-service.ts';
import type { ServiceRouting } from '#lib/proxy-filter/service-routing.ts';
import type { FoundCause } from '#lib/proxy-text/compare-causes.ts';

/** An assumption under which a Service is routed anew, for one node alone. */
export interface Alternative {
  readonly cause: FoundCause;
  readonly route: (service: Service) => ServiceRouting;
}

export interface AlternativesInput {
  readonly node: Node;
  readonly slices: readonly EndpointSlice[];
  /** Older states of the same slices, the newest first. */
  readonly earlierSlices?: readonly (readonly EndpointSlice[])[];
  /** Of the node's kube-proxy. */
  readonly version: KubeVersion;
  readonly gates: GateStateByName;
  /** Of the node; absent: kube-proxy in any mode. */
  readonly dataPlane?: DataPlaneKind;
}

const KUBE_PROXY: ReadonlySet<DataPlaneKind> = new Set(['kube-proxy', 'iptables', 'ipvs', 'nftables']);

/** What may lie behind a difference, the likeliest first. Nothing is routed before somebody asks. */
export function routingAlternatives(input: AlternativesInput): readonly Alternative[] {
  const { node, slices, earlierSlices = [], version, gates, dataPlane = 'kube-proxy' } = input;
  const rules = proxyRulesOf(version, gates);
  const now = slicesByService(slices);
  const routeWith = (otherRules: ProxyRules, slicesOf: SlicesOf): ((service: Service) => ServiceRouting) => {
    const nodes = readProxyNodes({ nodes: [node], rulesOf: () => otherRules });
    const routingByService = new Map<Service, ServiceRouting>();
    return (service) => {
      const known = routingByService.get(service);
      if (known !== undefined) return known;
      const routing = routeService({ service, slices: slicesOf(service), nodes });
      routingByService.set(service, routing);
      return routing;
    };
  };
  const isOther = !KUBE_PROXY.has(dataPlane);
  return [
    ...(isOther ? [{ cause: { cause: 'kube-proxy-routes' as const, values: {} }, route: routeWith(rules, now) }] : []),
    ...earlierSlices.map((earlier, index) => ({
      cause: { cause: 'earlier-slices' as const, values: { generation: index + 1 } },
      route: routeWith(rules, slicesByService(earlier)),
    })),
    ...otherGates(version, gates).map(({ gate, state }) => ({
      cause: { cause: 'gate-differs' as const, values: { gate, state: state ? 'true' : 'false' } },
      route: routeWith(proxyRulesOf(version, { ...gates, [gate]: state }), now),
    })),
    {
      cause: { cause: 'hints-ignored' as const, values: {} },
      route: routeWith(rules, (service) => now(service).map(withoutHints)),
    },
    ...otherMinors(version, rules).flatMap(({ minors, rules: otherRules }) => {
      const route = routeWith(otherRules, now);
      return minors.map((minor) => ({
        cause: { cause: 'another-minor' as const, values: { minor: `1.${minor}` } },
        route,
      }));
    }),
  ];
}

/** Every gate that this version lets change, turned the other way, if kube-proxy does anything differently then. */
function otherGates(version: KubeVersion, gates: GateStateByName): readonly { gate: string; state: boolean }[] {
  const rules = proxyRulesOf(version, gates);
  return GATE_NAMES.flatMap((gate) => {
    const stage = gateStage(version, gate);
    if (stage !== 'on' && stage !== 'off') return [];
    const isOn = gates[gate] ?? stage === 'on';
    const state = isOn !== true;
    return proxyRulesOf(version, { ...gates, [gate]: state }) === rules ? [] : [{ gate, state }];
  });
}

interface MinorsOfRules {
  readonly minors: number[];
  readonly rules: ProxyRules;
}

/** Every other set of rules with the minors that have it, the nearest first. */
function otherMinors(version: KubeVersion, own: ProxyRules): readonly MinorsOfRules[] {
  const { minor: ownMinor } = nearestSupported(version);
  const minors = Array.from({ length: NEWEST_MINOR - OLDEST_MINOR + 1 }, (_, index) => OLDEST_MINOR + index);
  const minorsByRules = new Map<ProxyRules, number[]>();
  for (const minor of minors.toSorted((left, right) => Math.abs(left - ownMinor) - Math.abs(right - ownMinor))) {
    const other = { major: 1, minor, patch: 0 };
    const rules = proxyRulesOf(other, defaultGates(other));
    if (rules === own) continue;
    const known = minorsByRules.get(rules);
    if (known === undefined) minorsByRules.set(rules, [minor]);
    else known.push(minor);
  }
  return [...minorsByRules].map(([rules, ofRules]) => ({ minors: ofRules, rules }));
}

type SlicesOf = (service: Service) => readonly EndpointSlice[];

/** Sorted out when first asked for: a cluster may have 10,000 slices. */
function slicesByService(slices: readonly EndpointSlice[]): SlicesOf {
  const slicesByName = new Map<NamespacedName, EndpointSlice[]>();
  const sortOut = (): void => {
    for (const slice of slices) {
      const key = namespacedName({ namespace: slice.namespace, name: slice.serviceName });
      const known = slicesByName.get(key);
      if (known === undefined) slicesByName.set(key, [slice]);
      else known.push(slice);
    }
  };
  return (service) => {
    if (slicesByName.size === 0) sortOut();
    return slicesByName.get(namespacedName(service)) ?? [];
  };
}

function withoutHints(slice: EndpointSlice): EndpointSlice {
  return { ...slice, endpoints: slice.endpoints.map(({ hints: _, ...endpoint }) => endpoint) };
}
