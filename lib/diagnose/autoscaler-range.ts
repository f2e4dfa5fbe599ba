import type { Analysis } from '#lib/diagnose/analysis.ts';
import { stripOf } from '#lib/diagnose/strip.ts';
import type { HorizontalPodAutoscaler } from '#lib/model/horizontal-pod-autoscaler.ts';

/** Replica counts from the first to the last, both included. */
export type CountRun = readonly [first: number, last: number];

/** What an autoscaler's range does to the hints of a Service. */
export interface AutoscalerRange {
  readonly autoscaler: HorizontalPodAutoscaler;
  /** The counts of the range that the strip holds: none of 0 replicas, and none beyond its end. */
  readonly counts: number;
  /** Those of them without hints, in order. */
  readonly without: readonly CountRun[];
}

/**
 * The range of the one autoscaler that scales a Service's pods, held against the strip. Undefined where there is none,
 * or more than one: then none of their ranges holds.
 */
export function autoscalerRange(analysis: Analysis): AutoscalerRange | undefined {
  const [autoscaler, ...more] = analysis.input.autoscaling?.autoscalers ?? [];
  if (autoscaler === undefined || more.length > 0) return undefined;
  const { minReplicas, maxReplicas } = autoscaler;
  const cells = stripOf(analysis).filter(({ replicas }) => replicas >= minReplicas && replicas <= maxReplicas);
  return {
    autoscaler,
    counts: cells.length,
    without: runsOf(cells.filter(({ hints }) => !hints).map(({ replicas }) => replicas)),
  };
}

function runsOf(counts: readonly number[]): readonly CountRun[] {
  const runs: [number, number][] = [];
  for (const count of counts) {
    const last = runs.at(-1);
    if (last !== undefined && last[1] === count - 1) last[1] = count;
    else runs.push([count, count]);
  }
  return runs;
}
