import type { StringByKey } from '#lib/model/object-meta.ts';
import type { Service } from '#lib/model/service.ts';

/** As much of a pod as a selector looks at. */
interface Labelled {
  readonly namespace: string;
  readonly labels: StringByKey;
}

/** Does the Service's selector match the pod? An absent or empty selector matches none. */
export function isSelected(pod: Labelled, service: Service): boolean {
  return selectorOf(service)(pod);
}

/** The same for many pods: the selector is read once. */
export function selectorOf(service: Service): (pod: Labelled) => boolean {
  const selector = Object.entries(service.selector ?? {});
  const { namespace } = service;
  return (pod) => {
    if (selector.length === 0 || pod.namespace !== namespace) return false;
    for (const [key, value] of selector) {
      if (!Object.hasOwn(pod.labels, key) || pod.labels[key] !== value) return false;
    }
    return true;
  };
}
