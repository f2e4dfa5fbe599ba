import { expect, it } from 'vitest';
import { version } from '#lib/demo/test-cluster.test-support.ts';
import { tutorialOutcome } from '#lib/demo/worlds/tutorial-outcome.ts';
import type { GateOverride, Program } from '#lib/model/gates.ts';

const ON: readonly GateOverride[] = [{ gate: 'TopologyAwareHints', state: true }];
const offIn = (program: Program): readonly GateOverride[] => [
  ...ON,
  { program, gate: 'TopologyAwareHints', state: false },
];

it.each([
  ['1.21.10', ON, 'hints'],
  ['1.22.17', ON, 'hints'],
  ['1.21.10', [], 'gate-off'],
  ['1.21.10', offIn('api-server'), 'gate-off'],
  ['1.21.10', offIn('controller'), 'gate-off'],
  ['1.21.10', offIn('kube-proxy'), 'gate-off'],
  ['1.23.17', ON, 'no-hints'],
  ['1.25.0', [], 'no-hints'],
  ['1.26.0', [], 'no-hints-event'],
  ['1.33.0', offIn('controller'), 'no-hints-event'],
  ['1.37.0', [], 'no-hints-event'],
] as const)('%s with %o ends with %s', (text, gates, want) => {
  expect(tutorialOutcome({ version: version(text), gates, strict: false })).toBe(want);
});
