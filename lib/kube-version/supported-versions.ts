import type { KubeVersion } from '#lib/model/version.ts';

/** The minors whose rules are known, and proved by what their own Go code answered. */
export const OLDEST_MINOR = 21;
export const NEWEST_MINOR = 37;

export function isSupported(version: KubeVersion): boolean {
  return version.major === 1 && version.minor >= OLDEST_MINOR && version.minor <= NEWEST_MINOR;
}

/**
 * The version whose rules stand in for `version`: itself where its minor is known, else the nearest known minor
 * (its first patch; no rule of the oldest or the newest minor changed at a later one that matters here).
 */
export function nearestSupported(version: KubeVersion): KubeVersion {
  if (isSupported(version)) return version;
  const isOlder = version.major < 1 || (version.major === 1 && version.minor < OLDEST_MINOR);
  return { major: 1, minor: isOlder ? OLDEST_MINOR : NEWEST_MINOR, patch: 0 };
}
