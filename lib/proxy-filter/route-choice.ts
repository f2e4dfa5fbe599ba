import type { ProxyRules } from '#lib/kube-version/proxy-rules.ts';
import type { DataPlaneKind } from '#lib/model/data-plane.ts';
import type { Service } from '#lib/model/service.ts';
import type { EndpointSummary } from '#lib/proxy-filter/endpoint-summary.ts';
import type { PortPolicies } from '#lib/proxy-filter/port-policies.ts';
import type { ProxyReason, ReasonValues } from '#lib/proxy-filter/proxy-reasons.ts';
import type { ProxyEndpoint, RoutingMode } from '#lib/proxy-filter/service-routing.ts';

/** One class of nodes before one Service port. */
export interface RouteQuestion {
  readonly service: Service;
  readonly rules: ProxyRules;
  readonly policies: PortPolicies;
  readonly dataPlane: DataPlaneKind;
  /** '' where the nodes have no zone label. */
  readonly zone: string;
  /** Absent: nodes that no endpoint, hint or policy sets apart. */
  readonly node?: string;
  /** The hostname label of that node, where `spec.topologyKeys` decides. */
  readonly hostname?: string;
  readonly endpoints: readonly ProxyEndpoint[];
  readonly summary: EndpointSummary;
}

/** Which endpoints the cluster list is made of; `applyRoute` follows it without looking at anything else. */
export interface RouteChoice {
  readonly mode: RoutingMode;
  readonly source:
    | 'ready'
    | 'hinted-to-zone'
    | 'hinted-to-node'
    | 'in-zone'
    | 'on-hostname'
    | 'local'
    | 'serving-terminating'
    | 'nothing';
  readonly reason: ProxyReason;
  readonly values: ReasonValues;
}
/** Why no hint is followed. */
export interface Refusal {
  readonly reason: ProxyReason;
  readonly values: ReasonValues;
}
