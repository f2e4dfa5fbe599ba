import type { ObjectMeta } from '#lib/model/object-meta.ts';

/** nil is not false: kube-proxy reads a missing `ready` as true, the hint controller as not ready. */
export interface EndpointConditions {
  readonly ready?: boolean;
  readonly serving?: boolean;
  readonly terminating?: boolean;
}

/** Absent, `{}` and empty lists all mean "no hint" to kube-proxy; to the controller only absent is nil. */
export interface EndpointHints {
  readonly forZones?: readonly string[];
  readonly forNodes?: readonly string[];
}

export interface TargetRef {
  readonly kind: string;
  readonly name: string;
  readonly uid: string;
}

export interface Endpoint {
  readonly addresses: readonly string[];
  readonly conditions: EndpointConditions;
  readonly nodeName?: string;
  readonly zone?: string;
  readonly hostname?: string;
  readonly hints?: EndpointHints;
  readonly targetRef?: TargetRef;
}

export interface EndpointPort {
  /** nil: kube-proxy skips the port. */
  readonly name?: string;
  readonly protocol?: string;
  /** nil or 0: not proxied. */
  readonly port?: number;
  readonly appProtocol?: string;
}

export interface EndpointSlice extends ObjectMeta {
  readonly kind: 'EndpointSlice';
  /** IPv4, IPv6, or something kube-proxy ignores (FQDN). */
  readonly addressType: string;
  /** '' when the label is missing: an orphan. */
  readonly serviceName: string;
  readonly managedBy: string;
  /** True when the slice is labelled headless, which kube-proxy does not watch. */
  readonly headless: boolean;
  readonly ports: readonly EndpointPort[];
  readonly endpoints: readonly Endpoint[];
}
