'use client';

import { useCallback, useRef } from 'react';
import { useSteps } from '#components/shell/use-steps.ts';
import { type CompareView, compareView } from '#lib/view/compare-view.ts';
import type { ServiceAnswer } from '#lib/view/service-answer.ts';
import type { UrlState } from '#lib/view/url-state.ts';

interface Question {
  readonly answer: ServiceAnswer;
  readonly url: UrlState;
}

/** The comparison of one answer, computed between frames; undefined until the first is there. */
export function useComparison(answer: ServiceAnswer, url: UrlState): CompareView | undefined {
  const asked = useRef<Question>({ answer, url });
  // Ages move on every few seconds and make a new answer that compares as the one before: that is not asked again.
  if (!isSameQuestion(asked.current, { answer, url })) asked.current = { answer, url };
  const question = asked.current;
  return useSteps(useCallback(() => compareView(question.answer, question.url), [question]));
}

function isSameQuestion(left: Question, right: Question): boolean {
  const { url: before } = left;
  const { url: after } = right;
  const isSameUrl = (['port', 'family', 'minor', 'upgrade', 'gates', 'dataPlanes', 'whatIf', 'mix'] as const).every(
    (name) => before[name] === after[name],
  );
  return isSameUrl && isSameCluster(liveInput(left.answer), liveInput(right.answer));
}

function liveInput({ live, analysis }: ServiceAnswer) {
  return (live ?? analysis).input;
}

type Input = ReturnType<typeof liveInput>;

function isSameCluster(left: Input, right: Input): boolean {
  return (
    left.service === right.service &&
    left.slices === right.slices &&
    left.pods === right.pods &&
    left.clients?.endpointsByNode === right.clients?.endpointsByNode &&
    left.nodes.length === right.nodes.length &&
    left.nodes.every((node, index) => node === right.nodes[index])
  );
}
