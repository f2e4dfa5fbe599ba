import { analyse } from '#lib/diagnose/analyse.ts';
import { carryHints } from '#lib/diagnose/service-row.ts';
import { parseVersion } from '#lib/model/version.ts';
import { predict } from '#lib/scenario/predict.ts';
import { ruleContextOf } from '#lib/scenario/rule-context.ts';
import type { ServiceInput } from '#lib/scenario/service-input.ts';
import type { ServiceAnswer, ServiceSnapshot } from '#lib/view/service-answer.ts';
import type { UrlState } from '#lib/view/url-state.ts';

/**
 * The answer for the selected Service under the URL's rules and what-if. The server's gates hold first, then those of
 * the URL; `minor` takes the place of every program's version.
 */
export function answerService(
  snapshot: ServiceSnapshot,
  url: Pick<UrlState, 'minor' | 'gates' | 'whatIf'>,
): ServiceAnswer {
  const input = inputOf(snapshot, url);
  const live = analyse(input);
  const { assumptions } = input.context;
  if (url.whatIf.length === 0) return { analysis: live, assumptions, refused: [] };
  const prediction = predict(input, url.whatIf);
  return {
    analysis: analyse(prediction.input),
    live,
    outcome: prediction.outcome,
    assumptions: [...assumptions, ...prediction.assumptions],
    refused: prediction.refused,
  };
}

function inputOf(snapshot: ServiceSnapshot, url: Pick<UrlState, 'minor' | 'gates'>): ServiceInput {
  const { version, gateOverrides, nodes, service, slices, pods, now } = snapshot;
  const overrideVersion = url.minor === undefined ? undefined : parseVersion(url.minor);
  const context = ruleContextOf({
    nodes,
    version,
    gateOverrides: [...gateOverrides, ...url.gates],
    ...(overrideVersion === undefined ? {} : { overrideVersion }),
    hintsSeen: overrideVersion === undefined && carryHints(slices),
  });
  return { nodes, service, slices, pods, context, now };
}
