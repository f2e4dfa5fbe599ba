import type { Analysis } from '#lib/diagnose/analysis.ts';
import { type AutoscalerRange, autoscalerRange, type CountRun } from '#lib/diagnose/autoscaler-range.ts';
import { stripOf } from '#lib/diagnose/strip.ts';
import type { HorizontalPodAutoscaler } from '#lib/model/horizontal-pod-autoscaler.ts';
import type { Text } from '#lib/model/text.ts';
import { text } from '#lib/view/text-keys.ts';
import type { AutoscalerView } from '#lib/view/what-if-types.ts';

/** Beyond so many a list of the counts without hints says less than the strip above it. */
const MOST_RUNS = 4;

/** What stands at the strip of the autoscaler of its replicas; `asked` is the count that a what-if supposes. */
export function autoscalerView(analysis: Analysis, asked?: number): AutoscalerView | undefined {
  const { state = 'watched', autoscalers = [] } = analysis.input.autoscaling ?? {};
  if (state === 'forbidden') return { texts: [text('autoscaler.forbidden')] };
  if (state === 'failed' && autoscalers.length === 0) return { texts: [text('autoscaler.failed')] };
  if (autoscalers.length > 1) {
    const names = autoscalers.map(({ name }) => name).join(', ');
    return { texts: [text('autoscaler.several', { count: autoscalers.length, names })] };
  }
  const range = autoscalerRange(analysis);
  return range && viewOf(range, stripOf(analysis).length, asked);
}

function viewOf(range: AutoscalerRange, most: number, asked: number | undefined): AutoscalerView {
  const { autoscaler, counts } = range;
  const { minReplicas, maxReplicas } = autoscaler;
  const now = replicasNow(autoscaler);
  const isOutside = asked !== undefined && (asked < minReplicas || asked > maxReplicas);
  return {
    ...(counts > 0 && { range: { first: Math.max(1, minReplicas), last: Math.min(most, maxReplicas) } }),
    ...(now !== undefined && now.desired !== now.current && { wants: now.desired }),
    texts: [
      rangeText(autoscaler),
      ...(counts === 0 ? [] : [hintsText(range)]),
      ...(maxReplicas > most ? [text('autoscaler.counted-up-to', { most })] : []),
      ...(isOutside ? [text('autoscaler.outside', { replicas: asked })] : []),
    ],
  };
}

function rangeText(autoscaler: HorizontalPodAutoscaler): Text {
  const { name, minReplicas: min, maxReplicas: max } = autoscaler;
  const now = replicasNow(autoscaler);
  return now === undefined
    ? text('autoscaler.range', { name, min, max })
    : text('autoscaler.range-and-now', { name, min, max, ...now });
}

/** A status says 0 until a number has been computed, which without metrics never is (pkg/controller/podautoscaler). */
function replicasNow({ currentReplicas: current, desiredReplicas: desired, minReplicas }: HorizontalPodAutoscaler) {
  const isComputed = desired !== undefined && (desired > 0 || minReplicas === 0);
  return isComputed && current !== undefined ? { current, desired } : undefined;
}

function hintsText({ counts, without }: AutoscalerRange): Text {
  const hinted = counts - without.reduce((sum, [first, last]) => sum + last - first + 1, 0);
  if (counts === 1) return text(hinted === 1 ? 'autoscaler.hints-at-its-count' : 'autoscaler.no-hints-at-its-count');
  if (hinted === counts) return text('autoscaler.hints-at-all', { counts });
  if (hinted === 0) return text('autoscaler.hints-at-none', { counts });
  return without.length > MOST_RUNS
    ? text('autoscaler.hints-at-some-of-many', { hinted, counts })
    : text('autoscaler.hints-at-some', { hinted, counts, without: without.map(runText).join(', ') });
}

function runText([first, last]: CountRun): string {
  return first === last ? String(first) : `${first}–${last}`;
}
