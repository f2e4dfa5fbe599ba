import { eventWordingOf, type HintDecision } from '#lib/hints/hint-reasons.ts';

/** An Event as the controller writes it on the Service. */
export interface ControllerEvent {
  readonly type: 'Normal' | 'Warning';
  readonly reason: string;
  readonly message: string;
}

/** The Event of a decision against hints (topologycache event.go); undefined where the controller writes none. */
export function hintEvent(decision: HintDecision, addressType: string): ControllerEvent | undefined {
  const wording = eventWordingOf(decision.reason);
  if (wording === undefined) return undefined;
  const { endpoints = 0, zones = 0 } = decision.values;
  const counts = wording.counts ? ` (${endpoints} endpoints, ${zones} zones)` : '';
  return disabled(wording.text + counts, addressType);
}

/** The first sync that gives hints. */
export function hintsEnabledEvent(addressType: string): ControllerEvent {
  const message = withAddressType('Topology Aware Hints has been enabled', addressType);
  return { type: 'Normal', reason: 'TopologyAwareHintsEnabled', message };
}

/** The first sync after the annotation stopped enabling. */
export function hintsDisabledEvent(addressType: string): ControllerEvent {
  return disabled('Topology Aware Hints has been disabled', addressType);
}

function disabled(text: string, addressType: string): ControllerEvent {
  return { type: 'Warning', reason: 'TopologyAwareHintsDisabled', message: withAddressType(text, addressType) };
}

function withAddressType(text: string, addressType: string): string {
  return `${text}, addressType: ${addressType}`;
}
