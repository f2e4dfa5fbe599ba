import { describe, expect, it } from 'vitest';
import { classWeights } from '#lib/diagnose/class-weights.ts';
import { clusterFactsOf } from '#lib/diagnose/cluster-facts.ts';
import { ownNodes } from '#lib/diagnose/own-node.ts';
import { portLoads } from '#lib/diagnose/port-loads.ts';
import { portVerdict } from '#lib/diagnose/port-verdict.ts';
import type { HintDecision } from '#lib/hints/hint-reasons.ts';
import type { Endpoint } from '#lib/model/endpoint-slice.ts';
import { routeService } from '#lib/proxy-filter/route-service.ts';
import { ruleContextOf } from '#lib/scenario/rule-context.ts';
import type { ServiceInput } from '#lib/scenario/service-input.ts';
import { contextOf, TUTORIAL_VERSION, testNode, tutorial } from '#lib/scenario/tutorial.test-support.ts';

const HINTED: HintDecision = { reason: 'hinted-by-cpu-share', values: { zones: 2 } };
const NOT_ASKED: HintDecision = { reason: 'not-opted-in', values: {} };

function verdictOf({ service, slices, context }: ServiceInput, decision: HintDecision) {
  const facts = clusterFactsOf(context);
  const [port] = routeService({ service, slices, nodes: facts.proxyNodes }).ports;
  if (port === undefined) throw new Error('the Service has no port');
  return portVerdict(port, decision, portLoads(port, classWeights(port, facts), ownNodes(port, facts)));
}

function withEndpoints(given: ServiceInput, change: (endpoint: Endpoint, index: number) => Endpoint): ServiceInput {
  return { ...given, slices: given.slices.map((slice) => ({ ...slice, endpoints: slice.endpoints.map(change) })) };
}

function withNodes(given: ServiceInput, nodes: ServiceInput['nodes'], version: string): ServiceInput {
  return { ...given, nodes, context: contextOf(nodes, version, [{ gate: 'TopologyAwareHints', state: true }]) };
}

const withoutHint = ({ hints: _, ...endpoint }: Endpoint): Endpoint => endpoint;
const unready = (endpoint: Endpoint): Endpoint => ({ ...endpoint, conditions: { ready: false, serving: false } });

/** Each of the tutorial's nodes with what this says of it. */
function withSigns(given: ServiceInput, signsOf: (index: number) => readonly string[]): ServiceInput {
  const nodes = given.nodes.map((node, index) => ({ ...node, dataPlaneSigns: signsOf(index) }));
  return withNodes(given, nodes, TUTORIAL_VERSION);
}

describe('portVerdict', () => {
  it('is unknown where hints are there and no object tells whether what routes follows them', () => {
    const given = withSigns(tutorial(), () => ['NetworkUnavailable: CiliumIsUp']);
    expect(verdictOf(given, HINTED)).toMatchObject({
      state: 'unknown',
      reason: 'data-plane-unknown',
      reasonValues: { nodes: 4 },
      nodesInEffect: 0,
    });
  });

  it('is partly in effect where some nodes are sure and others unknown', () => {
    const given = withSigns(tutorial(), (index) => (index === 0 ? ['network.cilium.io/ipv4-cilium-host'] : []));
    expect(verdictOf(given, HINTED)).toMatchObject({ state: 'partly', reason: 'data-plane-unknown', nodesInEffect: 3 });
  });

  it('is off all the same where there are no hints, whatever routes', () => {
    const given = withSigns(tutorial({ annotated: false }), () => ['NetworkUnavailable: CiliumIsUp']);
    expect(verdictOf(given, NOT_ASKED)).toMatchObject({ state: 'off', reason: 'not-opted-in' });
  });

  it('is ignored where what routes in place of kube-proxy does not follow hints', () => {
    const given = withSigns(tutorial(), () => ['k8s.ovn.org/node-subnets']);
    expect(verdictOf(given, HINTED)).toMatchObject({
      state: 'ignored',
      reason: 'data-plane-ignores-hints',
      reasonValues: { dataPlane: 'ovn-kubernetes', nodes: 4 },
    });
  });

  it('follows what somebody said of the data plane, not the sign', () => {
    const given = withSigns(tutorial(), () => ['NetworkUnavailable: CiliumIsUp']);
    const context = ruleContextOf({ ...given.context.question, dataPlanes: [{ kind: 'kube-proxy' }] });
    expect(verdictOf({ ...given, context }, HINTED)).toMatchObject({ state: 'zone-routed', nodesInEffect: 4 });
  });

  it('is zone-routed with the reason of the controller where every node follows its hints', () => {
    expect(verdictOf(tutorial(), HINTED)).toMatchObject({
      state: 'zone-routed',
      reason: 'hinted-by-cpu-share',
      nodesInEffect: 4,
    });
  });

  it('is zone-routed all the same where nobody asked for the hints', () => {
    expect(verdictOf(tutorial(), NOT_ASKED)).toMatchObject({ state: 'zone-routed', reason: 'hints-followed' });
  });

  it('is off with the reason of the controller where there are no hints', () => {
    expect(verdictOf(tutorial({ annotated: false }), NOT_ASKED)).toMatchObject({
      state: 'off',
      reason: 'not-opted-in',
    });
  });

  it('is off because hints are missing where the controller would give them', () => {
    expect(verdictOf(tutorial({ annotated: false }), HINTED)).toMatchObject({ state: 'off', reason: 'hints-missing' });
  });

  it('is off with the reason of kube-proxy where one ready endpoint has no hint', () => {
    const given = withEndpoints(tutorial(), (endpoint, index) => (index === 0 ? withoutHint(endpoint) : endpoint));
    expect(verdictOf(given, HINTED)).toMatchObject({
      state: 'off',
      reason: 'endpoint-without-zone-hint',
      nodesInEffect: 0,
    });
  });

  it('is ignored where the annotation is gone and kube-proxy wants it', () => {
    const given = tutorial();
    const service = { ...given.service, annotations: {} };
    expect(verdictOf({ ...given, service }, NOT_ASKED)).toMatchObject({
      state: 'ignored',
      reason: 'annotation-missing',
    });
  });

  it('is partly in effect where a node has no zone', () => {
    const given = tutorial();
    const nodes = given.nodes.map((node) => (node.name === 'kind-worker3' ? testNode({ name: node.name }) : node));
    expect(verdictOf(withNodes(given, nodes, 'v1.21.10'), HINTED)).toMatchObject({
      state: 'partly',
      reason: 'node-without-zone',
      reasonValues: { nodes: 1 },
      nodesInEffect: 3,
      nodesInAll: 4,
    });
  });

  it('is partly in effect where a node is in a zone that no hint names', () => {
    const given = tutorial();
    const nodes = [...given.nodes, testNode({ name: 'far', zone: 'z' })];
    expect(verdictOf(withNodes(given, nodes, 'v1.21.10'), HINTED)).toMatchObject({
      state: 'partly',
      reason: 'no-endpoint-hinted-to-zone',
      reasonValues: { zone: 'z', nodes: 1 },
    });
  });

  it('is a black hole where old rules leave a zone only unready endpoints', () => {
    const given = withEndpoints(tutorial(), (endpoint) => (endpoint.zone === 'b' ? unready(endpoint) : endpoint));
    expect(verdictOf(given, HINTED)).toMatchObject({
      state: 'blackhole',
      reason: 'same-zone-but-none-ready',
      reasonValues: { nodes: 2, endpoints: 4 },
    });
  });

  it('is a black hole where endpoints are there and none is ready', () => {
    expect(verdictOf(withEndpoints(tutorial({ version: 'v1.36.0' }), unready), NOT_ASKED)).toMatchObject({
      state: 'blackhole',
      reason: 'no-ready-endpoint',
    });
  });

  it('is off, not partly on, where only a class without nodes would follow hints', () => {
    const given = tutorial({ version: 'v1.36.0', annotated: false });
    const service = { ...given.service, type: 'NodePort', externalTrafficPolicy: 'Local' };
    expect(verdictOf({ ...given, service }, NOT_ASKED)).toMatchObject({
      state: 'off',
      nodesInEffect: 0,
      nodesInAll: 4,
    });
  });

  it('is unknown where there is no endpoint to dial', () => {
    expect(verdictOf(tutorial({ pods: [] }), HINTED)).toMatchObject({ state: 'unknown', reason: 'no-endpoint' });
  });
});
