import { analyse } from '#lib/diagnose/analyse.ts';
import type { Analysis } from '#lib/diagnose/analysis.ts';
import { explain } from '#lib/diagnose/explain.ts';
import { translate } from '#lib/messages/translate.ts';
import type { Endpoint } from '#lib/model/endpoint-slice.ts';
import type { Node } from '#lib/model/node.ts';
import type { Service } from '#lib/model/service.ts';
import { TOPOLOGY_AWARE_HINTS_ANNOTATION } from '#lib/model/well-known.ts';
import type { ServiceInput } from '#lib/scenario/service-input.ts';
import {
  contextOf,
  kubeDns,
  type NodeOptions,
  reconciled,
  testNode,
  testPod,
} from '#lib/scenario/tutorial.test-support.ts';

export interface Situation {
  readonly version: string;
  readonly nodes: readonly NodeOptions[];
  /** The node of each pod. */
  readonly podsOn: readonly string[];
  readonly service?: Partial<Service>;
}

export const AUTO: Partial<Service> = { annotations: { [TOPOLOGY_AWARE_HINTS_ANNOTATION]: 'Auto' } };
const GATE_ON = [{ gate: 'TopologyAwareHints', state: true }] as const;

/** A Service as the controller of its version writes it, from nothing. */
export function situation({ version, nodes: plans, podsOn, service = AUTO }: Situation): ServiceInput {
  const nodes = plans
    .map((plan) => testNode({ version, ...plan }))
    .toSorted((left, right) => (left.name < right.name ? -1 : 1));
  const pods = podsOn.map((nodeName, index) =>
    testPod({
      name: `coredns-558bd4d5db-p${index}`,
      uid: `pod-${index}`,
      nodeName,
      ip: `10.244.${index}.2`,
      ageMinutes: 30,
    }),
  );
  const context = contextOf(nodes, version, GATE_ON);
  return reconciled({ nodes, service: { ...kubeDns(false), ...service }, pods, context });
}

/** The same slices before other nodes: what the labels were when they were written is not what they are now. */
export function withNodes(given: ServiceInput, change: (node: Node) => Node): ServiceInput {
  const nodes = given.nodes.map(change);
  const { version } = given.context;
  return { ...given, nodes, context: contextOf(nodes, `v${version.major}.${version.minor}.${version.patch}`, GATE_ON) };
}

export function withEndpoints(
  given: ServiceInput,
  change: (endpoint: Endpoint, index: number) => Endpoint,
): ServiceInput {
  return { ...given, slices: given.slices.map((slice) => ({ ...slice, endpoints: slice.endpoints.map(change) })) };
}

/** What the three lines say, in English words. */
export interface Said {
  readonly state: string;
  readonly reason: string;
  readonly words: readonly string[];
  readonly notes: readonly string[];
  readonly cause: string;
  readonly objects: readonly string[];
  readonly fix: string;
  readonly commands: readonly string[];
}

export function said(given: ServiceInput | Analysis, portName?: string): Said {
  const analysis = 'ports' in given ? given : analyse(given);
  const port = analysis.ports.find(({ port: { name } }) => name === portName) ?? analysis.ports[0];
  const verdict = port?.verdict ?? analysis.verdict;
  const { words, cause, fix } = explain(analysis, port);
  return {
    state: verdict.state,
    reason: verdict.reason,
    words: words.map((line) => line.words),
    notes: words.flatMap(({ note }) => (note === undefined ? [] : [translate(note, 'en')])),
    cause: translate(cause.text, 'en'),
    objects: cause.objects.map(({ kind, name }) => `${kind} ${name}`),
    fix: fix === undefined ? '' : translate(fix.text, 'en'),
    commands: fix?.commands ?? [],
  };
}
