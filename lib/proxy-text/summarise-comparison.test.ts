import { expect, it } from 'vitest';
import type { FoundCause } from '#lib/proxy-text/compare-causes.ts';
import type { CompareStatus } from '#lib/proxy-text/compare-port.ts';
import { summariseComparison } from '#lib/proxy-text/summarise-comparison.ts';

const EARLIER: FoundCause = { cause: 'earlier-slices', values: { generation: 1 } };
const IGNORED: FoundCause = { cause: 'hints-ignored', values: {} };
const OTHER: FoundCause = { cause: 'another-minor', values: { minor: '1.33' } };

function port(status: CompareStatus, ...causes: readonly FoundCause[]) {
  return { status, missing: [], extra: [], causes };
}

it('summariseComparison() puts the cause first that explains most, and counts what none explains', () => {
  const summary = summariseComparison([
    port('equal'),
    port('missing', EARLIER, IGNORED),
    port('extra', IGNORED, OTHER),
    port('extra', IGNORED),
    port('weight-differs'),
  ]);
  expect(summary).toEqual({
    countByStatus: { equal: 1, missing: 1, extra: 2, 'weight-differs': 1 },
    causes: [
      { cause: IGNORED, explains: 3 },
      { cause: EARLIER, explains: 1 },
      { cause: OTHER, explains: 1 },
    ],
    unexplained: 1,
  });
});
it('summariseComparison() of nothing finds nothing', () =>
  expect(summariseComparison([])).toMatchObject({ causes: [], unexplained: 0 }));
