import { type TutorialOptions, tutorial } from '#lib/scenario/tutorial.test-support.ts';
import { answerService } from '#lib/view/answer-service.ts';
import { DEFAULT_URL_STATE } from '#lib/view/parse-url-state.ts';
import type { ServiceAnswer, ServiceSnapshot } from '#lib/view/service-answer.ts';
import type { UrlState } from '#lib/view/url-state.ts';

export interface Asked {
  readonly url: UrlState;
  readonly answer: ServiceAnswer;
}

/** The tutorial at one step as the page holds it. */
export function snapshotOf(options: TutorialOptions = {}): ServiceSnapshot {
  const { context, ...given } = tutorial(options);
  return { ...given, version: context.version, gateOverrides: context.question.gateOverrides };
}

/** The answer for one step of the tutorial under a URL. */
export function ask(options: TutorialOptions = {}, url: Partial<UrlState> = {}): Asked {
  const state = { ...DEFAULT_URL_STATE, ...url };
  return { url: state, answer: answerService(snapshotOf(options), state) };
}
