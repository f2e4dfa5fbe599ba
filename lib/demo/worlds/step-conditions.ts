import type { Cluster } from '#lib/model/cluster.ts';
import { isNodeReady, zoneLabelOf } from '#lib/model/node.ts';
import { TOPOLOGY_AWARE_HINTS_ANNOTATION, TOPOLOGY_MODE_ANNOTATION } from '#lib/model/well-known.ts';
import { isPodActive } from '#lib/replicas/active-pod.ts';

type Condition = (cluster: Cluster) => boolean;

/** The named nodes carry these zone labels. */
export function nodesHaveZones(zoneByNode: Readonly<Record<string, string>>): Condition {
  return ({ nodes }) =>
    Object.entries(zoneByNode).every(([name, zone]) => {
      const node = nodes.find((candidate) => candidate.name === name);
      return node !== undefined && zoneLabelOf(node) === zone;
    });
}

export function nodesAreReady(names: readonly string[]): Condition {
  return ({ nodes }) => names.every((name) => nodes.some((node) => node.name === name && isNodeReady(node)));
}

/** The Service carries one of these annotations with one of these values. */
export function serviceIsAnnotated(key: string, annotations: readonly string[], values: readonly string[]): Condition {
  return ({ services }) => {
    const service = services.find(({ namespace, name }) => `${namespace}/${name}` === key);
    return annotations.some((annotation) => values.includes(service?.annotations[annotation] ?? ''));
  };
}

/** So many pods of the Deployment are meant to stay: those that are ending no longer count. */
export function activePods(namespace: string, deployment: string, count: number): Condition {
  return ({ pods }) =>
    pods.filter((pod) => pod.namespace === namespace && pod.name.startsWith(`${deployment}-`) && isPodActive(pod))
      .length === count;
}

/** There are nodes that the world did not begin with. */
export function hasOtherNodes(names: readonly string[]): Condition {
  return ({ nodes }) => nodes.some((node) => !names.includes(node.name));
}

export function hasOnlyNodes(names: readonly string[]): Condition {
  return ({ nodes }) => nodes.every((node) => names.includes(node.name));
}

export function sliceIsGone(namespace: string, name: string): Condition {
  return ({ slices }) => !slices.some((slice) => slice.namespace === namespace && slice.name === name);
}

/** The field has one of these values, and no annotation stands that would win over it. */
export function trafficDistributionIs(key: string, values: readonly string[]): Condition {
  const isAnnotated = serviceIsAnnotated(
    key,
    [TOPOLOGY_AWARE_HINTS_ANNOTATION, TOPOLOGY_MODE_ANNOTATION],
    ['Auto', 'auto'],
  );
  return (cluster) => {
    const service = cluster.services.find(({ namespace, name }) => `${namespace}/${name}` === key);
    return values.includes(service?.trafficDistribution ?? '') && !isAnnotated(cluster);
  };
}
