import { expect, it } from 'vitest';
import { AGE_COLUMN, ageOf } from '#lib/demo/api-server/column.ts';

const NOW = Date.parse('2026-03-01T12:00:00Z');

it('tells an age, or that it is not known', () => {
  expect(ageOf('2026-03-01T11:14:00Z', NOW)).toBe('46m');
  expect(ageOf(undefined, NOW)).toBe('<unknown>');
  expect(AGE_COLUMN.cell({ apiVersion: 'v1', kind: 'Node', metadata: { name: 'n' } }, NOW)).toBe('<unknown>');
});
