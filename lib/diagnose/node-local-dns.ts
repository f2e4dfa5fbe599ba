import { type Finding, finding } from '#lib/diagnose/lint-rules.ts';
import type { NamespacedName } from '#lib/model/names.ts';

/** The Services that the manifest of NodeLocal DNSCache brings along. */
export const NODE_LOCAL_DNS_SERVICES: readonly NamespacedName[] = [
  'kube-system/kube-dns-upstream',
  'kube-system/node-local-dns',
];
const DNS_SERVICES: readonly string[] = ['kube-system/kube-dns', 'kube-system/coredns'];

/**
 * Pods ask the cache on their node, which asks the DNS Service's upstream by TCP: which endpoint a node dials for the
 * DNS Service is then not what its pods reach. `services` are the names of all that there are.
 */
export function lintNodeLocalDns(key: string, hasService: (key: NamespacedName) => boolean): readonly Finding[] {
  if (!DNS_SERVICES.includes(key) || !NODE_LOCAL_DNS_SERVICES.some(hasService)) return [];
  return [finding('node-local-dns', { object: key, field: 'spec.clusterIP' })];
}
