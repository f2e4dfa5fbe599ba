import { describe, expect, it } from 'vitest';
import { labelMatcher } from '#lib/demo/api-server/label-selector.ts';

const LABELS = { app: 'web', tier: 'front', 'k8s-app': 'kube-dns' };

describe('labelMatcher', () => {
  it.each([
    ['', true],
    ['app=web', true],
    ['app==web', true],
    ['app=web,tier=back', false],
    ['app!=web', false],
    ['other!=web', true],
    ['app in (web, api)', true],
    ['app in (api)', false],
    ['app notin (api,db),tier', true],
    ['other notin (api)', true],
    ['app', true],
    ['!app', false],
    ['!other', true],
    ['k8s-app=kube-dns', true],
    ['app=', false],
  ])('"%s" is %s', (selector, want) => {
    expect(labelMatcher(selector)(LABELS)).toBe(want);
  });

  it('does not take what every object inherits for a label', () => {
    expect(labelMatcher('constructor')(LABELS)).toBe(false);
  });

  it.each(['app=(web', 'a b', '=x'])('refuses "%s"', (selector) => {
    expect(() => labelMatcher(selector)).toThrow('unable to parse requirement');
  });
});
