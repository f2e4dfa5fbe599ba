import { analyse } from '#lib/diagnose/analyse.ts';
import type { Analysis } from '#lib/diagnose/analysis.ts';
import { carryHints } from '#lib/diagnose/service-row.ts';
import { parseVersion } from '#lib/model/version.ts';
import { clientSourceOf } from '#lib/scenario/client-source.ts';
import { formatDataPlanes } from '#lib/scenario/data-plane-grammar.ts';
import { formatGateOverrides } from '#lib/scenario/gate-grammar.ts';
import { formatMix } from '#lib/scenario/mix-grammar.ts';
import { predict } from '#lib/scenario/predict.ts';
import { ruleContextOf } from '#lib/scenario/rule-context.ts';
import type { ServiceInput } from '#lib/scenario/service-input.ts';
import type { ServiceAnswer, ServiceSnapshot } from '#lib/view/service-answer.ts';
import type { UrlState } from '#lib/view/url-state.ts';

/** What the URL says of the rules in force, and of who sends. */
type RulesInUrl = Pick<UrlState, 'minor' | 'gates' | 'dataPlanes' | 'mix'>;

/**
 * The answer for the selected Service under the URL's rules and what-if. The server's gates hold first, then those of
 * the URL; `minor` takes the place of every program's version.
 */
export function answerService(snapshot: ServiceSnapshot, url: RulesInUrl & Pick<UrlState, 'whatIf'>): ServiceAnswer {
  const live = liveAnalysis(snapshot, url);
  const { input } = live;
  const { assumptions } = input.context;
  if (url.whatIf.length === 0) return { analysis: live, assumptions, refused: [] };
  const prediction = predict(input, url.whatIf);
  return {
    analysis: analyse(prediction.input),
    live,
    ...(prediction.atOnce === undefined ? {} : { atOnce: analyse(prediction.atOnce) }),
    outcome: prediction.outcome,
    assumptions: [...assumptions, ...prediction.assumptions],
    refused: prediction.refused,
  };
}

interface Kept {
  readonly rules: string;
  readonly live: Analysis;
}

const keptBySnapshot = new WeakMap<ServiceSnapshot, Kept>();

/** Moving the slider asks for the same live answer again and again: it is kept as long as its snapshot. */
function liveAnalysis(snapshot: ServiceSnapshot, url: RulesInUrl): Analysis {
  const { minor = '', gates, dataPlanes, mix } = url;
  const rules = [minor, formatGateOverrides(gates), formatDataPlanes(dataPlanes), formatMix(mix)].join(' ');
  const kept = keptBySnapshot.get(snapshot);
  if (kept?.rules === rules) return kept.live;
  const live = analyse(inputOf(snapshot, url));
  keptBySnapshot.set(snapshot, { rules, live });
  return live;
}

function inputOf(snapshot: ServiceSnapshot, url: RulesInUrl): ServiceInput {
  const { version, gateOverrides, nodes, service, slices, pods, autoscaling, clientSlices, now } = snapshot;
  const overrideVersion = url.minor === undefined ? undefined : parseVersion(url.minor);
  const context = ruleContextOf({
    nodes,
    version,
    gateOverrides: [...gateOverrides, ...url.gates],
    dataPlanes: url.dataPlanes,
    ...(overrideVersion === undefined ? {} : { overrideVersion }),
    hintsSeen: overrideVersion === undefined && carryHints(slices),
  });
  return {
    nodes,
    service,
    slices,
    pods,
    ...(autoscaling !== undefined && { autoscaling }),
    context,
    clients: clientSourceOf(url.mix, clientSlices),
    now,
  };
}
