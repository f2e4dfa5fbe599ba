import { analyse } from '#lib/diagnose/analyse.ts';
import type { Analysis } from '#lib/diagnose/analysis.ts';
import { stripOf } from '#lib/diagnose/strip.ts';
import type { Text } from '#lib/model/text.ts';
import type { Verdict } from '#lib/model/verdict.ts';
import { isScalable, workloadOf } from '#lib/replicas/workload.ts';
import { noSliderText } from '#lib/scenario/no-slider.ts';
import { predict } from '#lib/scenario/predict.ts';
import { predicted } from '#lib/view/headline-view.ts';
import { selectedPort } from '#lib/view/selected-port.ts';
import type { ServiceAnswer } from '#lib/view/service-answer.ts';
import { text } from '#lib/view/text-keys.ts';
import type { UrlState } from '#lib/view/url-state.ts';
import type { WhatIfView } from '#lib/view/view-types.ts';

/** The replica slider with its strip, which pods go or come, and the numbers that change. */
export function whatIfView(answer: ServiceAnswer, url: UrlState): WhatIfView {
  const live = answer.live ?? answer.analysis;
  const workload = workloadOf(live.input.pods);
  const now = isScalable(workload) ? workload.replicas : live.input.pods.length;
  const asked = url.whatIf.findLast((change) => change.kind === 'replicas');
  return {
    ...(isScalable(workload)
      ? { workload: `${workload.kind}/${workload.name}` }
      : { noSlider: noSliderText(workload) }),
    replicas: predicted(asked?.replicas ?? now, asked === undefined ? undefined : now),
    strip: stripOf(stripBase(answer, url)),
    outcome: outcomeTexts(answer),
    headline: answer.live === undefined ? [] : headlineTexts(answer, url),
    assumptions: answer.live === undefined ? [] : answer.assumptions,
    active: answer.live !== undefined,
  };
}

/**
 * What the strip counts from: the cluster of now under every change but those of the replicas, so that it stays the same
 * while the slider moves.
 */
function stripBase({ analysis, live }: ServiceAnswer, { whatIf }: UrlState): Analysis {
  if (live === undefined) return analysis;
  const others = whatIf.filter((change) => change.kind !== 'replicas');
  if (others.length === 0) return live;
  if (others.length === whatIf.length) return analysis;
  const changes = JSON.stringify(others);
  const kept = stripBaseByLive.get(live);
  if (kept?.changes === changes) return kept.analysis;
  const base = analyse(predict(live.input, others).input);
  stripBaseByLive.set(live, { changes, analysis: base });
  return base;
}

interface StripBase {
  readonly changes: string;
  readonly analysis: Analysis;
}

const stripBaseByLive = new WeakMap<Analysis, StripBase>();

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
    text(`verdict.${then.state}`),
    text('predicted.nodes', { nodes: then.nodesInEffect, all: then.nodesInAll, live: now.nodesInEffect }),
    ...(share === undefined || now.inZoneShare === undefined
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
