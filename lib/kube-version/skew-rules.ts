import { nearestSupported } from '#lib/kube-version/supported-versions.ts';
import { compareVersions, type KubeVersion } from '#lib/model/version.ts';

/** How a node's programs stand to the API server; the version skew policy of Kubernetes says what is supported. */
export type VersionSkew = 'none' | 'older' | 'too-old' | 'newer';

/**
 * The skew of a kubelet or kube-proxy of `node` against an API server of `cluster`. Supported are up to three minors
 * older (two, before the policy was widened), and never a newer one.
 */
export function versionSkew(node: KubeVersion, cluster: KubeVersion): VersionSkew {
  const minors = node.major === cluster.major ? cluster.minor - node.minor : compareVersions(cluster, node);
  if (minors === 0) return 'none';
  if (minors < 0) return 'newer';
  return minors > mostMinorsBehind(cluster) ? 'too-old' : 'older';
}

function mostMinorsBehind(cluster: KubeVersion): number {
  return nearestSupported(cluster).minor >= 28 ? 3 : 2;
}
