import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyse } from '#lib/diagnose/analyse.ts';
import { autoscalerRange } from '#lib/diagnose/autoscaler-range.ts';
import { stripOf } from '#lib/diagnose/strip.ts';
import type { HorizontalPodAutoscaler } from '#lib/model/horizontal-pod-autoscaler.ts';
import { tutorial } from '#lib/scenario/tutorial.test-support.ts';

const autoscaler = (minReplicas: number, maxReplicas: number): HorizontalPodAutoscaler => ({
  kind: 'HorizontalPodAutoscaler',
  name: 'web',
  namespace: 'default',
  uid: 'u',
  target: { group: 'apps', kind: 'Deployment', name: 'web' },
  minReplicas,
  maxReplicas,
});

const analysisWith = (...autoscalers: readonly HorizontalPodAutoscaler[]) =>
  analyse({ ...tutorial(), autoscaling: { state: 'watched', autoscalers } });

describe('the range of an autoscaler on the strip', () => {
  it.each([
    {
      min: 1,
      max: 6,
      counts: 6,
      without: [
        [1, 1],
        [3, 3],
        [5, 5],
      ],
    },
    { min: 6, max: 16, counts: 11, without: [] },
    { min: 3, max: 3, counts: 1, without: [[3, 3]] },
    { min: 0, max: 2, counts: 2, without: [[1, 1]] },
    { min: 2_000, max: 3_000, counts: 0, without: [] },
  ])('from $min to $max has $counts counts', ({ min, max, counts, without }) => {
    expect(autoscalerRange(analysisWith(autoscaler(min, max)))).toMatchObject({ counts, without });
  });

  it('makes the strip as long as it reaches, and no longer than a thousand', () => {
    expect(stripOf(analysisWith(autoscaler(1, 40)))).toHaveLength(40);
    expect(stripOf(analysisWith(autoscaler(1, 5_000)))).toHaveLength(1_000);
    expect(stripOf(analysisWith(autoscaler(1, 3)))).toHaveLength(16);
  });

  it('is none without an autoscaler, and with two', () => {
    expect(autoscalerRange(analyse(tutorial()))).toBeUndefined();
    expect(autoscalerRange(analysisWith(autoscaler(1, 3), autoscaler(2, 4)))).toBeUndefined();
  });

  it('names each count without hints once, whatever the range', () => {
    const off = new Set([1, 3, 5]);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 20 }), (min, more) => {
        const range = autoscalerRange(analysisWith(autoscaler(min, min + more)));
        const named = range?.without.flatMap(([first, last]) =>
          Array.from({ length: last - first + 1 }, (_, index) => first + index),
        );
        expect(named).toEqual([...off].filter((count) => count >= min && count <= min + more));
      }),
    );
  });
});
