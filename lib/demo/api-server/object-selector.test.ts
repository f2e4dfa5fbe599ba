import { describe, expect, it } from 'vitest';
import { labelSelectorMatcher, labelSelectorText } from '#lib/demo/api-server/object-selector.ts';

const SELECTOR = {
  matchLabels: { app: 'web' },
  matchExpressions: [
    { key: 'tier', operator: 'In', values: ['front', 'back'] },
    { key: 'env', operator: 'NotIn', values: ['test'] },
    { key: 'team', operator: 'Exists' },
    { key: 'old', operator: 'DoesNotExist' },
  ],
};

describe('a label selector of a spec', () => {
  it.each([
    [{ app: 'web', tier: 'front', team: 'a' }, true],
    [{ app: 'web', tier: 'front' }, false],
    [{ app: 'web', tier: 'middle', team: 'a' }, false],
    [{ app: 'web', tier: 'back', team: 'a', env: 'test' }, false],
    [{ app: 'web', tier: 'back', team: 'a', old: '' }, false],
    [{ tier: 'front', team: 'a' }, false],
  ])('%o: %s', (labels, want) => {
    expect(labelSelectorMatcher(SELECTOR)(labels as Readonly<Record<string, string>>)).toBe(want);
  });

  it('matches everything when empty, nothing when absent or of an unknown operator', () => {
    expect(labelSelectorMatcher({})({ any: 'x' })).toBe(true);
    expect(labelSelectorMatcher(undefined)({ any: 'x' })).toBe(false);
    expect(labelSelectorMatcher({ matchExpressions: [{ key: 'any', operator: 'Near' }] })({ any: 'x' })).toBe(false);
  });

  it('reads as the text of a query', () => {
    expect(labelSelectorText(SELECTOR)).toBe('app=web,tier in (front,back),env notin (test),team,!old');
  });
});
