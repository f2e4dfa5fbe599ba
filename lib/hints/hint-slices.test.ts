import { expect, test } from 'vitest';
import type { Hinting } from '#lib/hints/choose-hinting.ts';
import { cpuRatios } from '#lib/hints/cpu-ratios.ts';
import { hintsOf, nodesIn, sliceOf } from '#lib/hints/fixtures/small-cluster.ts';
import { hintSlices } from '#lib/hints/hint-slices.ts';
import { controllerRulesOf } from '#lib/kube-version/controller-rules.ts';

const rules = controllerRulesOf({ major: 1, minor: 37, patch: 2 }, { PreferSameTrafficDistribution: true });
const ratios = cpuRatios(nodesIn('a b'), rules);
const decidedBy = { kind: 'field', key: 'k', value: 'v' } as const;

test.each<[Hinting, string, string]>([
  [{ kind: 'auto', decidedBy }, 'b b a a', 'hinted-by-cpu-share'],
  [{ kind: 'traffic-distribution', trafficDistribution: 'PreferClose', decidedBy }, 'a a a a', 'hinted-to-own-zone'],
  [{ kind: 'none', decision: { reason: 'not-opted-in', values: {} } }, '- - - -', 'not-opted-in'],
])('%j gives %s', (hinting, hints, reason) => {
  const partition = { toCreate: [sliceOf('s', 'a a a a:z')], toUpdate: [], unchanged: [] };

  const result = hintSlices(partition, hinting, { ratios, rules });
  expect(result.toCreate.map(hintsOf)).toEqual([hints]);
  expect(result.decision.reason).toBe(reason);
  expect(result).toMatchObject({ oneOfSeveral: false, countsOneOfSeveral: false });
});
