import { namespacedName } from '#lib/model/names.ts';
import { answerService } from '#lib/view/answer-service.ts';
import type { ServiceSnapshot } from '#lib/view/service-answer.ts';
import { stripView } from '#lib/view/strip-view.ts';
import type { UrlState } from '#lib/view/url-state.ts';
import type { StripView } from '#lib/view/what-if-types.ts';

/** What of the URL the strip depends on. */
export type StripUrl = Pick<UrlState, 'minor' | 'gates' | 'dataPlanes' | 'mix' | 'whatIf'>;

/** To the worker: the nodes and the Service whenever they are others, then a question for each change of the what-if. */
export type StripRequest =
  | { readonly kind: 'nodes'; readonly nodes: ServiceSnapshot['nodes'] }
  | { readonly kind: 'snapshot'; readonly snapshot: Omit<ServiceSnapshot, 'nodes'> }
  | { readonly kind: 'ask'; readonly url: StripUrl };

/** From the worker, one for each question. */
export interface StripReply {
  /** `namespace/name` of the Service that it was counted for. */
  readonly service: string;
  readonly view: StripView;
}

export function countStrip(snapshot: ServiceSnapshot, url: StripUrl): StripReply {
  return { service: namespacedName(snapshot.service), view: stripView(answerService(snapshot, url), url) };
}
