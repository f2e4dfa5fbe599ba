import type { Change } from '#lib/model/scenario.ts';
import type { Text } from '#lib/model/text.ts';
import type { Verdict } from '#lib/model/verdict.ts';
import { resolveFenceposts } from '#lib/replicas/rolling-update.ts';
import { isScalable, workloadOf } from '#lib/replicas/workload.ts';
import { formatChange } from '#lib/scenario/change-grammar.ts';
import { noSliderText } from '#lib/scenario/no-slider.ts';
import { changeText } from '#lib/view/change-text.ts';
import { predicted } from '#lib/view/headline-view.ts';
import { rolloutView } from '#lib/view/rollout-view.ts';
import { selectedPort } from '#lib/view/selected-port.ts';
import type { ServiceAnswer } from '#lib/view/service-answer.ts';
import { text } from '#lib/view/text-keys.ts';
import { unknownNodes, verdictTitle } from '#lib/view/unknown-nodes.ts';
import type { UrlState } from '#lib/view/url-state.ts';
import type { WhatIfView } from '#lib/view/what-if-types.ts';

/** The changes, what each would do to the pods, and the numbers that change. The strip comes by itself: `stripView`. */
export function whatIfView(answer: ServiceAnswer, url: UrlState): WhatIfView {
  const live = answer.live ?? answer.analysis;
  const workload = workloadOf(live.input.pods);
  const now = isScalable(workload) ? workload.replicas : live.input.pods.length;
  const asked = url.whatIf.findLast((change) => change.kind === 'replicas');
  const rollout = rolloutView(answer, url.whatIf);
  return {
    ...(isScalable(workload)
      ? { workload: `${workload.kind}/${workload.name}` }
      : { noSlider: noSliderText(workload) }),
    replicas: predicted(asked?.replicas ?? now, asked === undefined ? undefined : now),
    changes: changesInWords(url.whatIf),
    ...(rollout && { rollout }),
    rolloutLimits: defaultLimits(now),
    outcome: outcomeTexts(answer),
    headline: answer.live === undefined ? [] : headlineTexts(answer, url),
    assumptions: answer.live === undefined ? [] : answer.assumptions,
    active: answer.live !== undefined,
  };
}

/** Equal changes, such as the same nodes added twice, have different ids. */
function changesInWords(changes: readonly Change[]): WhatIfView['changes'] {
  const countByWords = new Map<string, number>();
  return changes.map((change) => {
    const words = formatChange(change);
    const count = (countByWords.get(words) ?? 0) + 1;
    countByWords.set(words, count);
    return { id: `${words} ${count}`, text: changeText(change) };
  });
}

/** A Deployment that says nothing: a quarter each, surge rounded up and unavailable down. */
function defaultLimits(replicas: number): WhatIfView['rolloutLimits'] {
  const { maxSurge, maxUnavailable } = resolveFenceposts(replicas, { maxSurge: '25%', maxUnavailable: '25%' });
  return { surge: maxSurge, unavailable: maxUnavailable };
}

function outcomeTexts({ outcome }: ServiceAnswer): readonly Text[] {
  if (outcome === undefined) return [];
  const sure = outcome.goes.filter((pod) => pod.sure).map(({ name }) => name);
  const { oneOf } = outcome;
  const nodeByPod = outcome.comes.filter(({ nodeName }) => nodeName !== '');
  const pending = outcome.comes.length - nodeByPod.length;
  return [
    ...(sure.length === 0 ? [] : [text('outcome.goes', { pods: sure.join(', '), count: sure.length })]),
    ...(oneOf === undefined ? [] : [text('outcome.one-of', { count: oneOf.take, pods: oneOf.names.join(', ') })]),
    ...[...countBy(nodeByPod.map(({ nodeName }) => nodeName))].map(([node, count]) =>
      text('outcome.comes', { count, node }),
    ),
    ...(pending === 0 ? [] : [text('outcome.pending', { count: pending })]),
  ];
}

function headlineTexts({ analysis, live, atOnce }: ServiceAnswer, url: UrlState): readonly Text[] {
  const now = live && (selectedPort(live, url)?.verdict ?? live.verdict);
  const then = selectedPort(analysis, url)?.verdict ?? analysis.verdict;
  if (now === undefined) return [];
  const { inZoneShare: share, largestLoad: load } = then;
  return [
    verdictTitle(then),
    text('predicted.nodes', { nodes: then.nodesInEffect, all: then.nodesInAll, live: now.nodesInEffect }),
    // Without knowing what routes no share can be promised.
    ...(share === undefined || now.inZoneShare === undefined || unknownNodes(then) > 0
      ? []
      : [text('predicted.in-zone', { share, live: now.inZoneShare })]),
    ...(load === undefined || now.largestLoad === undefined
      ? []
      : [text('predicted.load', { load: round(load), live: round(now.largestLoad) })]),
    ...(atOnce === undefined ? [] : [atOnceText(selectedPort(atOnce, url)?.verdict ?? atOnce.verdict)]),
  ];
}

function atOnceText({ nodesInEffect: nodes, nodesInAll: all, inZoneShare: share }: Verdict): Text {
  return share === undefined
    ? text('predicted.at-once-without-share', { nodes, all })
    : text('predicted.at-once', { nodes, all, share });
}

function round(load: number): number {
  return Math.round(load * 100) / 100;
}

function countBy(names: readonly string[]): ReadonlyMap<string, number> {
  const countByName = new Map<string, number>();
  for (const name of names) countByName.set(name, (countByName.get(name) ?? 0) + 1);
  return countByName;
}
