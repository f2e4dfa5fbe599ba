/** A Kubernetes version; the patch matters, since some rules changed at patches. */
export interface KubeVersion {
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
}

const VERSION = /^v?(\d+)\.(\d+)\+?(?:\.(\d+))?(?:[-+].*)?$/;

/** Reads "v1.21.10", "1.36", "v1.27.3-gke.100"; undefined when it is no version. A missing patch is 0. */
export function parseVersion(text: string): KubeVersion | undefined {
  const match = VERSION.exec(text.trim());
  if (match === null) return undefined;
  return { major: Number(match[1]), minor: Number(match[2]), patch: Number(match[3] ?? 0) };
}

/** "1.21.10". */
export function formatVersion(version: KubeVersion): string {
  return `${version.major}.${version.minor}.${version.patch}`;
}

/** Negative when `left` is older. */
export function compareVersions(left: KubeVersion, right: KubeVersion): number {
  return left.major - right.major || left.minor - right.minor || left.patch - right.patch;
}
