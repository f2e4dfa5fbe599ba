import type { Analysis, EndpointFacts, PortAnalysis } from '#lib/diagnose/analysis.ts';
import { whole } from '#lib/diagnose/port-loads.ts';
import type { Pod } from '#lib/model/pod.ts';
import type { EndpointFate, EndpointState } from '#lib/view/graph-types.ts';
import { type PortChoice, selectedPort } from '#lib/view/selected-port.ts';
import type { ServiceAnswer } from '#lib/view/service-answer.ts';

/** An endpoint as the page lists it: of the analysis shown, or one that the what-if takes away, or a pod without one yet. */
export interface ShownEndpoint {
  readonly id: string;
  readonly name: string;
  readonly address: string;
  readonly nodeName: string;
  readonly zone?: string;
  readonly state: EndpointState;
  readonly fate: EndpointFate;
  readonly zoneHints: readonly string[];
  readonly nodeHints: readonly string[];
  readonly slice: string;
  /** Index into the port's endpoints; absent for one that goes, and for a pod without endpoint. */
  readonly index?: number;
  readonly share: number;
  /** As it stands now, while a what-if is on. */
  readonly live?: LiveEndpoint;
  /** `share` as a multiple of the fair share among ready endpoints. */
  readonly load: number;
  readonly dialledBy: number;
}

export interface LiveEndpoint {
  readonly state: EndpointState;
  readonly hints: readonly string[];
  readonly share: number;
  readonly load: number;
  readonly dialledBy: number;
}

/** A pod that has no node after this long is shown; before, it is only on its way. */
const PENDING_AFTER_MILLIS = 10_000;

/** The endpoints of the chosen port, those that go kept in their place, sorted by name. */
export function shownEndpoints(answer: ServiceAnswer, choice: PortChoice): readonly ShownEndpoint[] {
  const port = selectedPort(answer.analysis, choice);
  const livePort = answer.live === undefined ? undefined : selectedPort(answer.live, choice);
  const live = livePort && liveEndpoints(livePort);
  const liveById = live && new Map(livePort.endpoints.map(({ id }, index) => [id, live[index]]));
  const shown = port === undefined ? [] : ofPort(port, liveById);
  const ids = new Set(shown.map(({ id }) => id));
  const gone = (livePort?.endpoints ?? []).flatMap((facts, index) => {
    if (ids.has(facts.id)) return [];
    ids.add(facts.id);
    const base = { ...common(facts), state: facts.readiness, fate: 'goes' as const, share: 0, load: 0, dialledBy: 0 };
    return [{ ...base, ...liveField(live?.[index]) }];
  });
  const pending = pendingPods(answer.analysis, ids);
  return [...shown, ...gone, ...pending].sort(byNameThenId);
}

/** `liveById`: the endpoints as they stand now, while a what-if is on. */
function ofPort(
  port: PortAnalysis,
  liveById: ReadonlyMap<string, LiveEndpoint | undefined> | undefined,
): readonly ShownEndpoint[] {
  const ready = readyIn(port);
  return port.endpoints.map((facts, index) => {
    const share = whole(port.shares[index] ?? 0);
    const live = liveById?.get(facts.id);
    const isNew = liveById !== undefined && live === undefined;
    return {
      ...common(facts),
      // The address of a pod to come is made up: better none.
      ...(isNew ? { address: '' } : {}),
      state: facts.readiness,
      fate: isNew ? 'comes' : 'stays',
      index,
      share,
      ...liveField(live),
      load: share * Math.max(1, ready),
      dialledBy: port.dialledBy[index] ?? 0,
    };
  });
}

function liveField(live: LiveEndpoint | undefined): { readonly live?: LiveEndpoint } {
  return live === undefined ? {} : { live };
}

/** By position in the port's endpoints. */
function liveEndpoints(port: PortAnalysis): readonly LiveEndpoint[] {
  const ready = readyIn(port);
  return port.endpoints.map((facts, index) => {
    const share = whole(port.shares[index] ?? 0);
    return {
      state: facts.readiness,
      hints: [...facts.zoneHints, ...facts.nodeHints],
      share,
      load: share * Math.max(1, ready),
      dialledBy: port.dialledBy[index] ?? 0,
    };
  });
}

function readyIn({ endpoints }: PortAnalysis): number {
  return endpoints.filter(({ readiness }) => readiness === 'ready').length;
}

function common(facts: EndpointFacts) {
  const { id, name, address, nodeName, zone, zoneHints, nodeHints, slice } = facts;
  return { id, name, address, nodeName, ...(zone === undefined ? {} : { zone }), zoneHints, nodeHints, slice };
}

/** Pods of the Service that have no endpoint: not started yet, or without a node that takes them. */
function pendingPods(analysis: Analysis, ids: ReadonlySet<string>): readonly ShownEndpoint[] {
  const { pods, now } = analysis.input;
  return pods
    .filter((pod) => !ids.has(pod.uid) && isPending(pod, now))
    .map((pod) => {
      const zone = analysis.nodeByName.get(pod.nodeName)?.zone;
      return {
        id: pod.uid,
        name: pod.name,
        address: pod.podIPs[0] ?? '',
        nodeName: pod.nodeName,
        ...(zone === undefined ? {} : { zone }),
        state: 'pending',
        fate: 'stays',
        zoneHints: [],
        nodeHints: [],
        slice: '',
        share: 0,
        load: 0,
        dialledBy: 0,
      };
    });
}

function isPending(pod: Pod, now: number): boolean {
  if (pod.phase !== 'Pending' || pod.deletionTime !== undefined) return false;
  return pod.nodeName !== '' || now - (pod.creationTime ?? now) > PENDING_AFTER_MILLIS;
}

function byNameThenId(left: ShownEndpoint, right: ShownEndpoint): number {
  return compare(left.name, right.name) || compare(left.id, right.id);
}

function compare(left: string, right: string): number {
  return left < right ? -1 : Number(left > right);
}
