import type { SweepAnswer, SweepScenario } from '#lib/diagnose/sweep.ts';
import { maySeeVerdict, type Sight } from '#lib/server/auth/sight.ts';

/** Whether a scenario names no Service whose endpoints may not be seen: what they do to others would tell of them. */
export function namesOnlyWhatIsSeen({ service, mix }: SweepScenario, sight: Sight): boolean {
  const named = [service, mix.kind === 'service' ? mix.key : undefined];
  return named.every((key) => key === undefined || maySeeVerdict(sight, key));
}

/** The answer that all share, or what of it somebody may see who may not see everything. */
export function bodyInSight(body: string, sight: Sight): string {
  if (sight.kind === 'everything') return body;
  const { time, rows, refused, standIns } = JSON.parse(body) as SweepAnswer & { readonly time: number };
  const seen = rows.filter(({ key }) => maySeeVerdict(sight, key));
  // How many Services there are that may not be seen is theirs to know.
  return JSON.stringify({ time, rows: seen, refused, standIns: Math.min(standIns, seen.length) });
}
