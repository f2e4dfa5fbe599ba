import { describe, expect, it } from 'vitest';
import { compareVersions, formatVersion, parseVersion } from '#lib/model/version.ts';

describe('parseVersion()', () => {
  const cases = [
    { text: 'v1.21.10', want: '1.21.10' },
    { text: '1.36', want: '1.36.0' },
    { text: 'v1.27.3-gke.100', want: '1.27.3' },
    { text: '1.29.4+k3s1', want: '1.29.4' },
    { text: '1.21+', want: '1.21.0' },
    { text: ' v1.30.0 ', want: '1.30.0' },
  ];
  for (const { text, want } of cases) {
    it(`reads "${text}" as ${want}`, () => {
      const version = parseVersion(text);
      expect(version && formatVersion(version)).toBe(want);
    });
  }
  for (const text of ['', 'latest', 'v1', '1.x', 'v1.21.10.3', '../1.21']) {
    it(`finds no version in "${text}"`, () => expect(parseVersion(text)).toBeUndefined());
  }
});

describe('compareVersions()', () => {
  const sorted = ['1.9.9', '1.21.0', '1.21.10', '1.22.0', '2.0.0'];
  it('orders by number, not by text', () => {
    const versions = sorted.map((text) => parseVersion(text)).filter((version) => version !== undefined);
    expect([...versions].reverse().sort(compareVersions).map(formatVersion)).toEqual(sorted);
  });
});
