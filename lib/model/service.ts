import type { ObjectMeta, StringByKey } from '#lib/model/object-meta.ts';

export type IpFamily = 'IPv4' | 'IPv6';

export interface ServicePort {
  /** Empty for the only port of a Service. */
  readonly name: string;
  readonly protocol: string;
  readonly port: number;
  /** Number or name of a container port; absent means the same number as `port`. */
  readonly targetPort?: number | string;
  readonly nodePort?: number;
  readonly appProtocol?: string;
}

export interface LoadBalancerIngress {
  readonly ip: string;
  /** Absent means VIP. */
  readonly ipMode?: string;
}

/** A Service, as far as kube-proxy and the EndpointSlice controller look at it. */
export interface Service extends ObjectMeta {
  readonly kind: 'Service';
  /** `service.kubernetes.io/headless` and `service.kubernetes.io/service-proxy-name` only. */
  readonly labels: StringByKey;
  /** The two topology annotations only; a present key decides even when its value is odd. */
  readonly annotations: StringByKey;
  readonly type: string;
  /** '' when none was given, 'None' for a headless Service. */
  readonly clusterIP: string;
  readonly clusterIPs: readonly string[];
  readonly ipFamilies: readonly string[];
  readonly ports: readonly ServicePort[];
  /** Absent or empty: its slices come from somebody else. */
  readonly selector?: StringByKey;
  readonly internalTrafficPolicy?: string;
  readonly externalTrafficPolicy?: string;
  readonly sessionAffinity?: string;
  /** Seconds; 10800 where the Service says nothing. */
  readonly sessionAffinityTimeout?: number;
  readonly trafficDistribution?: string;
  /** Read only where kube-proxy's gate ServiceTopology is on. */
  readonly topologyKeys?: readonly string[];
  readonly publishNotReadyAddresses: boolean;
  readonly externalIPs: readonly string[];
  readonly loadBalancerIngress: readonly LoadBalancerIngress[];
  /** CIDRs that may use the load balancer's addresses; absent means all. */
  readonly loadBalancerSourceRanges?: readonly string[];
  /** Where a load balancer asks whether a node has endpoints of its own. */
  readonly healthCheckNodePort?: number;
}
