import { isReadyForHints } from '#lib/hints/is-ready-for-hints.ts';
import type { ControllerRules } from '#lib/kube-version/controller-rules.ts';
import type { Endpoint } from '#lib/model/endpoint-slice.ts';

/** Does the endpoint count for hints by CPU, and get one? */
export type CountsEndpoint = (endpoint: Endpoint) => boolean;

/** Ready endpoints count; in the oldest minors every endpoint does. */
export function countsEndpoint(rules: ControllerRules): CountsEndpoint {
  return rules.hintsUnreadyEndpoints ? everyEndpoint : isReadyForHints;
}

function everyEndpoint(): boolean {
  return true;
}
