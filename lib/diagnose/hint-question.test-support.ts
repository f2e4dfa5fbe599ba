import { clusterFactsOf } from '#lib/diagnose/cluster-facts.ts';
import type { HintQuestion } from '#lib/diagnose/hint-decision.ts';
import { chooseHinting } from '#lib/hints/choose-hinting.ts';
import { cpuRatios } from '#lib/hints/cpu-ratios.ts';
import type { ServiceInput } from '#lib/scenario/service-input.ts';
import { type TutorialOptions, tutorial } from '#lib/scenario/tutorial.test-support.ts';

/** One step of the tutorial, with some of it changed, as it is put to the controller's rules. */
export function questionOf(options: TutorialOptions, change: Partial<ServiceInput> = {}): HintQuestion {
  const { service, slices, nodes, context } = { ...tutorial(options), ...change };
  const rules = context.controllerRules;
  const { nodeByName } = clusterFactsOf(context);
  const hinting = chooseHinting(service, rules);
  return { service, slices, hinting, ratios: cpuRatios(nodes, rules), rules, nodeByName };
}
