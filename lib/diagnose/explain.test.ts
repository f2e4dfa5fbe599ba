import { describe, expect, it } from 'vitest';
import { analyse } from '#lib/diagnose/analyse.ts';
import { rowOf } from '#lib/diagnose/service-row.ts';
import {
  AUTO,
  type Said,
  type Situation,
  said,
  situation,
  withEndpoints,
  withNodes,
} from '#lib/diagnose/situation.test-support.ts';
import { ENDPOINT_SLICE_CONTROLLER } from '#lib/endpoint-slice/empty-slice.ts';
import { TOPOLOGY_MODE_ANNOTATION, ZONE_LABEL } from '#lib/model/well-known.ts';
import type { ServiceInput } from '#lib/scenario/service-input.ts';
import { NOW, type NodeOptions } from '#lib/scenario/tutorial.test-support.ts';

const MINUTE = 60_000;
const A1: NodeOptions = { name: 'a1', zone: 'a' };
const A2: NodeOptions = { name: 'a2', zone: 'a' };
const B1: NodeOptions = { name: 'b1', zone: 'b' };
const B2: NodeOptions = { name: 'b2', zone: 'b' };
const TWO_ZONES = [A1, A2, B1, B2];
const ONE_EACH = ['a1', 'a2', 'b1', 'b2'];
const CLOSE = { trafficDistribution: 'PreferClose' };
const INSUFFICIENT =
  'Warning  TopologyAwareHintsDisabled  Insufficient Node information: allocatable CPU or zone not specified on one or more nodes, addressType: IPv4';
const MISSING_HINT_1_34 =
  '"Ignoring same-zone topology hints for service since one or more endpoints is missing a zone hint"';
const LOOK_AGAIN = [
  'kubectl -n kube-system annotate service kube-dns look-again=now',
  'kubectl -n kube-system annotate service kube-dns look-again-',
];
const DELETE = 'kubectl -n kube-system delete endpointslice -l kubernetes.io/service-name=kube-dns';
const COUNT = expect.stringContaining('kubectl delete node count-zones-again');

/** Labels every node by the first letter of its name, as if somebody had just run `kubectl label`. */
function labelledSince(given: ServiceInput): ServiceInput {
  return withNodes(given, (node) => ({ ...node, labels: { ...node.labels, [ZONE_LABEL]: node.name.slice(0, 1) } }));
}

const UNLABELLED = TWO_ZONES.map(({ name }) => ({ name }));

function writtenBeforeLabels(version: string): ServiceInput {
  return labelledSince(situation({ version, nodes: UNLABELLED, podsOn: ONE_EACH }));
}

/** The slice was made anew with the zones of now, and without hints. */
function madeAnew(version: string, sliceCreatedAt: number): ServiceInput {
  const given = withEndpoints(
    situation({ version, nodes: TWO_ZONES, podsOn: ONE_EACH }),
    ({ hints: _, ...endpoint }) => endpoint,
  );
  return { ...given, slices: given.slices.map((slice) => ({ ...slice, creationTime: sliceCreatedAt })) };
}

function situated(change: Partial<Situation> & Pick<Situation, 'version'>): () => ServiceInput {
  return () => situation({ nodes: TWO_ZONES, podsOn: ONE_EACH, ...change });
}

interface Case {
  readonly name: string;
  readonly given: () => ServiceInput;
  readonly want: { readonly [K in keyof Said]?: unknown };
}

const MISLEADING: readonly Case[] = [
  {
    name: 'k/k#119990, all workers in one zone: the Event speaks of missing node information, and nothing is missing',
    given: situated({ version: 'v1.31.0', nodes: [A1, A2], podsOn: ['a1', 'a2'] }),
    want: {
      state: 'off',
      reason: 'one-zone-only',
      words: [INSUFFICIENT, expect.stringContaining('missing a zone hint')],
      notes: [expect.stringMatching(/^Misleading: no node lacks CPU or zone/)],
      cause: expect.stringContaining('All counted nodes (2) are in zone a'),
      commands: ['kubectl -n kube-system annotate service kube-dns service.kubernetes.io/topology-aware-hints-'],
    },
  },
  {
    name: 'one of two zones died: the same Event, and the cause is its NotReady nodes by name',
    given: situated({ version: 'v1.31.0', nodes: [A1, A2, { ...B1, ready: false }, { ...B2, ready: false }] }),
    want: {
      reason: 'one-zone-only',
      words: [INSUFFICIENT, expect.anything()],
      cause: expect.stringContaining('of the 2 nodes in other zones none does, since NotReady nodes are left out'),
      objects: ['Node b1', 'Node b2'],
      commands: ['kubectl describe node b1', 'kubectl describe node b2', ...LOOK_AGAIN],
    },
  },
  {
    name: 'workers in one zone and a control-plane node in another: trafficDistribution would not mind',
    given: situated({ version: 'v1.31.0', nodes: [A1, A2, { ...B1, controlPlane: true }], podsOn: ['a1', 'b1'] }),
    want: {
      reason: 'one-zone-only',
      objects: ['Node b1'],
      commands: [
        'kubectl -n kube-system annotate service kube-dns service.kubernetes.io/topology-aware-hints-',
        `kubectl -n kube-system patch service kube-dns -p '{"spec":{"trafficDistribution":"PreferClose"}}'`,
      ],
    },
  },
  {
    name: 'nothing but a control-plane node: the same Event once more, and no node counts',
    given: situated({ version: 'v1.31.0', nodes: [{ ...A1, controlPlane: true }], podsOn: ['a1'] }),
    want: { reason: 'no-node-counted', words: [INSUFFICIENT, expect.anything()], objects: ['Node a1'] },
  },
  {
    name: 'a node without its label: the Event is right for once, and the node has a name',
    given: situated({ version: 'v1.31.0', nodes: [A1, A2, B1, { name: 'c1' }], podsOn: ['a1', 'b1', 'a2', 'b1'] }),
    want: {
      reason: 'node-without-zone',
      words: [INSUFFICIENT, expect.anything()],
      cause: '1 node has no zone label: while a node that should count lacks it, no Service gets hints by CPU.',
      objects: ['Node c1'],
      commands: ['kubectl label node c1 topology.kubernetes.io/zone=ZONE', ...LOOK_AGAIN],
    },
  },
  {
    name: 'trafficDistribution in effect: Kubernetes says nothing, and nothing is to be fixed',
    given: situated({ version: 'v1.34.0', service: CLOSE }),
    want: { state: 'zone-routed', reason: 'hinted-to-own-zone', words: [], fix: '', commands: [] },
  },
  {
    name: 'several pods on one unlabelled node: the node is named once, without them',
    given: situated({
      version: 'v1.34.0',
      service: CLOSE,
      nodes: [A1, A2, B1, { name: 'c1' }],
      podsOn: ['a1', 'c1', 'c1', 'c1'],
    }),
    want: {
      state: 'off',
      reason: 'endpoint-without-zone-hint',
      words: [MISSING_HINT_1_34],
      objects: ['Node c1'],
      commands: ['kubectl label node c1 topology.kubernetes.io/zone=ZONE', ...LOOK_AGAIN],
    },
  },
  {
    name: 'trafficDistribution and one pod on an unlabelled node: off for the whole Service, no Event, a log at -v=7',
    given: situated({
      version: 'v1.34.0',
      service: CLOSE,
      nodes: [A1, A2, B1, { name: 'c1' }],
      podsOn: ['a1', 'b1', 'c1'],
    }),
    want: {
      state: 'off',
      reason: 'endpoint-without-zone-hint',
      words: [MISSING_HINT_1_34],
      cause: expect.stringContaining('1 of 3 ready endpoints carries no zone hint, since its node has no zone label'),
      objects: ['Node c1 · coredns-558bd4d5db-p2'],
      commands: ['kubectl label node c1 topology.kubernetes.io/zone=ZONE', ...LOOK_AGAIN],
    },
  },
  {
    name: 'a single ready endpoint without a hint, in a slice of somebody else: the Event says that hints are enabled',
    given: () => {
      const given = situation({ version: 'v1.31.0', nodes: TWO_ZONES, podsOn: ONE_EACH });
      const extra = { addresses: ['10.9.9.9'], conditions: { ready: true }, zone: 'a', nodeName: 'a1' };
      const custom = given.slices.map((slice) => ({ ...slice, name: 'custom', managedBy: 'mesh', endpoints: [extra] }));
      return { ...given, slices: [...given.slices, ...custom] };
    },
    want: {
      state: 'off',
      reason: 'endpoint-without-zone-hint',
      words: [
        'Normal  TopologyAwareHintsEnabled  Topology Aware Hints has been enabled, addressType: IPv4',
        '"Skipping topology aware endpoint filtering since one or more endpoints is missing a zone hint"',
      ],
      cause: expect.stringContaining('1 of 5 ready endpoints carries no zone hint'),
      objects: ['EndpointSlice custom · mesh'],
      commands: [
        `kubectl -n kube-system patch endpointslice custom --type=json -p '[{"op":"add","path":"/endpoints/0/hints","value":{"forZones":[{"name":"a"}]}}]'`,
      ],
    },
  },
  {
    name: 'Events are written again at each sync and expire: the page says so beside the words',
    given: situated({ version: 'v1.31.0', podsOn: ['a1'] }),
    want: {
      reason: 'fewer-endpoints-than-zones',
      words: [
        'Warning  TopologyAwareHintsDisabled  Insufficient number of endpoints (1 endpoints, 2 zones), addressType: IPv4',
        expect.anything(),
      ],
      notes: [expect.stringContaining('says nothing of now')],
      cause: '1 ready endpoint for 2 zones: hints by CPU need at least one for each zone.',
      commands: ['kubectl -n kube-system scale deployment/coredns --replicas=2'],
    },
  },
  {
    name: 'k/k#122437, eleven endpoints in three equal zones: 4 + 4 + 4 are needed, and one replica more is enough',
    given: situated({
      version: 'v1.31.0',
      nodes: [A1, B1, { name: 'c1', zone: 'c' }],
      podsOn: Array.from({ length: 11 }, (_, index) => ['a1', 'b1', 'c1'][index % 3] ?? 'a1'),
    }),
    want: {
      reason: 'overload-threshold',
      cause: 'By their shares of CPU the zones need at least a 4, b 4, c 4: 12 endpoints, and 11 are ready.',
      fix: 'Run 1 more: with 12 ready endpoints there are hints.',
      commands: ['kubectl -n kube-system scale deployment/coredns --replicas=12'],
    },
  },
];

const ZONES_OF_BEFORE: readonly Case[] = [
  ...['v1.21.14', 'v1.22.17', 'v1.23.17'].map((version) => ({
    name: `${version}, labels after the endpoints: they stay without a zone until their slice is deleted`,
    given: () => writtenBeforeLabels(version),
    want: {
      state: 'off',
      reason: 'endpoint-zone-outdated',
      cause: expect.stringContaining('it stays so until its slice is deleted'),
      objects: expect.arrayContaining(['EndpointSlice kube-dns-wt2f9 · coredns-558bd4d5db-p0']),
      commands: [COUNT, DELETE],
    },
  })),
  {
    name: '1.24, labels after the endpoints: a sync is enough for them, and the zones must be counted',
    given: () => writtenBeforeLabels('v1.24.17'),
    want: {
      reason: 'endpoint-zone-outdated',
      cause: expect.stringContaining('They learn it at the next sync of this Service'),
      commands: [COUNT, ...LOOK_AGAIN],
    },
  },
  {
    name: '1.31, labels after the endpoints: the next sync, and the last Event is of the time before',
    given: () => writtenBeforeLabels('v1.31.0'),
    want: {
      reason: 'endpoint-zone-outdated',
      words: [INSUFFICIENT, expect.anything()],
      notes: ['Said before the nodes had their labels; it has not looked since.'],
      commands: LOOK_AGAIN,
    },
  },
  {
    name: '1.21, the slice deleted before any node event: the zones are not counted again, deleting once more is no fix',
    given: () => madeAnew('v1.21.14', NOW - MINUTE),
    want: {
      state: 'off',
      reason: 'zones-not-counted-again',
      cause: expect.stringMatching(
        /counts them only when a node joins, leaves.*neither does deleting the slice once more/,
      ),
      fix: expect.stringContaining('restart kube-controller-manager, or let a node come and go'),
      commands: [COUNT, DELETE],
    },
  },
  {
    name: '1.21, a node event after the slice was made: what is missing is a sync, or the counting',
    given: () => madeAnew('v1.21.14', NOW - 90 * MINUTE),
    want: {
      reason: 'hints-missing',
      cause: expect.stringContaining('Either the controller has not looked at this Service'),
      commands: [COUNT, DELETE],
    },
  },
  {
    name: 'k/k#123401 on 1.29, a node Ready before its label: hints come back at the next sync, which a label does not cause',
    given: () => madeAnew('v1.29.0', NOW - MINUTE),
    want: {
      reason: 'hints-missing',
      words: [expect.stringContaining('missing a zone hint')],
      cause: expect.stringContaining('such a change queues only Services that have hints'),
      commands: LOOK_AGAIN,
    },
  },
];

const OTHERS: readonly Case[] = [
  {
    name: '1.24 writes no Events: what kube-proxy logs is all there is',
    given: situated({ version: 'v1.24.17', podsOn: ['a1'] }),
    want: {
      reason: 'fewer-endpoints-than-zones',
      words: ['"Skipping topology aware endpoint filtering since one or more endpoints is missing a zone hint"'],
    },
  },
  {
    name: 'a zone without endpoints under trafficDistribution dials all of them',
    given: situated({
      version: 'v1.34.0',
      service: CLOSE,
      nodes: [...TWO_ZONES, { name: 'c1', zone: 'c' }],
      podsOn: ['a1', 'b1'],
    }),
    want: {
      state: 'partly',
      reason: 'no-endpoint-hinted-to-zone',
      words: ['"Ignoring same-zone topology hints for service since no hints were provided for zone" zone="c"'],
      cause: 'No endpoint is hinted to c: 1 node there dials all 2 ready endpoints.',
      commands: [
        'kubectl -n kube-system scale deployment/coredns --replicas=3',
        expect.stringContaining('"topologyKey":"topology.kubernetes.io/zone"'),
      ],
    },
  },
  {
    name: 'a zone whose nodes are all NotReady dials all: they are to come back, and no pod is to be moved there',
    given: situated({
      version: 'v1.34.0',
      service: CLOSE,
      nodes: [...TWO_ZONES, { name: 'c1', zone: 'c', ready: false }],
      podsOn: ['a1', 'b1'],
    }),
    want: {
      state: 'partly',
      reason: 'no-endpoint-hinted-to-zone',
      commands: ['kubectl describe node c1'],
    },
  },
  {
    name: 'an unlabelled client node dials all: named, and kube-proxy logs it from -v=2',
    given: situated({ version: 'v1.34.0', service: CLOSE, nodes: [...TWO_ZONES, { name: 'n1' }] }),
    want: {
      state: 'partly',
      reason: 'node-without-zone',
      words: [
        '"Ignoring same-zone topology hints for service since node is missing label" label="topology.kubernetes.io/zone"',
      ],
      objects: ['Node n1'],
      commands: ['kubectl label node n1 topology.kubernetes.io/zone=ZONE'],
    },
  },
  {
    name: 'internalTrafficPolicy Local with nodes that run no endpoint: named, with the words of their iptables rules',
    given: situated({ version: 'v1.31.0', service: { internalTrafficPolicy: 'Local' }, podsOn: ['a1'] }),
    want: {
      state: 'blackhole',
      words: ['kube-system/kube-dns:dns has no local endpoints'],
      cause: expect.stringContaining('3 of 4 nodes run none of the 1 endpoints'),
      objects: ['Node a2', 'Node b1', 'Node b2'],
      commands: [`kubectl -n kube-system patch service kube-dns -p '{"spec":{"internalTrafficPolicy":"Cluster"}}'`],
    },
  },
  {
    name: 'an odd annotation value: kube-proxy of 1.26 logs it, the controller says nothing',
    given: situated({
      version: 'v1.26.0',
      service: { annotations: { 'service.kubernetes.io/topology-aware-hints': 'true' } },
    }),
    want: {
      state: 'off',
      reason: 'annotation-value-not-enabling',
      words: [],
      objects: ['Service kube-system/kube-dns'],
      commands: [
        'kubectl -n kube-system annotate service kube-dns service.kubernetes.io/topology-aware-hints=Auto --overwrite',
      ],
    },
  },
  {
    name: 'trafficDistribution that the version does not know: the one that it knows',
    given: situated({ version: 'v1.31.0', service: { trafficDistribution: 'PreferSameNode' } }),
    want: {
      reason: 'traffic-distribution-not-supported',
      words: [],
      commands: [`kubectl -n kube-system patch service kube-dns -p '{"spec":{"trafficDistribution":"PreferClose"}}'`],
    },
  },
  {
    name: 'no selector: whoever writes the slices has to write the hints',
    given: () => {
      const { service, ...given } = situation({
        version: 'v1.34.0',
        nodes: TWO_ZONES,
        podsOn: ['a1', 'b1'],
        service: CLOSE,
      });
      const { selector: _, ...rest } = service;
      const slices = given.slices.map((slice) => ({ ...slice, managedBy: 'operator' }));
      return withEndpoints({ ...given, slices, service: rest }, ({ hints: _hints, ...endpoint }) => endpoint);
    },
    want: {
      reason: 'service-without-selector',
      cause: expect.stringContaining('2 of 2 ready endpoints carry none'),
      objects: ['EndpointSlice kube-dns-wt2f9 · operator'],
      commands: [expect.stringContaining('patch endpointslice kube-dns-wt2f9 --type=json')],
    },
  },
  {
    name: 'nobody asked, and nobody would write hints: nothing to be fixed by an annotation',
    given: () => {
      const { service, ...given } = situation({ version: 'v1.31.0', nodes: TWO_ZONES, podsOn: ['a1'], service: {} });
      const { selector: _, ...rest } = service;
      return { ...given, service: rest };
    },
    want: { reason: 'not-opted-in', words: [], fix: '', commands: [] },
  },
  {
    name: 'nobody asked: one annotation',
    given: situated({ version: 'v1.31.0', service: {} }),
    want: {
      reason: 'not-opted-in',
      words: [],
      commands: [`kubectl -n kube-system annotate service kube-dns ${TOPOLOGY_MODE_ANNOTATION}=Auto`],
    },
  },
];

for (const [title, cases] of Object.entries({
  "where Kubernetes' own words mislead or are missing": MISLEADING,
  'endpoints whose zone is older than the label of their node': ZONES_OF_BEFORE,
  'other verdicts': OTHERS,
})) {
  describe(title, () => {
    for (const { name, given, want } of cases) {
      it(name, () => expect(said(given())).toMatchObject(want));
    }
  });
}

describe('the row of the list', () => {
  for (const { name, given } of [...MISLEADING, ...ZONES_OF_BEFORE, ...OTHERS]) {
    it(`names the same reason: ${name}`, () => {
      const input = given();
      const { nodes, version, gateOverrides } = input.context.question;
      const { state, reason } = analyse(input).verdict;
      const row = rowOf(input.service, input.slices, { nodes, version, gateOverrides });
      expect(row.verdict).toMatchObject({ state, reason });
    });
  }
});

describe('families', () => {
  it('can differ: the IPv6 endpoint of a node without hints, IPv4 in effect', () => {
    const given = situation({
      version: 'v1.34.0',
      nodes: TWO_ZONES,
      podsOn: ONE_EACH,
      service: { ...AUTO, ipFamilies: ['IPv4', 'IPv6'], clusterIPs: ['10.96.0.10', 'fd00::a'] },
    });
    const v6 = given.slices.map((slice) => ({
      ...slice,
      name: 'kube-dns-v6',
      addressType: 'IPv6',
      managedBy: ENDPOINT_SLICE_CONTROLLER,
      endpoints: slice.endpoints.slice(0, 1).map(({ hints: _, ...rest }) => ({ ...rest, addresses: ['fd00::1'] })),
    }));
    const v4 = given.slices.filter(({ addressType }) => addressType === 'IPv4');
    const analysis = analyse({ ...given, slices: [...v4, ...v6.slice(0, 1)] });
    const verdicts = analysis.ports
      .filter(({ port }) => port.name === 'dns')
      .map(({ family, verdict }) => [family, verdict.state, verdict.reason]);
    expect(verdicts).toEqual([
      ['IPv4', 'zone-routed', 'hinted-by-cpu-share'],
      ['IPv6', 'off', 'fewer-endpoints-than-zones'],
    ]);
    // One flag for both families: the Event of the one that is well comes again at each sync.
    expect(said(analysis).notes).toEqual([
      expect.stringMatching(/^Written again at each sync, although nothing changes/),
    ]);
  });
});
