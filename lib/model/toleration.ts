import type { Taint } from '#lib/model/node.ts';
import type { Toleration } from '#lib/model/pod.ts';

/** Does one toleration cover one taint? (`Toleration.ToleratesTaint`, api/core/v1) Empty effect or key cover all. */
export function tolerates(toleration: Toleration, taint: Taint): boolean {
  if (toleration.effect !== '' && toleration.effect !== taint.effect) return false;
  if (toleration.key !== '' && toleration.key !== taint.key) return false;
  if (toleration.operator === 'Exists') return true;
  return (toleration.operator === '' || toleration.operator === 'Equal') && toleration.value === taint.value;
}
