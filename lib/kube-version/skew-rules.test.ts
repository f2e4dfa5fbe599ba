import { describe, expect, it } from 'vitest';
import { versionSkew } from '#lib/kube-version/skew-rules.ts';

const v = (minor: number) => ({ major: 1, minor, patch: 0 });

describe('versionSkew', () => {
  const cases: readonly (readonly [string, number, number, string])[] = [
    ['the same minor', 31, 31, 'none'],
    ['three older, supported from 1.28 on', 25, 28, 'older'],
    ['three older was too many before', 24, 27, 'too-old'],
    ['four older', 27, 31, 'too-old'],
    ['newer than the API server', 32, 31, 'newer'],
  ];
  for (const [name, node, cluster, want] of cases) {
    it(name, () => expect(versionSkew(v(node), v(cluster))).toBe(want));
  }
});
