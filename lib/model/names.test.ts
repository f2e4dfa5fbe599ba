import { describe, expect, it } from 'vitest';
import { namespacedName, parseServiceKey } from '#lib/model/names.ts';

describe('parseServiceKey()', () => {
  it('reads namespace and name', () => {
    expect(parseServiceKey('kube-system/kube-dns')).toEqual({ namespace: 'kube-system', name: 'kube-dns' });
  });
  const refused = [
    '',
    'kube-dns',
    '/kube-dns',
    'a/b/c',
    '../etc',
    'a/../b',
    'A/b',
    'a/-b',
    'a/b\n',
    `a/${'b'.repeat(64)}`,
    'a /b',
  ];
  for (const text of refused) {
    it(`refuses ${JSON.stringify(text)}`, () => expect(parseServiceKey(text)).toBeUndefined());
  }
});

describe('namespacedName()', () => {
  it('joins both parts with a slash', () => {
    expect(namespacedName({ namespace: 'default', name: 'web' })).toBe('default/web');
  });
});
