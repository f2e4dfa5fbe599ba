import { describe, expect, it } from 'vitest';
import { analyse } from '#lib/diagnose/analyse.ts';
import { worstScaleIn } from '#lib/diagnose/worst-scale-in.ts';
import { predict } from '#lib/scenario/predict.ts';
import { tutorial } from '#lib/scenario/tutorial.test-support.ts';

/** Pods that nothing tells apart, two in each zone. */
const given = tutorial({ version: 'v1.37.2', annotated: false });
const twins = {
  ...given,
  pods: given.pods.map((pod) => ({ ...pod, creationTime: 0, ready: { status: 'True' as const, since: 0 } })),
};
const distributed = predict(twins, [{ kind: 'mode', mode: 'PreferSameZone' }]).input;

describe('worstScaleIn', () => {
  it('takes the pods of one zone where that is possible, and tells the effect', () => {
    const worst = worstScaleIn(distributed, 2);
    expect([...(worst?.podsByZone.values() ?? [])].sort()).toEqual([0, 2]);
    expect(worst?.ways).toBe(3);
    expect(worst?.analysis.verdict.inZoneShare).toBe(0.5);
  });

  it('has nothing to say where only one outcome is possible', () => {
    expect(worstScaleIn(tutorial(), 2)).toBeUndefined();
    expect(worstScaleIn(distributed, 4)).toBeUndefined();
    expect(worstScaleIn(distributed, 6)).toBeUndefined();
  });

  it('is never better than what is predicted as likely', () => {
    for (const replicas of [1, 2, 3]) {
      const likely = analyse(predict(distributed, [{ kind: 'replicas', replicas }]).input).verdict.inZoneShare ?? 0;
      const worst = worstScaleIn(distributed, replicas)?.analysis.verdict.inZoneShare ?? 0;
      expect(worst).toBeLessThanOrEqual(likely);
    }
  });
});
