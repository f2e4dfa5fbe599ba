import type { LintInput } from '#lib/diagnose/lint-input.ts';
import { reachesLevel } from '#lib/diagnose/lint-rules.ts';
import { lintService } from '#lib/diagnose/lint-service.ts';
import type { Text } from '#lib/model/text.ts';
import type { Verdict } from '#lib/model/verdict.ts';

/** From so many times the fair share on an endpoint is worth a word. */
const OVERLOAD = 2;

/** What is wrong beside the verdict, or will be; each said once: how the load falls, then the linter's findings. */
export function serviceWarnings(input: LintInput): readonly Text[] {
  const findings = lintService(input);
  const loads = loadWarnings(input.verdict);
  if (findings.length === 0) return loads;
  return [...loads, ...findings.filter((found) => reachesLevel(found, 'warning')).map(({ why }) => why)];
}

/** Endpoints that nobody reaches or that take much more than their share, while traffic is routed by zone. */
export function loadWarnings({ state, idleEndpoints, largestLoad = 0 }: Verdict): readonly Text[] {
  if (state !== 'zone-routed' && state !== 'partly') return [];
  return [
    ...(idleEndpoints > 0 ? [{ key: 'warning.idle-endpoints', values: { endpoints: idleEndpoints } }] : []),
    ...(largestLoad >= OVERLOAD
      ? [{ key: 'warning.overload', values: { load: Math.round(largestLoad * 10) / 10 } }]
      : []),
  ];
}
