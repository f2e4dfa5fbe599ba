import type { StringByKey } from '#lib/model/object-meta.ts';
import type { Service } from '#lib/model/service.ts';

/** Does the Service's selector match the pod? An absent or empty selector matches none. */
export function isSelected(
  pod: { readonly namespace: string; readonly labels: StringByKey },
  service: Service,
): boolean {
  const selector = Object.entries(service.selector ?? {});
  if (selector.length === 0 || pod.namespace !== service.namespace) return false;
  return selector.every(([key, value]) => Object.hasOwn(pod.labels, key) && pod.labels[key] === value);
}
