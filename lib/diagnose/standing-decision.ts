import { type HintQuestion, hintDecision, isWrittenByController, ownSlices } from '#lib/diagnose/hint-decision.ts';
import type { NodeFacts } from '#lib/diagnose/node-facts.ts';
import { countsEndpoint } from '#lib/hints/counts-endpoint.ts';
import { givesHints, type HintDecision, type ReasonValues } from '#lib/hints/hint-reasons.ts';
import type { Endpoint, EndpointSlice } from '#lib/model/endpoint-slice.ts';
import type { EpochMillis } from '#lib/model/object-meta.ts';

/** Why hints are not there although the rules would give them: the controller has not looked since. */
export const STANDING_REASONS = [
  /** The controller's rules give hints, and yet the slices carry none. */
  'hints-missing',
  /** Endpoints without a zone whose node has its label by now. `endpoints`, `node` of the first. */
  'endpoint-zone-outdated',
  /** The labels came after this version last counted the zones; it does so only at certain changes of a node. */
  'zones-not-counted-again',
] as const;
export type StandingReason = (typeof STANDING_REASONS)[number];

/** A decision of the controller, or what keeps it from being taken anew. */
export type StandingDecision = HintDecision | { readonly reason: StandingReason; readonly values: ReasonValues };

export interface StandingQuestion extends HintQuestion {
  /** When some node last joined or changed its Ready condition, as far as can be seen. */
  readonly nodesChangedAt?: EpochMillis;
}

/**
 * Why these slices have hints or have none, as they stand: the controller's decision about the endpoints that are
 * written there, or why that decision has not been taken anew.
 * - An endpoint without a zone learns its node's zone at the next sync, in the oldest minors only with a new slice.
 * - The oldest minors count the zones when a node joins, leaves or changes its Ready condition, not when it gets its
 *   label (EndpointSlice Controller.updateNode). A slice that was written after the last such change, in full
 *   knowledge of its endpoints' zones, and has no hints, was written with the zones of before.
 */
export function standingDecision(asked: StandingQuestion): StandingDecision {
  const question = { ...asked, slices: ownSlices(asked.slices) };
  const decision = hintDecision(question);
  const { hinting } = question;
  if (hinting.kind === 'none' || !isWrittenByController(question.service)) return decision;
  if (decision.reason === 'endpoint-without-zone' || decision.reason === 'nothing-to-hint') {
    return outdated(question) ?? decision;
  }
  if (hinting.kind === 'auto' && givesHints(decision.reason) && wereZonesNotCounted(question)) {
    return { reason: 'zones-not-counted-again', values: {} };
  }
  return decision;
}

/** Does it stand for hints being written? */
export function hasHintsBy({ reason }: StandingDecision): boolean {
  return !isStandingReason(reason) && givesHints(reason);
}

export function isStandingReason(reason: string): reason is StandingReason {
  return STANDING_REASONS.some((known) => known === reason);
}

/** Set where every endpoint that lacks a zone would have one if it were written now. */
function outdated({ slices, rules, nodeByName }: StandingQuestion): StandingDecision | undefined {
  const counts = countsEndpoint(rules);
  const zoneless = slices.flatMap(({ endpoints }) => endpoints.filter((one) => counts(one) && (one.zone ?? '') === ''));
  const [first] = zoneless;
  if (first === undefined || zoneless.some((endpoint) => currentZone(endpoint, nodeByName) === undefined)) {
    return undefined;
  }
  return { reason: 'endpoint-zone-outdated', values: { endpoints: zoneless.length, node: first.nodeName ?? '' } };
}

/** The zone that an endpoint's node has now; undefined where it has none or is not known. */
export function currentZone(
  { nodeName }: Pick<Endpoint, 'nodeName'>,
  nodeByName: ReadonlyMap<string, NodeFacts>,
): string | undefined {
  return nodeName === undefined ? undefined : nodeByName.get(nodeName)?.zone;
}

function wereZonesNotCounted({ slices, rules, nodesChangedAt, nodeByName }: StandingQuestion): boolean {
  if (rules.recountsOnZoneChange || nodesChangedAt === undefined) return false;
  if (slices.some(({ endpoints }) => endpoints.some((one) => isHintedOrOutdated(one, nodeByName)))) return false;
  const written = newestCreation(slices);
  return written !== undefined && written > nodesChangedAt;
}

function isHintedOrOutdated(endpoint: Endpoint, nodeByName: ReadonlyMap<string, NodeFacts>): boolean {
  if ((endpoint.hints?.forZones ?? []).length > 0) return true;
  const zone = currentZone(endpoint, nodeByName);
  return zone !== undefined && zone !== (endpoint.zone ?? '');
}

/** When the newest slice was created; undefined where one does not tell. */
function newestCreation(slices: readonly EndpointSlice[]): EpochMillis | undefined {
  const times = slices.flatMap(({ creationTime }) => creationTime ?? []);
  return times.length < slices.length || times.length === 0 ? undefined : Math.max(...times);
}
