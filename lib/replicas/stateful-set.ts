import type { Pod } from '#lib/model/pod.ts';
import { isPodActive } from '#lib/replicas/active-pod.ts';
import type { ScaleDown } from '#lib/replicas/deletion-order.ts';
import type { ScaleDownReason } from '#lib/replicas/deletion-rank.ts';

const POD_NAME_LABEL = 'statefulset.kubernetes.io/pod-name';
const POD_INDEX_LABEL = 'apps.kubernetes.io/pod-index';
const HIGHEST_ORDINAL: ScaleDownReason = 'highest-ordinal';

/** The number at the end of a StatefulSet's pod name (`getParentNameAndOrdinal`); -1 without one. */
export function ordinalOf({ name }: Pick<Pod, 'name'>): number {
  const ordinal = /-(\d+)$/.exec(name)?.[1];
  return ordinal === undefined ? -1 : Number(ordinal);
}

/** A StatefulSet deletes its highest ordinals first, whatever their age or state; nothing is left to chance. */
export function statefulScaleDown(pods: readonly Pod[], count: number): ScaleDown {
  const victims = pods
    .filter(isPodActive)
    .sort((left, right) => ordinalOf(right) - ordinalOf(left))
    .slice(0, count);
  return {
    victims,
    sure: victims,
    deterministic: true,
    reasonByPod: new Map(victims.map(({ name }) => [name, HIGHEST_ORDINAL])),
  };
}

/** The pod with hostname and labels that carry its own name and ordinal, where its pattern has them. */
export function withOrdinalLabels<Kind extends Pod>(pod: Kind): Kind {
  const labels = Object.fromEntries(
    Object.entries(pod.labels).map(([key, value]) => {
      if (key === POD_NAME_LABEL) return [key, pod.name];
      return [key, key === POD_INDEX_LABEL ? String(ordinalOf(pod)) : value];
    }),
  );
  return { ...pod, hostname: pod.name, labels };
}
