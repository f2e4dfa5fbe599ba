import { analyse } from '#lib/diagnose/analyse.ts';
import type { Analysis } from '#lib/diagnose/analysis.ts';
import { type StripCount, stripOf } from '#lib/diagnose/strip.ts';
import { worstScaleIn } from '#lib/diagnose/worst-scale-in.ts';
import type { Text } from '#lib/model/text.ts';
import { isScalable, workloadOf } from '#lib/replicas/workload.ts';
import { formatChanges } from '#lib/scenario/change-grammar.ts';
import { predict } from '#lib/scenario/predict.ts';
import { autoscalerView } from '#lib/view/autoscaler-view.ts';
import type { ServiceAnswer } from '#lib/view/service-answer.ts';
import { text } from '#lib/view/text-keys.ts';
import type { UrlState } from '#lib/view/url-state.ts';
import type { StripView } from '#lib/view/what-if-types.ts';

/**
 * What takes too long for the same frame: which replica counts would have hints, the nearest that turn them on or off,
 * those within an autoscaler's range, and the worst that the chosen one may come to where Kubernetes chooses among equal
 * pods.
 */
export function stripView(answer: ServiceAnswer, url: Pick<UrlState, 'whatIf'>): StripView {
  const base = stripBase(answer, url);
  const asked = url.whatIf.findLast((change) => change.kind === 'replicas');
  const worst = asked && worstScaleIn(base.input, asked.replicas);
  const cells = stripOf(base);
  const workload = workloadOf(base.input.pods);
  const isAsked = base.hinting.kind !== 'none';
  const turning = isScalable(workload) && isAsked ? turningText(cells, workload.replicas) : undefined;
  const autoscaler = autoscalerView(base, asked?.replicas);
  return {
    cells,
    ...(turning && { turning }),
    ...(autoscaler && { autoscaler }),
    ...(worst && { worst: worstText(worst) }),
  };
}

/** The nearest counts on both sides of `now` that turn hints on or off. */
function turningText(cells: readonly StripCount[], now: number): Text {
  const hints = cells.find(({ replicas }) => replicas === now)?.hints ?? false;
  const fewer = cells.findLast((cell) => cell.replicas < now && cell.hints !== hints);
  const more = cells.find((cell) => cell.replicas > now && cell.hints !== hints);
  const counts = [fewer, more].flatMap((cell) => cell?.replicas ?? []);
  if (counts.length > 0) return text(hints ? 'strip.hints-go' : 'strip.hints-come', { counts: counts.join(', ') });
  return text(hints ? 'strip.hints-stay' : 'strip.hints-stay-off', { most: cells.length });
}

function worstText({ podsByZone, analysis, ways }: NonNullable<ReturnType<typeof worstScaleIn>>) {
  const spread = [...podsByZone].map(([zone, count]) => `${zone === '' ? '-' : zone} ${count}`).join(', ');
  const { inZoneShare: share, state: verdict } = analysis.verdict;
  return share === undefined
    ? text('outcome.worst-without-share', { ways, spread, verdict })
    : text('outcome.worst', { ways, spread, verdict, share });
}

/**
 * What the strip counts from: the cluster of now under every change but those of the replicas, so that it stays the same
 * while the slider moves.
 */
function stripBase({ analysis, live }: ServiceAnswer, { whatIf }: Pick<UrlState, 'whatIf'>): Analysis {
  if (live === undefined) return analysis;
  const others = whatIf.filter((change) => change.kind !== 'replicas' && change.kind !== 'rollout');
  if (others.length === 0) return live;
  if (others.length === whatIf.length) return analysis;
  const changes = formatChanges(others);
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
