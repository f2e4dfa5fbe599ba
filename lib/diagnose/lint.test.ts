import { describe, expect, it } from 'vitest';
import { analyse } from '#lib/diagnose/analyse.ts';
import { clusterFactsOf } from '#lib/diagnose/cluster-facts.ts';
import { lintNodes } from '#lib/diagnose/lint-nodes.ts';
import { type Finding, LINT_RULES, type LintRuleName, reachesLevel } from '#lib/diagnose/lint-rules.ts';
import { lintService } from '#lib/diagnose/lint-service.ts';
import { lintNodeLocalDns } from '#lib/diagnose/node-local-dns.ts';
import { serviceMode } from '#lib/diagnose/service-mode.ts';
import { situation, withNodes } from '#lib/diagnose/situation.test-support.ts';
import type { Service } from '#lib/model/service.ts';
import {
  TOPOLOGY_MODE_ANNOTATION as NEW,
  TOPOLOGY_AWARE_HINTS_ANNOTATION as OLD,
  ZONE_LABEL,
} from '#lib/model/well-known.ts';
import type { ServiceInput } from '#lib/scenario/service-input.ts';
import { contextOf, type NodeOptions, testNode } from '#lib/scenario/tutorial.test-support.ts';

const NODES = ['a1', 'a2', 'b1', 'b2'].map((name): NodeOptions => ({ name, zone: name.slice(0, 1) }));
const EACH = ['a1', 'a2', 'b1', 'b2'];

function lint({ service, slices, context, ...rest }: ServiceInput): readonly Finding[] {
  const modeFacts = serviceMode(service, context.controllerRules);
  const { verdict } = analyse({ service, slices, context, ...rest });
  return lintService({
    service,
    slices,
    facts: clusterFactsOf(context),
    modeFacts,
    rules: context.controllerRules,
    verdict,
  });
}

interface ServiceCase {
  readonly name: string;
  readonly service?: Partial<Service>;
  readonly version?: string;
  readonly nodes?: readonly NodeOptions[];
  readonly podsOn?: readonly string[];
  readonly change?: (given: ServiceInput) => ServiceInput;
  readonly want: readonly (readonly [LintRuleName, string])[];
}

const annotations = (values: Readonly<Record<string, string>>): Partial<Service> => ({ annotations: values });
const CLOSE = { trafficDistribution: 'PreferClose' };
const SLICE_ZONE = 'EndpointSlice endpoints[].zone';

const SERVICES: readonly ServiceCase[] = [
  { name: 'a Service that is in order has no finding', service: annotations({ [NEW]: 'Auto' }), want: [] },
  { name: 'nor has one that asks for nothing', service: {}, want: [] },
  {
    name: 'the old annotation with an odd value hides the new one that would enable',
    service: annotations({ [OLD]: 'Disabled', [NEW]: 'Auto' }),
    want: [
      ['annotation-shadowed', `metadata.annotations[${OLD}]`],
      ['deprecated-annotation', `metadata.annotations[${OLD}]`],
    ],
  },
  {
    name: 'a value that enables nothing',
    service: annotations({ [NEW]: 'true' }),
    want: [['annotation-value', `metadata.annotations[${NEW}]`]],
  },
  { name: 'Disabled is meant so', service: annotations({ [NEW]: 'Disabled' }), want: [] },
  {
    name: 'the new annotation on a version that does not read it',
    version: 'v1.26.0',
    service: annotations({ [NEW]: 'Auto' }),
    want: [['annotation-not-read', `metadata.annotations[${NEW}]`]],
  },
  {
    name: 'the annotation wins over the field',
    service: { ...annotations({ [NEW]: 'Auto' }), ...CLOSE },
    want: [['annotation-over-field', `metadata.annotations[${NEW}]`]],
  },
  {
    name: 'a value of trafficDistribution that this version does not know',
    service: { trafficDistribution: 'PreferSameNode' },
    want: [['traffic-distribution-refused', 'spec.trafficDistribution']],
  },
  {
    name: 'PreferClose has another name by now',
    version: 'v1.35.0',
    service: CLOSE,
    want: [['deprecated-prefer-close', 'spec.trafficDistribution']],
  },
  {
    name: 'k/e#3966: Local with nodes that have no endpoint, and an annotation that it leaves nothing to do',
    service: { ...annotations({ [NEW]: 'Auto' }), internalTrafficPolicy: 'Local' },
    podsOn: ['a1', 'b1'],
    want: [
      ['local-policy-blackhole', 'spec.internalTrafficPolicy'],
      ['local-policy-over-hints', 'spec.internalTrafficPolicy'],
    ],
  },
  {
    name: 'externalTrafficPolicy Local drops what arrives at the node port of a node without endpoint',
    service: { type: 'NodePort', externalTrafficPolicy: 'Local' },
    podsOn: ['a1'],
    want: [['external-policy-blackhole', 'spec.externalTrafficPolicy']],
  },
  {
    name: 'a custom slice without hints',
    service: CLOSE,
    change: (given) => ({
      ...given,
      slices: given.slices.flatMap((slice) => [
        slice,
        {
          ...slice,
          name: 'custom',
          managedBy: 'mesh',
          endpoints: [{ addresses: ['10.9.9.9'], conditions: {}, zone: 'a', nodeName: 'a1' }],
        },
      ]),
    }),
    want: [['custom-slices-without-hints', 'EndpointSlice endpoints[].hints']],
  },
  {
    name: 'an endpoint without zone in a slice that somebody else writes, with a hint: kube-proxy asks for no zone',
    service: CLOSE,
    change: (given) => ({
      ...given,
      slices: given.slices.map((slice) => ({
        ...slice,
        managedBy: '',
        endpoints: slice.endpoints.map(({ zone: _, nodeName: __, ...endpoint }) => ({
          ...endpoint,
          hints: { forZones: ['a'], forNodes: [] },
        })),
      })),
    }),
    want: [],
  },
  {
    name: 'one endpoint on a node without a zone',
    service: CLOSE,
    nodes: [...NODES, { name: 'n1' }],
    podsOn: [...EACH, 'n1'],
    want: [['endpoint-without-zone', SLICE_ZONE]],
  },
  {
    name: 'endpoints that have the zone of before',
    service: CLOSE,
    change: (given) => withNodes(given, (node) => ({ ...node, labels: { ...node.labels, [ZONE_LABEL]: 'b' } })),
    want: [['endpoint-zone-outdated', SLICE_ZONE]],
  },
  {
    name: 'all endpoints in one zone, clients in two',
    service: CLOSE,
    podsOn: ['a1', 'a2'],
    want: [['single-zone', SLICE_ZONE]],
  },
  {
    name: 'a zone with clients and no endpoint',
    service: CLOSE,
    nodes: [...NODES, { name: 'c1', zone: 'c' }],
    want: [['zone-without-endpoints', SLICE_ZONE]],
  },
  {
    name: 'a zone whose nodes are all NotReady has no clients',
    service: CLOSE,
    nodes: [...NODES, { name: 'c1', zone: 'c', ready: false }],
    want: [],
  },
  {
    name: 'headless, and asks for zone routing',
    service: { ...CLOSE, clusterIP: 'None', clusterIPs: ['None'] },
    want: [['asked-but-not-proxied', 'spec.clusterIP']],
  },
  {
    name: 'headless, as many are',
    service: { clusterIP: 'None', clusterIPs: ['None'] },
    want: [['not-proxied', 'spec.clusterIP']],
  },
  {
    name: 'served by another proxy',
    service: { labels: { 'service.kubernetes.io/service-proxy-name': 'mesh' } },
    want: [['not-proxied', 'metadata.labels[service.kubernetes.io/service-proxy-name]']],
  },
];

describe('lintService', () => {
  for (const { name, service = {}, version = 'v1.31.0', nodes = NODES, podsOn = EACH, change, want } of SERVICES) {
    it(name, () => {
      const given = situation({ version, nodes, podsOn, service });
      const found = lint(change === undefined ? given : change(given));
      expect(found.map(({ rule, field }) => [rule, field])).toEqual(want);
      for (const { object } of found) expect(object).toEqual({ kind: 'Service', name: 'kube-system/kube-dns' });
    });
  }

  it('counts the endpoints of a Service of two families once', () => {
    const given = situation({
      version: 'v1.31.0',
      service: CLOSE,
      nodes: [...NODES, { name: 'n1' }],
      podsOn: [...EACH, 'n1'],
    });
    const both = given.slices.flatMap((slice) => [
      slice,
      { ...slice, name: `${slice.name}-v6`, uid: `${slice.uid}-v6`, addressType: 'IPv6' as const },
    ]);
    const [finding, ...others] = lint({ ...given, slices: both });
    expect(finding).toMatchObject({ rule: 'endpoint-without-zone', why: { values: { endpoints: 1 } } });
    expect(others).toEqual([]);
  });
});

interface NodeCase {
  readonly name: string;
  readonly node: NodeOptions;
  readonly change?: Partial<ReturnType<typeof testNode>>;
  readonly want: readonly (readonly [LintRuleName, string])[];
}

const CONTROL_PLANE_FIELD = 'metadata.labels[node-role.kubernetes.io/control-plane]';
const ZONE_FIELD = `metadata.labels[${ZONE_LABEL}]`;

const NODE_CASES: readonly NodeCase[] = [
  { name: 'a Ready worker with zone and CPU', node: { name: 'n', zone: 'b' }, want: [] },
  { name: 'no zone label', node: { name: 'n' }, want: [['node-without-zone', ZONE_FIELD]] },
  { name: 'no CPU', node: { name: 'n', zone: 'b', cpu: 0 }, want: [['node-without-cpu', 'status.allocatable.cpu']] },
  {
    name: 'NotReady, and without a zone beside',
    node: { name: 'n', ready: false },
    want: [
      ['node-not-ready', 'status.conditions[Ready]'],
      ['uncounted-node-without-zone', ZONE_FIELD],
    ],
  },
  {
    name: 'a control-plane node',
    node: { name: 'n', zone: 'b', controlPlane: true },
    want: [['control-plane-not-counted', CONTROL_PLANE_FIELD]],
  },
  {
    name: 'k/k#110714: a taint keeps pods away, and the CPU counts',
    node: { name: 'n', zone: 'b' },
    change: { taints: [{ key: 'gpu', value: '', effect: 'NoSchedule' }] },
    want: [['tainted-node-counted', 'spec.taints']],
  },
  {
    name: 'cordoned, told once',
    node: { name: 'n', zone: 'b' },
    change: {
      unschedulable: true,
      taints: [{ key: 'node.kubernetes.io/unschedulable', value: '', effect: 'NoSchedule' }],
    },
    want: [['cordoned-node-counted', 'spec.unschedulable']],
  },
  {
    name: 'k/k#116098: a kubelet three minors older, which is supported',
    node: { name: 'n', zone: 'b', version: 'v1.28.0' },
    want: [['version-skew', 'status.nodeInfo.kubeletVersion']],
  },
  {
    name: 'a kubelet five minors older, which is not',
    node: { name: 'n', zone: 'b', version: 'v1.26.0' },
    want: [['version-skew-unsupported', 'status.nodeInfo.kubeletVersion']],
  },
  {
    name: 'a newer kube-proxy than the API server',
    node: { name: 'n', zone: 'b' },
    change: { kubeProxyVersion: 'v1.32.0' },
    want: [['version-skew-unsupported', 'status.nodeInfo.kubeProxyVersion']],
  },
  {
    name: 'Windows',
    node: { name: 'n', zone: 'b' },
    change: { operatingSystem: 'windows' },
    want: [['windows-node', 'status.nodeInfo.operatingSystem']],
  },
];

describe('lintNodes', () => {
  for (const { name, node, change = {}, want } of NODE_CASES) {
    it(name, () => {
      const nodes = [
        testNode({ version: 'v1.31.0', name: 'a1', zone: 'a' }),
        { ...testNode({ version: 'v1.31.0', ...node }), ...change },
      ];
      const found = lintNodes(contextOf(nodes, 'v1.31.0')).filter(({ object }) => object.kind === 'Node');
      expect(found.map(({ rule, field }) => [rule, field])).toEqual(want);
      for (const { object } of found) expect(object.name).toBe('n');
    });
  }

  it('says of the cluster that it has one zone only', () => {
    const nodes = [testNode({ version: 'v1.31.0', name: 'a1', zone: 'a' })];
    expect(lintNodes(contextOf(nodes, 'v1.31.0'))).toMatchObject([
      { rule: 'one-zone', why: { values: { zone: 'a' } } },
    ]);
  });
});

describe('the linter', () => {
  it('finds NodeLocal DNSCache by the Services that it brings', () => {
    const upstream = (key: string) => key === 'kube-system/kube-dns-upstream';
    expect(lintNodeLocalDns('kube-system/kube-dns', upstream).map(({ rule }) => rule)).toEqual(['node-local-dns']);
    expect(lintNodeLocalDns('kube-system/kube-dns', () => false)).toEqual([]);
    expect(lintNodeLocalDns('default/web', upstream)).toEqual([]);
  });

  it('reaches every rule of its table in these tests', () => {
    const reached = new Set([...SERVICES, ...NODE_CASES].flatMap(({ want }) => want.map(([rule]) => rule)));
    const elsewhere: readonly string[] = ['node-local-dns', 'one-zone'];
    expect(
      Object.keys(LINT_RULES).filter((rule) => !elsewhere.includes(rule) && ![...reached].some((one) => one === rule)),
    ).toEqual([]);
  });

  it('ranks levels', () => {
    expect(reachesLevel({ level: 'error' }, 'warning')).toBe(true);
    expect(reachesLevel({ level: 'info' }, 'warning')).toBe(false);
  });
});
