import { isProblem } from '#lib/diagnose/is-problem.ts';
import type { Verdict } from '#lib/model/verdict.ts';

/** Exit codes of every subcommand; a finding is what `--fail-on` asks about, or a difference. */
export const EXIT_CODE = { answered: 0, finding: 1, unanswered: 2 } as const;

/** What a subcommand answers: a text for standard output, and whether a pipeline is to stop at it. */
export interface CommandAnswer {
  readonly text: string;
  readonly isFinding: boolean;
  /** What the text rests on, a sentence each: for standard error, so that the text stays as a node prints it. */
  readonly notes?: readonly string[];
}

/** @throws Error in one sentence when it cannot answer. */
export type Command = (args: readonly string[]) => Promise<CommandAnswer>;

/** `--fail-on LEVEL`, from the strictest finding to the mildest; each level takes in those before it. */
export const FAIL_LEVELS = ['blackhole', 'problem', 'unknown'] as const;
export type FailLevel = (typeof FAIL_LEVELS)[number];

const FAILS: Readonly<Record<FailLevel, (verdict: Pick<Verdict, 'state' | 'reason'>) => boolean>> = {
  blackhole: ({ state }) => state === 'blackhole',
  problem: isProblem,
  unknown: (verdict) => isProblem(verdict) || verdict.state === 'unknown',
};

/** Does any verdict reach the level? Without a level nothing is a finding. */
export function isFinding(
  verdicts: readonly Pick<Verdict, 'state' | 'reason'>[],
  level: FailLevel | undefined,
): boolean {
  return level !== undefined && verdicts.some(FAILS[level]);
}

/** @throws Error for a level that there is not. */
export function failLevelOf(text: string): FailLevel {
  const level = FAIL_LEVELS.find((known) => known === text);
  if (level !== undefined) return level;
  throw new Error(`Cannot answer: --fail-on takes ${FAIL_LEVELS.join(', ')}, not "${text}"`);
}

export function exitCodeOf({ isFinding }: CommandAnswer): number {
  return isFinding ? EXIT_CODE.finding : EXIT_CODE.answered;
}
