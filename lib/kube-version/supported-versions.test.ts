import { describe, expect, it } from 'vitest';
import { isSupported, NEWEST_MINOR, nearestSupported, OLDEST_MINOR } from '#lib/kube-version/supported-versions.ts';

describe('nearestSupported()', () => {
  it.each([
    ['keeps a version of a known minor with its patch', [1, 27, 5], [1, 27, 5]],
    ['keeps the oldest minor', [1, OLDEST_MINOR, 3], [1, OLDEST_MINOR, 3]],
    ['keeps the newest minor', [1, NEWEST_MINOR, 2], [1, NEWEST_MINOR, 2]],
    ['takes the oldest minor for an older one', [1, 20, 15], [1, 21, 0]],
    ['takes the newest minor for a newer one', [1, 38, 1], [1, 37, 0]],
    ['takes the newest minor for another major', [2, 22, 0], [1, 37, 0]],
    ['takes the oldest minor before the first major', [0, 30, 0], [1, 21, 0]],
  ] as const)('%s', (_, [major, minor, patch], [wantMajor, wantMinor, wantPatch]) => {
    const found = nearestSupported({ major, minor, patch });
    expect(found).toEqual({ major: wantMajor, minor: wantMinor, patch: wantPatch });
    expect(isSupported(found)).toBe(true);
    expect(isSupported({ major, minor, patch })).toBe(major === wantMajor && minor === wantMinor);
  });
});
