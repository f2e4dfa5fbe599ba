import { describe, expect, it } from 'vitest';
import { exitCodeOf, failLevelOf, isFinding } from '#lib/cli/command-answer.ts';

const ROUTED = { state: 'zone-routed', reason: 'same-zone' } as const;
const BLACKHOLE = { state: 'blackhole', reason: 'internal-policy-local-without-endpoint' } as const;
const OFF = { state: 'off', reason: 'overload-threshold' } as const;
const NOT_ASKED = { state: 'off', reason: 'not-opted-in' } as const;
const UNKNOWN = { state: 'unknown', reason: 'no-endpoint' } as const;

describe('isFinding', () => {
  const cases = [
    { name: 'nothing is a finding without a level', verdicts: [BLACKHOLE], level: undefined, want: false },
    {
      name: 'blackhole stops at nodes that dial nothing',
      verdicts: [ROUTED, BLACKHOLE],
      level: 'blackhole',
      want: true,
    },
    { name: 'blackhole lets other problems pass', verdicts: [OFF, UNKNOWN], level: 'blackhole', want: false },
    { name: 'problem stops at what was asked for and is off', verdicts: [ROUTED, OFF], level: 'problem', want: true },
    { name: 'problem stops at blackholes too', verdicts: [BLACKHOLE], level: 'problem', want: true },
    { name: 'problem lets pass what nobody asked for', verdicts: [NOT_ASKED, UNKNOWN], level: 'problem', want: false },
    { name: 'unknown stops at what cannot be known', verdicts: [UNKNOWN], level: 'unknown', want: true },
    { name: 'unknown stops at problems too', verdicts: [OFF], level: 'unknown', want: true },
    { name: 'no level stops at zone routing in effect', verdicts: [ROUTED, NOT_ASKED], level: 'unknown', want: false },
  ] as const;
  for (const { name, verdicts, level, want } of cases) {
    it(name, () => expect(isFinding(verdicts, level)).toBe(want));
  }
});

it('failLevelOf() names the levels when there is no such one', () => {
  expect(failLevelOf('problem')).toBe('problem');
  expect(() => failLevelOf('high')).toThrow('--fail-on takes blackhole, problem, unknown, not "high"');
});

it('exitCodeOf() is 0 for an answer and 1 for a finding', () => {
  expect([false, true].map((isFinding) => exitCodeOf({ text: '', isFinding }))).toEqual([0, 1]);
});
