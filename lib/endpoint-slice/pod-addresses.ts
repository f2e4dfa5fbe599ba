import { canonicalIp } from '#lib/endpoint-slice/canonical-ip.ts';
import type { ControllerRules } from '#lib/kube-version/controller-rules.ts';

/**
 * A pod's addresses of one family, sorted as text (k8s.io/endpointslice getEndpointAddresses; hashEndpoint sorts them in
 * place, which decides the one that kube-proxy dials). What is not IPv6 counts as IPv4, even text that is no address; newer controllers write addresses in their canonical form.
 */
export function podAddresses(
  podIPs: readonly string[],
  addressType: string,
  rules: ControllerRules,
): readonly string[] {
  const addresses: string[] = [];
  for (const podIP of podIPs) {
    const canonical = canonicalIp(podIP);
    const family = canonical?.includes(':') ? 'IPv6' : 'IPv4';
    if (family === addressType) addresses.push(rules.reformatsAddresses ? (canonical ?? podIP) : podIP);
  }
  return addresses.sort();
}
