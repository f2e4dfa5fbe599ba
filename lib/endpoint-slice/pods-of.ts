import { selectorOf } from '#lib/endpoint-slice/is-selected.ts';
import type { Pod } from '#lib/model/pod.ts';
import type { Service } from '#lib/model/service.ts';

/**
 * The pods that each Service selects, in the order given. They are found by one label of the selector, since every Service
 * would look at every pod otherwise; the labels are gathered when the first Service asks.
 */
export function createPodsOf(pods: readonly Pod[]): (service: Service) => readonly Pod[] {
  let podsByLabel: ReadonlyMap<string, readonly Pod[]> | undefined;
  return (service) => {
    const [label] = Object.entries(service.selector ?? {});
    if (label === undefined || pods.length === 0) return [];
    podsByLabel ??= groupByLabel(pods);
    return (podsByLabel.get(labelKey(service.namespace, label)) ?? []).filter(selectorOf(service));
  };
}

/** Whether some Service selects a pod, found in the same way from the other side. */
export function createIsSelectedByAny(services: readonly Service[]): (pod: Pod) => boolean {
  const selectorsByLabel = new Map<string, ((pod: Pod) => boolean)[]>();
  for (const service of services) {
    const [label] = Object.entries(service.selector ?? {});
    if (label !== undefined) push(selectorsByLabel, labelKey(service.namespace, label), selectorOf(service));
  }
  return (pod) =>
    Object.entries(pod.labels).some((label) =>
      selectorsByLabel.get(labelKey(pod.namespace, label))?.some((selects) => selects(pod)),
    );
}

function groupByLabel(pods: readonly Pod[]): ReadonlyMap<string, readonly Pod[]> {
  const podsByLabel = new Map<string, Pod[]>();
  for (const pod of pods) {
    for (const label of Object.entries(pod.labels)) push(podsByLabel, labelKey(pod.namespace, label), pod);
  }
  return podsByLabel;
}

function push<Value>(valuesByKey: Map<string, Value[]>, key: string, value: Value): void {
  const values = valuesByKey.get(key);
  if (values === undefined) valuesByKey.set(key, [value]);
  else values.push(value);
}

/** None of the three may hold the separator. */
function labelKey(namespace: string, [key, value]: readonly [string, string]): string {
  return `${namespace} ${key} ${value}`;
}
