import { describe, expect, it } from 'vitest';
import { type Said, type Situation, said, situation } from '#lib/diagnose/situation.test-support.ts';
import { TOPOLOGY_AWARE_HINTS_ANNOTATION, TOPOLOGY_MODE_ANNOTATION } from '#lib/model/well-known.ts';

const label = (node: string) => `kubectl label node ${node} topology.kubernetes.io/zone=ZONE`;
const ANNOTATE = `kubectl -n kube-system annotate service kube-dns ${TOPOLOGY_MODE_ANNOTATION}=Auto`;
const ANNOTATE_OLDER = `kubectl -n kube-system annotate service kube-dns ${TOPOLOGY_AWARE_HINTS_ANNOTATION}=Auto`;
const COUNT = expect.stringContaining('kubectl delete node count-zones-again');
const DELETE = 'kubectl -n kube-system delete endpointslice -l kubernetes.io/service-name=kube-dns';
const CONTROL_PLANE = { name: 'c1', zone: 'c', controlPlane: true };

interface Case extends Partial<Situation> {
  readonly name: string;
  readonly want: { readonly [K in keyof Said]?: unknown };
}

/** Two nodes in zone a, two in b, an endpoint on each, and nobody asked, unless the case says otherwise. */
const CASES: readonly Case[] = [
  {
    name: 'labels first where no node has a zone: the annotation would bring nothing',
    nodes: [{ name: 'a1' }, { name: 'b1' }],
    podsOn: ['a1', 'b1'],
    want: {
      reason: 'not-opted-in',
      fix: expect.stringMatching(
        /^Give 2 nodes their zone label first .*Then ask for zone routing with the annotation/,
      ),
      commands: [label('a1'), label('b1'), ANNOTATE],
    },
  },
  {
    name: 'labels first where a single node that counts has no zone',
    nodes: [{ name: 'a1', zone: 'a' }, { name: 'b1', zone: 'b' }, { name: 'x1' }],
    podsOn: ['a1', 'b1'],
    want: {
      fix: expect.stringMatching(/^Give 1 node its zone label first/),
      commands: [label('x1'), ANNOTATE],
    },
  },
  {
    name: 'labels first where an endpoint stands on a control-plane node without a zone: one is enough to end all hints',
    nodes: [
      { name: 'a1', zone: 'a' },
      { name: 'b1', zone: 'b' },
      { name: 'c1', controlPlane: true },
    ],
    podsOn: ['a1', 'b1', 'c1', 'a1', 'b1', 'c1'],
    want: { fix: expect.stringMatching(/^Give 1 node its zone label first/), commands: [label('c1'), ANNOTATE] },
  },
  {
    name: 'no label for a control-plane node that neither counts nor runs an endpoint',
    nodes: [
      { name: 'a1', zone: 'a' },
      { name: 'b1', zone: 'b' },
      { name: 'c1', controlPlane: true },
    ],
    podsOn: ['a1', 'b1'],
    want: { fix: expect.stringMatching(/^Ask for zone routing with the annotation/), commands: [ANNOTATE] },
  },
  {
    name: 'the oldest minors count the labels when a node comes and goes, and write a zone with a new slice',
    version: 'v1.22.17',
    nodes: [{ name: 'a1' }, { name: 'b1' }],
    podsOn: ['a1', 'b1'],
    want: { commands: [label('a1'), label('b1'), COUNT, ANNOTATE_OLDER, DELETE] },
  },
  {
    name: 'labels first also where an annotation has a value that does not enable',
    nodes: [{ name: 'a1' }, { name: 'b1' }],
    podsOn: ['a1', 'b1'],
    service: { annotations: { [TOPOLOGY_MODE_ANNOTATION]: 'yes' } },
    want: {
      reason: 'annotation-value-not-enabling',
      fix: expect.stringMatching(/^Give 2 nodes their zone label first/),
      commands: [label('a1'), label('b1'), `${ANNOTATE} --overwrite`],
    },
  },
  {
    name: 'nothing at all where every node is in one zone',
    nodes: [
      { name: 'a1', zone: 'a' },
      { name: 'a2', zone: 'a' },
    ],
    podsOn: ['a1', 'a2'],
    want: {
      fix: 'There is nothing to gain while zone a is the only one: no annotation brings hints before there is a second zone.',
      commands: [],
    },
  },
  {
    name: 'trafficDistribution where only control-plane nodes are in another zone: the annotation does not count them',
    nodes: [{ name: 'a1', zone: 'a' }, { name: 'a2', zone: 'a' }, CONTROL_PLANE],
    podsOn: ['a1', 'c1'],
    want: {
      fix: 'Ask for zone routing with trafficDistribution PreferClose: the annotation counts no control-plane nodes, and would bring no hints.',
      commands: [`kubectl -n kube-system patch service kube-dns -p '{"spec":{"trafficDistribution":"PreferClose"}}'`],
    },
  },
  {
    name: 'NotReady nodes back first where they are all of the other zone',
    nodes: [
      { name: 'a1', zone: 'a' },
      { name: 'b1', zone: 'b', ready: false },
    ],
    podsOn: ['a1', 'a1'],
    want: {
      fix: expect.stringMatching(/^Bring 1 NotReady node back first/),
      commands: ['kubectl describe node b1', ANNOTATE],
    },
  },
  {
    name: 'replicas first where there are fewer endpoints than zones',
    podsOn: ['a1'],
    want: {
      fix: expect.stringMatching(/^Run 1 more first: the annotation brings hints with 2 ready endpoints/),
      commands: ['kubectl -n kube-system scale deployment/coredns --replicas=2', ANNOTATE],
    },
  },
  {
    name: 'replicas first where those of now cannot be shared out',
    podsOn: ['a1', 'b1', 'b2'],
    want: { commands: ['kubectl -n kube-system scale deployment/coredns --replicas=4', ANNOTATE] },
  },
  {
    name: 'the CPU first where a kubelet reports none',
    nodes: [
      { name: 'a1', zone: 'a' },
      { name: 'b1', zone: 'b', cpu: 0 },
    ],
    podsOn: ['a1', 'b1'],
    want: {
      fix: expect.stringMatching(/^Find out first why the kubelet of 1 node reports no allocatable CPU/),
      commands: ['kubectl describe node b1', ANNOTATE],
    },
  },
];

const TWO_ZONES = ['a1', 'a2', 'b1', 'b2'].map((name) => ({ name, zone: name.slice(0, 1) }));

describe('opting in', () => {
  for (const { name, want, ...given } of CASES) {
    it(`asks for ${name}`, () => {
      const asked = { version: 'v1.31.0', nodes: TWO_ZONES, podsOn: ['a1', 'a2', 'b1', 'b2'], service: {}, ...given };
      expect(said(situation(asked))).toMatchObject({ state: 'off', ...want });
    });
  }

  it('leads to zone routing by the labels and the annotation that it names', () => {
    const given = { version: 'v1.31.0', podsOn: ['a1', 'b1'] };
    const unlabelled = said(situation({ ...given, nodes: [{ name: 'a1' }, { name: 'b1' }], service: {} }));
    const labelled = unlabelled.commands.flatMap((command) => {
      const name = /label node (\S+)/.exec(command)?.[1];
      return name === undefined ? [] : [{ name, zone: name.slice(0, 1) }];
    });
    expect(said(situation({ ...given, nodes: labelled })).state).toBe('zone-routed');
  });

  it('asks for labels where trafficDistribution has no endpoint with a zone to hint to', () => {
    const service = { trafficDistribution: 'PreferClose' };
    const nodes = [{ name: 'a1' }, { name: 'b1' }];
    expect(said(situation({ version: 'v1.34.0', nodes, podsOn: ['a1', 'b1'], service }))).toMatchObject({
      reason: 'nothing-to-hint',
      cause: expect.stringContaining('None of 2 ready endpoints has a zone, since their nodes have no zone label'),
      objects: ['Node a1 · coredns-558bd4d5db-p0', 'Node b1 · coredns-558bd4d5db-p1'],
      commands: [label('a1'), label('b1'), expect.stringContaining('look-again'), expect.anything()],
    });
  });
});
