import { describe, expect, it } from 'vitest';
import { analyse } from '#lib/diagnose/analyse.ts';
import type { Analysis } from '#lib/diagnose/analysis.ts';
import { TUTORIAL_PODS, type TutorialOptions, tutorial } from '#lib/scenario/tutorial.test-support.ts';

/** Node by node, the ends of the names of the pods that it dials on the first port. */
function dialled(analysis: Analysis): Record<string, readonly string[]> {
  const [port] = analysis.ports;
  return Object.fromEntries(
    analysis.nodes.map(({ name }) => {
      const backends = port?.classes[port.classByNode.get(name) ?? -1]?.backends ?? [];
      return [name, backends.map((index) => port?.endpoints[index]?.name.slice(-5) ?? '').sort()];
    }),
  );
}

const ALL = ['hfbmj', 'hswkq', 'pxphb', 'rhk7r'];
const A = ['hfbmj', 'pxphb'];
const B = ['hswkq', 'rhk7r'];

function everyNode(a: readonly string[], b: readonly string[] = a): Record<string, readonly string[]> {
  return { 'kind-control-plane': a, 'kind-worker': a, 'kind-worker2': b, 'kind-worker3': b };
}

interface Case {
  readonly name: string;
  readonly given: TutorialOptions;
  readonly dials: Record<string, readonly string[]>;
  readonly state: string;
  readonly reason: string;
  readonly inEffect: number;
  readonly inZone?: number;
}

const OFF = [{ gate: 'TopologyAwareHints', state: false }];

const CASES: readonly Case[] = [
  {
    name: 'start: no labels, no annotation, every node dials all four',
    given: { labelled: false, annotated: false },
    dials: everyNode(ALL),
    state: 'off',
    reason: 'not-opted-in',
    inEffect: 0,
  },
  {
    name: '1.21, labelled and annotated: each zone dials its own two',
    given: {},
    dials: everyNode(A, B),
    state: 'zone-routed',
    reason: 'hinted-by-cpu-share',
    inEffect: 4,
    inZone: 1,
  },
  {
    name: '1.21 at two replicas: each zone dials its own one',
    given: { pods: ['hfbmj', 'hswkq'] },
    dials: everyNode(['hfbmj'], ['hswkq']),
    state: 'zone-routed',
    reason: 'hinted-by-cpu-share',
    inEffect: 4,
    inZone: 1,
  },
  {
    name: '1.21 at one replica: no hints, every node dials it, half of the traffic crosses',
    given: { pods: ['hfbmj'] },
    dials: everyNode(['hfbmj']),
    state: 'off',
    reason: 'fewer-endpoints-than-zones',
    inEffect: 0,
    inZone: 0.5,
  },
  {
    name: '1.21 with the gate off: the annotation does nothing',
    given: { gates: OFF },
    dials: everyNode(ALL),
    state: 'off',
    reason: 'hints-gate-off',
    inEffect: 0,
    inZone: 0.5,
  },
  ...['v1.23.17', 'v1.26.15', 'v1.37.2'].map((version) => ({
    name: `${version}: the control-plane node does not count, four endpoints cannot be shared 1:2`,
    given: { version },
    dials: everyNode(ALL),
    state: 'off',
    reason: 'overload-threshold',
    inEffect: 0,
    inZone: 0.5,
  })),
];

describe('analyse, on the tutorial', () => {
  for (const { name, given, dials, state, reason, inEffect, inZone } of CASES) {
    it(name, () => {
      const analysis = analyse(tutorial(given));
      expect(dialled(analysis)).toEqual(dials);
      expect(analysis.verdict).toMatchObject({ state, reason, nodesInEffect: inEffect, nodesInAll: 4 });
      expect(analysis.verdict.inZoneShare).toBe(inZone);
      expect([...analysis.hintsByFamily.values()].map(({ differs }) => differs)).toEqual([false]);
    });
  }

  it('spreads the client mix over the endpoints: a quarter each when zones are equal', () => {
    const [port] = analyse(tutorial()).ports;
    expect(port?.shares).toEqual([0.25, 0.25, 0.25, 0.25]);
    expect(port?.dialledBy).toEqual([2, 2, 2, 2]);
    expect(port?.verdict).toMatchObject({ idleEndpoints: 0, largestLoad: 1 });
  });

  it('tells the mode and the very key that sets it', () => {
    const { mode, modeSource } = analyse(tutorial());
    expect({ mode, modeSource }).toEqual({
      mode: 'Auto',
      modeSource: 'service.kubernetes.io/topology-aware-hints: auto',
    });
  });

  it('lists zones sorted, each with its part of the client mix', () => {
    expect(analyse(tutorial()).zones.map(({ zone, cpuShare, nodes }) => [zone, cpuShare, nodes])).toEqual([
      ['a', 0.5, 2],
      ['b', 0.5, 2],
    ]);
  });

  it('says that the hints are ignored where kube-proxy alone has its gate off', () => {
    const gates = [
      { gate: 'TopologyAwareHints', state: true },
      { program: 'kube-proxy', gate: 'TopologyAwareHints', state: false },
    ] as const;
    const analysis = analyse(tutorial({ gates }));
    expect(dialled(analysis)).toEqual(everyNode(ALL));
    expect(analysis.verdict).toMatchObject({ state: 'ignored', reason: 'gate-off', nodesInEffect: 0 });
  });

  it('says that it is partly in effect where one node alone has its gate off', () => {
    const gates = [
      { gate: 'TopologyAwareHints', state: true },
      { program: 'kube-proxy', node: 'kind-worker', gate: 'TopologyAwareHints', state: false },
    ] as const;
    const analysis = analyse(tutorial({ gates }));
    expect(dialled(analysis)['kind-worker']).toEqual(ALL);
    expect(analysis.verdict).toMatchObject({ state: 'partly', reason: 'gate-off', nodesInEffect: 3 });
    expect(analysis.verdict.inZoneShare).toBe(0.875);
  });

  it('finds the nodes that a Local policy leaves without a backend', () => {
    const given = tutorial({ version: 'v1.31.0', pods: ['hfbmj'], annotated: false });
    const service = { ...given.service, internalTrafficPolicy: 'Local' };
    const analysis = analyse({ ...given, service });
    expect(analysis.mode).toBe('Local');
    expect(analysis.verdict).toMatchObject({
      state: 'blackhole',
      reason: 'internal-policy-local-without-endpoint',
      nodesInEffect: 1,
      reasonValues: { nodes: 3, endpoints: 1 },
    });
  });

  it('finds them too where traffic from outside has a list of its own, which says nothing of the ClusterIP', () => {
    const given = tutorial({ version: 'v1.31.0', pods: ['hfbmj'], annotated: false });
    const ports = given.service.ports.map((port, index) => ({ ...port, nodePort: 30_000 + index }));
    const service = { ...given.service, type: 'NodePort', internalTrafficPolicy: 'Local', ports };
    const analysis = analyse({ ...given, service });
    expect(analysis.verdict).toMatchObject({
      state: 'blackhole',
      reason: 'internal-policy-local-without-endpoint',
      nodesInEffect: 1,
      reasonValues: { nodes: 3, endpoints: 1 },
    });
    expect([...new Set(analysis.ports[0]?.classes.map(({ reason }) => reason))].sort()).toEqual([
      'internal-policy-local',
      'internal-policy-local-without-endpoint',
    ]);
  });

  it('sees that slices lack the hints that the rules would give', () => {
    const given = tutorial();
    const slices = given.slices.map((slice) => ({
      ...slice,
      endpoints: slice.endpoints.map(({ hints: _, ...endpoint }) => endpoint),
    }));
    const analysis = analyse({ ...given, slices });
    expect(analysis.verdict).toMatchObject({ state: 'off', reason: 'hints-missing' });
    expect(analysis.warnings.map(({ key }) => key)).toContain('warning.hints-differ');
    expect(analysis.hintsByFamily.get('IPv4')).toMatchObject({
      expectedByZone: { a: 2, b: 2 },
      actualByZone: { '': 4 },
    });
  });

  it('sees endpoints whose zone is older than the label of their node', () => {
    const before = tutorial({ labelled: false });
    const after = tutorial();
    const analysis = analyse({ ...after, slices: before.slices });
    expect(analysis.warnings).toContainEqual({ key: 'lint.endpoint-zone-outdated.why', values: { endpoints: 4 } });
  });

  it('names a headless Service as not proxied', () => {
    const given = tutorial();
    const analysis = analyse({ ...given, service: { ...given.service, clusterIP: 'None', clusterIPs: ['None'] } });
    expect(analysis.verdict).toMatchObject({ state: 'not-proxied', reason: 'headless' });
    expect(analysis.ports).toEqual([]);
  });

  it('changes nothing of what it is given', () => {
    const given = tutorial();
    const before = structuredClone({ ...given, context: undefined });
    analyse(given);
    expect({ ...given, context: undefined }).toEqual(before);
    expect(TUTORIAL_PODS).toHaveLength(4);
  });
});
