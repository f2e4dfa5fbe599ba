import { describe, expect, test } from 'vitest';
import { timelineCauses } from '#lib/diagnose/timeline-causes.ts';
import type { EndpointSlice } from '#lib/model/endpoint-slice.ts';
import type { Node } from '#lib/model/node.ts';
import type { TimelineInput } from '#lib/model/timeline.ts';
import { CONTROL_PLANE_LABEL, TOPOLOGY_MODE_ANNOTATION, ZONE_LABEL } from '#lib/model/well-known.ts';
import { aNode, anEndpoint, aService, aSlice } from '#lib/wire/objects.test-support.ts';

const NODES = [zonal('n1', 'a'), zonal('n2', 'b')];
const BASE: TimelineInput = {
  nodes: NODES,
  service: aService('web'),
  slices: [aSlice('web-1', [anEndpoint(1, { nodeName: 'n1' }), anEndpoint(2, { nodeName: 'n2' })])],
  version: { major: 1, minor: 31, patch: 0 },
  gateOverrides: [],
};

function zonal(name: string, zone: string, fields: Partial<Node> = {}): Node {
  return aNode(name, { labels: zone === '' ? {} : { [ZONE_LABEL]: zone }, ...fields });
}

function slices(...endpoints: readonly ReturnType<typeof anEndpoint>[]): readonly EndpointSlice[] {
  return [aSlice('web-1', endpoints)];
}

/** A Deployment's pod: its name tells the revision. */
function pod(name: string, nodeName = 'n1'): ReturnType<typeof anEndpoint> {
  return anEndpoint(1, { addresses: [name], nodeName, targetRef: { kind: 'Pod', name, uid: name } });
}

const MODE = { [TOPOLOGY_MODE_ANNOTATION]: 'Auto' };
const CASES: readonly {
  readonly name: string;
  readonly before?: Partial<TimelineInput>;
  readonly after: Partial<TimelineInput>;
  readonly want: readonly (readonly [key: string, values?: Readonly<Record<string, string | number>>])[];
}[] = [
  { name: 'nothing', after: {}, want: [] },
  { name: 'equal lists that are other lists', after: { nodes: [...NODES], slices: [...BASE.slices] }, want: [] },
  {
    name: 'an annotation is set',
    after: { service: aService('web', { annotations: MODE }) },
    want: [['cause.annotation-set', { annotation: TOPOLOGY_MODE_ANNOTATION, value: 'Auto' }]],
  },
  {
    name: 'an annotation is removed',
    before: { service: aService('web', { annotations: MODE }) },
    after: {},
    want: [['cause.annotation-removed', { annotation: TOPOLOGY_MODE_ANNOTATION }]],
  },
  {
    name: 'a field is set',
    after: { service: aService('web', { trafficDistribution: 'PreferClose' }) },
    want: [['cause.field-set', { field: 'trafficDistribution', value: 'PreferClose' }]],
  },
  {
    name: 'a field is removed',
    before: { service: aService('web', { internalTrafficPolicy: 'Local' }) },
    after: {},
    want: [['cause.field-removed', { field: 'internalTrafficPolicy' }]],
  },
  {
    name: 'another selector and other ports',
    after: { service: aService('web', { selector: { app: 'other' }, ports: [] }) },
    want: [['cause.selector'], ['cause.ports']],
  },
  {
    name: 'a node port that comes with the type',
    before: { service: aService('web', { ports: [{ name: '', protocol: 'TCP', port: 80 }] }) },
    after: {
      service: aService('web', { type: 'NodePort', ports: [{ name: '', protocol: 'TCP', port: 80, nodePort: 30080 }] }),
    },
    want: [['cause.field-set', { field: 'type', value: 'NodePort' }]],
  },
  { name: 'made anew', after: { service: aService('web', { uid: 'other' }) }, want: [['cause.created']] },
  {
    name: 'an upgrade',
    after: { version: { major: 1, minor: 32, patch: 1 } },
    want: [['cause.version', { from: '1.31.0', to: '1.32.1' }]],
  },
  { name: 'other gates', after: { gateOverrides: [{ gate: 'X', state: true }] }, want: [['cause.gates']] },
  {
    name: 'a node joins, and the shares move',
    after: { nodes: [...NODES, zonal('n3', 'b'), zonal('n4', 'b')] },
    want: [
      ['cause.nodes-joined', { nodes: 'n3, n4', count: 2 }],
      ['cause.ratio', { from: 'a 50% b 50%', to: 'a 25% b 75%' }],
    ],
  },
  {
    name: 'more nodes than are named are lost',
    before: { nodes: [1, 2, 3, 4, 5].map((number) => zonal(`n${number}`, '')) },
    after: { nodes: [zonal('n5', '')] },
    want: [['cause.nodes-lost', { nodes: 'n1, n2, n3, …', count: 4 }]],
  },
  {
    name: 'nodes are given zones',
    before: { nodes: [zonal('n1', ''), zonal('n2', ''), zonal('n3', '')] },
    after: { nodes: [zonal('n1', 'a'), zonal('n2', 'b'), zonal('n3', 'a')] },
    want: [
      ['cause.nodes-labelled', { nodes: 'n1, n3', count: 2, zone: 'a' }],
      ['cause.nodes-labelled', { nodes: 'n2', count: 1, zone: 'b' }],
    ],
  },
  {
    name: 'a node loses its zone label',
    after: { nodes: [zonal('n1', ''), zonal('n2', 'b')] },
    want: [
      ['cause.nodes-unlabelled', { nodes: 'n1', count: 1 }],
      ['cause.ratio', { from: 'a 50% b 50%', to: 'b 100%' }],
    ],
  },
  {
    name: 'a node turns NotReady',
    after: { nodes: [zonal('n1', 'a', { ready: { status: 'Unknown' } }), zonal('n2', 'b')] },
    want: [
      ['cause.nodes-not-ready', { nodes: 'n1', count: 1 }],
      ['cause.ratio', { from: 'a 50% b 50%', to: 'b 100%' }],
    ],
  },
  {
    name: 'a control-plane node joins, which this minor does not count',
    after: { nodes: [...NODES, zonal('n3', 'b', { labels: { [ZONE_LABEL]: 'b', [CONTROL_PLANE_LABEL]: '' } })] },
    want: [['cause.nodes-joined', { nodes: 'n3', count: 1 }]],
  },
  {
    name: 'a node gets more CPU',
    after: { nodes: [zonal('n1', 'a', { allocatable: { cpuNano: 12_000_000_000 } }), zonal('n2', 'b')] },
    want: [
      ['cause.nodes-cpu', { nodes: 'n1', count: 1 }],
      ['cause.ratio', { from: 'a 50% b 50%', to: 'a 75% b 25%' }],
    ],
  },
  {
    name: 'a taint and a kubelet version are nothing to zone routing',
    after: {
      nodes: [
        zonal('n1', 'a', { taints: [{ key: 'x', value: '', effect: 'NoSchedule' }], kubeletVersion: 'v1.30.0' }),
        zonal('n2', 'b'),
      ],
    },
    want: [],
  },
  {
    name: 'replicas',
    after: { slices: slices(anEndpoint(1), anEndpoint(2), anEndpoint(3)) },
    want: [['cause.replicas', { from: 2, to: 3 }], ['cause.hints-changed']],
  },
  {
    name: 'an endpoint on its way out counts no more',
    after: {
      slices: slices(anEndpoint(1), anEndpoint(2, { conditions: { ready: false, serving: true, terminating: true } })),
    },
    want: [['cause.replicas', { from: 2, to: 1 }], ['cause.hints-changed']],
  },
  {
    name: 'a pod is replaced',
    after: { slices: slices(anEndpoint(1), anEndpoint(3)) },
    want: [['cause.replaced', { count: 1 }]],
  },
  {
    name: 'an endpoint turns not ready, and its hint counts no more',
    after: { slices: slices(anEndpoint(1), anEndpoint(2, { conditions: { ready: false } })) },
    want: [['cause.endpoints-not-ready', { count: 1 }], ['cause.hints-changed']],
  },
  {
    name: 'endpoints take over the zone of their node',
    after: { slices: slices(anEndpoint(1, { zone: 'b' }), anEndpoint(2, { zone: 'b' })) },
    want: [['cause.endpoint-zones', { count: 2 }]],
  },
  {
    name: 'a field that is on or off is set',
    after: { service: aService('web', { publishNotReadyAddresses: true }) },
    want: [['cause.field-set', { field: 'publishNotReadyAddresses', value: 'true' }]],
  },
  {
    name: 'kube-proxies are upgraded, as far as anybody knows with their kubelets',
    before: {
      nodes: ['n1', 'n2'].map((name) => zonal(name, 'a', { kubeProxyVersion: '', kubeletVersion: 'v1.30.1' })),
    },
    after: { nodes: ['n1', 'n2'].map((name) => zonal(name, 'a', { kubeProxyVersion: '', kubeletVersion: 'v1.31.0' })) },
    want: [['cause.nodes-version', { nodes: 'n1, n2', count: 2, version: 'v1.31.0' }]],
  },
  {
    name: 'a rollout brings a pod of another revision',
    before: { slices: slices(pod('web-6d4cf56db6-2xk8p'), pod('web-6d4cf56db6-9vtzr')) },
    after: { slices: slices(pod('web-6d4cf56db6-2xk8p'), pod('web-6d4cf56db6-9vtzr'), pod('web-7f9c8b7d4-qw5tz')) },
    want: [['cause.rollout', { workload: 'web' }], ['cause.hints-changed']],
  },
  {
    name: 'a rollout takes one of the old revision',
    before: { slices: slices(pod('web-6d4cf56db6-2xk8p'), pod('web-7f9c8b7d4-qw5tz')) },
    after: { slices: slices(pod('web-7f9c8b7d4-qw5tz')) },
    want: [['cause.rollout', { workload: 'web' }], ['cause.hints-changed']],
  },
  {
    name: 'pods of two workloads are no rollout',
    before: { slices: slices(pod('blue-6d4cf56db6-2xk8p')) },
    after: { slices: slices(pod('green-7f9c8b7d4-qw5tz')) },
    want: [['cause.replaced', { count: 1 }]],
  },
  {
    name: 'pods go with the node that is gone',
    before: { slices: slices(pod('web-1', 'gone'), pod('web-2')) },
    after: { slices: slices(pod('web-2')) },
    want: [
      ['cause.gone-with-nodes', { nodes: 'gone', count: 1 }],
      ['cause.replicas', { from: 2, to: 1 }],
      ['cause.hints-changed'],
    ],
  },
  {
    name: 'pods are evicted from a node that is NotReady',
    before: { nodes: [zonal('n1', 'a', { ready: { status: 'Unknown' } })] },
    after: { nodes: [zonal('n1', 'a', { ready: { status: 'Unknown' } })], slices: slices(anEndpoint(2)) },
    want: [
      ['cause.gone-with-not-ready', { nodes: 'n1', count: 1 }],
      ['cause.replicas', { from: 2, to: 1 }],
      ['cause.hints-changed'],
    ],
  },
  {
    name: 'a cordoned node is left empty',
    before: { slices: slices(pod('web-1'), pod('web-2', 'n2')) },
    after: { nodes: [zonal('n1', 'a', { unschedulable: true }), zonal('n2', 'b')], slices: slices(pod('web-2', 'n2')) },
    want: [
      ['cause.drained', { nodes: 'n1', count: 1 }],
      ['cause.replicas', { from: 2, to: 1 }],
      ['cause.hints-changed'],
    ],
  },
  {
    name: 'a cordoned node that keeps some of its pods is not drained',
    before: { slices: slices(pod('web-1'), pod('web-2')) },
    after: { nodes: [zonal('n1', 'a', { unschedulable: true }), zonal('n2', 'b')], slices: slices(pod('web-2')) },
    want: [['cause.replicas', { from: 2, to: 1 }], ['cause.hints-changed']],
  },
  {
    name: 'the slices are deleted',
    after: { slices: [] },
    want: [['cause.slices-deleted'], ['cause.replicas', { from: 2, to: 0 }], ['cause.hints-removed']],
  },
  {
    name: 'slices are written where there were none',
    before: { slices: [] },
    after: {},
    want: [['cause.slices-written'], ['cause.hints-given']],
  },
  {
    name: 'hints go',
    after: { slices: slices(anEndpoint(1, { hints: {} }), anEndpoint(2, { hints: {} })) },
    want: [['cause.hints-removed']],
  },
  {
    name: 'hints come',
    before: { slices: slices(anEndpoint(1, { hints: {} })) },
    after: { slices: slices(anEndpoint(1)) },
    want: [['cause.hints-given']],
  },
  {
    name: 'the slices are written anew',
    after: { slices: [aSlice('web-2', [anEndpoint(1), anEndpoint(2)], { uid: 'other' })] },
    want: [['cause.slices']],
  },
  {
    name: 'several at once: what people did comes before what controllers made of it',
    after: {
      service: aService('web', { annotations: MODE }),
      nodes: [zonal('n1', 'a')],
      slices: slices(anEndpoint(1)),
    },
    want: [
      ['cause.annotation-set', { annotation: TOPOLOGY_MODE_ANNOTATION, value: 'Auto' }],
      ['cause.nodes-lost', { nodes: 'n2', count: 1 }],
      ['cause.ratio', { from: 'a 50% b 50%', to: 'a 100%' }],
      ['cause.gone-with-nodes', { nodes: 'n2', count: 1 }],
      ['cause.replicas', { from: 2, to: 1 }],
      ['cause.hints-changed'],
    ],
  },
];

describe('timelineCauses', () => {
  test.each(CASES)('$name', ({ before = {}, after, want }) => {
    const causes = timelineCauses({ ...BASE, ...before }, { ...BASE, ...after });
    expect(causes).toEqual(want.map(([key, values]) => ({ key, ...(values !== undefined && { values }) })));
  });
});
