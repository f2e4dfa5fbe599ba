import type { ProxyRules } from '#lib/kube-version/proxy-rules.ts';
import type { IpFamily, LoadBalancerIngress, Service, ServicePort } from '#lib/model/service.ts';
import { ipFamilyOf } from '#lib/proxy-filter/ip-address.ts';

/** Which policies a Service port asks for, as `BaseServicePortInfo` of pkg/proxy tells (serviceport.go). */
export interface PortPolicies {
  readonly internalLocal: boolean;
  readonly externalLocal: boolean;
  /** It has a node port, a load balancer's address or an external IP of this family. */
  readonly externallyAccessible: boolean;
  readonly usesCluster: boolean;
  readonly usesLocal: boolean;
}

/** `UsesClusterEndpoints` and `UsesLocalEndpoints` with what they are made of. */
export function portPolicies(
  service: Service,
  port: ServicePort,
  { family, rules }: { readonly family: IpFamily; readonly rules: ProxyRules },
): PortPolicies {
  const internalLocal = rules.internalTrafficPolicy && service.internalTrafficPolicy === 'Local';
  const externalLocal = isExternalPolicyLocal(service, rules);
  const externallyAccessible =
    (port.nodePort ?? 0) !== 0 || hasExternalIP(service, family) || hasLoadBalancerVIP(service, family, rules);
  return {
    internalLocal,
    externalLocal,
    externallyAccessible,
    usesCluster: !internalLocal || externallyAccessible,
    usesLocal: internalLocal || (externalLocal && externallyAccessible),
  };
}

function hasExternalIP({ externalIPs }: Service, family: IpFamily): boolean {
  for (const ip of externalIPs) if (ipFamilyOf(ip) === family) return true;
  return false;
}

function hasLoadBalancerVIP({ loadBalancerIngress }: Service, family: IpFamily, rules: ProxyRules): boolean {
  for (const ingress of loadBalancerIngress) if (isVIP(ingress, family, rules)) return true;
  return false;
}

/** The load balancer's addresses that kube-proxy takes traffic for: of the family, and (in newer ones) of mode VIP. */
export function loadBalancerVIPs(service: Service, family: IpFamily, rules: ProxyRules): readonly string[] {
  return service.loadBalancerIngress.filter((ingress) => isVIP(ingress, family, rules)).map(({ ip }) => ip);
}

function isVIP({ ip, ipMode }: LoadBalancerIngress, family: IpFamily, rules: ProxyRules): boolean {
  const mayBe = !rules.externalPolicyOfExternalIPs || ipMode === undefined || ipMode === 'VIP';
  return mayBe && ipFamilyOf(ip) === family;
}

/** `ExternalPolicyLocal` of pkg/api/v1/service. */
function isExternalPolicyLocal(service: Service, rules: ProxyRules): boolean {
  if (service.externalTrafficPolicy !== 'Local') return false;
  if (service.type === 'NodePort' || service.type === 'LoadBalancer') return true;
  return rules.externalPolicyOfExternalIPs && service.type === 'ClusterIP' && service.externalIPs.length > 0;
}
