import { describe, expect, it } from 'vitest';
import {
  isEmptySelector,
  matchesLabels,
  matchesRequirement,
  matchesSelector,
  withLabels,
} from '#lib/replicas/scheduler/label-selector.ts';

const LABELS = { app: 'web', size: '10' };

describe('matchesRequirement', () => {
  it.each<readonly [string, string, string, readonly string[], boolean]>([
    ['In finds the value', 'app', 'In', ['api', 'web'], true],
    ['In misses another value', 'app', 'In', ['api'], false],
    ['In misses an absent key', 'tier', 'In', ['api'], false],
    ['NotIn refuses the value', 'app', 'NotIn', ['web'], false],
    ['NotIn takes an absent key', 'tier', 'NotIn', ['web'], true],
    ['Exists wants the key', 'app', 'Exists', [], true],
    ['Exists misses an absent key', 'tier', 'Exists', [], false],
    ['DoesNotExist wants none', 'tier', 'DoesNotExist', [], true],
    ['DoesNotExist refuses the key', 'app', 'DoesNotExist', [], false],
    ['Gt compares numbers, not texts', 'size', 'Gt', ['9'], true],
    ['Gt is strict', 'size', 'Gt', ['10'], false],
    ['Lt compares numbers', 'size', 'Lt', ['11'], true],
    ['Lt is strict', 'size', 'Lt', ['10'], false],
    ['Gt misses an absent key', 'tier', 'Gt', ['1'], false],
    ['an unknown operator matches nothing', 'app', 'Like', ['web'], false],
    ['an inherited name is no key', 'constructor', 'Exists', [], false],
  ])('%s', (_name, key, operator, values, want) => {
    expect(matchesRequirement({ key, operator, values }, LABELS)).toBe(want);
  });
});

describe('matchesSelector', () => {
  const selector = { matchLabels: { app: 'web' }, matchExpressions: [{ key: 'size', operator: 'Exists', values: [] }] };

  it('wants all labels and all expressions', () => {
    expect(matchesSelector(selector, LABELS)).toBe(true);
    expect(matchesSelector(selector, { app: 'web' })).toBe(false);
    expect(matchesSelector(selector, { size: '10' })).toBe(false);
  });

  it('matches nothing when it is absent and everything when it is empty', () => {
    const empty = { matchLabels: {}, matchExpressions: [] };
    expect(matchesSelector(undefined, LABELS)).toBe(false);
    expect(matchesSelector(empty, {})).toBe(true);
    expect(isEmptySelector(empty)).toBe(true);
    expect(isEmptySelector(selector)).toBe(false);
  });

  it('is narrowed by more labels', () => {
    expect(matchesSelector(withLabels(selector, { size: '10' }), LABELS)).toBe(true);
    expect(matchesSelector(withLabels(selector, { size: '9' }), LABELS)).toBe(false);
  });
});

it('matchesLabels finds every key with its value', () => {
  expect(matchesLabels({}, {})).toBe(true);
  expect(matchesLabels({ app: 'web' }, LABELS)).toBe(true);
  expect(matchesLabels({ app: 'web', tier: 'x' }, LABELS)).toBe(false);
});
