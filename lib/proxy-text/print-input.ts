import type { Service } from '#lib/model/service.ts';
import type { ServiceRouting } from '#lib/proxy-filter/service-routing.ts';

export interface RoutedService {
  readonly service: Service;
  readonly routing: ServiceRouting;
}

/** What kube-proxy was started with, as far as its rules show it. */
export interface ProxyOptions {
  /** `--cluster-cidr`, or the node's pod CIDRs: traffic from elsewhere is masqueraded. Empty: kube-proxy cannot tell. */
  readonly podCIDRs?: readonly string[];
  /** `--masquerade-all`. */
  readonly masqueradeAll?: boolean;
  /** The node's own addresses: with them a load balancer's source ranges that hold one let the node itself in. */
  readonly nodeIPs?: readonly string[];
  /** Endpoints of all Service ports of the family; absent: those of the Services given. Above 1,000 comments are left out. */
  readonly endpointsInCluster?: number;
}

/** The rules of some Services, or of all, on one node. */
export interface PrintInput {
  readonly services: readonly RoutedService[];
  /** The node, with its position among those that the routing was made for. */
  readonly node: { readonly name: string; readonly index: number };
  readonly options?: ProxyOptions;
}
