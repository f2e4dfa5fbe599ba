import type { ProxyRules } from '#lib/kube-version/proxy-rules.ts';
import type { DataPlaneKind } from '#lib/model/data-plane.ts';
import type { Endpoint } from '#lib/model/endpoint-slice.ts';
import type { IpFamily } from '#lib/model/service.ts';
import type { PortPolicies } from '#lib/proxy-filter/port-policies.ts';
import type { ProxyReason, ReasonValues, SkipReason } from '#lib/proxy-filter/proxy-reasons.ts';

/** '' is no preference: every ready endpoint is dialled. */
export type RoutingMode = '' | 'PreferSameZone' | 'PreferSameNode';

/** Ascending positions in `PortRouting.endpoints`. Shared between classes: never write to one. */
export type EndpointIndices = readonly number[];

/** One endpoint as kube-proxy knows it: an address and a port number. */
export interface ProxyEndpoint {
  readonly address: string;
  readonly port: number;
  /** `ip:port`, IPv6 in brackets; kube-proxy's own key. Unique but for rivals (see `PortRouting.endpoints`). */
  readonly key: string;
  readonly endpoint: Endpoint;
  /** Name of the slice it stands in. */
  readonly slice: string;
}

/** The numbers behind a choice, of the endpoints that this class of nodes knows. */
export interface FilterCounts {
  readonly endpoints: number;
  readonly ready: number;
  readonly servingTerminating: number;
  /** Of those that must carry a hint (the ready ones; in old versions all): how many do not. */
  readonly withoutZoneHint: number;
  readonly withoutNodeHint: number;
  /** Ready and hinted to this class's zone, to its node. */
  readonly hintedToZone: number;
  readonly hintedToNode: number;
  /** Ready ones on this node. */
  readonly localReady: number;
  readonly localServingTerminating: number;
}

/** Nodes that dial the same list for the same reason. */
export interface RouteClass {
  /** '' where the nodes have no zone label. */
  readonly zone: string;
  /** The one node of a class that node hints, a local policy or a rival address sets apart. */
  readonly node?: string;
  readonly nodeCount: number;
  readonly rules: ProxyRules;
  readonly dataPlane: DataPlaneKind;
  readonly policies: PortPolicies;
  readonly mode: RoutingMode;
  readonly reason: ProxyReason;
  readonly reasonValues: ReasonValues;
  /** For Cluster policy; null where no policy asks for it. */
  readonly cluster: EndpointIndices | null;
  /** For Local policy; null where no policy asks for it, or (since CategorizeEndpoints) where this node has none. */
  readonly local: EndpointIndices | null;
  /** What everything that may be dialled on the node is made of; `allReachableOf` gives the list. */
  readonly reach: 'nothing' | 'cluster' | 'local' | 'cluster-and-local';
  readonly hasAnyEndpoints: boolean;
  readonly counts: FilterCounts;
}

/** One Service port on one address family. */
export interface PortRouting {
  readonly family: IpFamily;
  readonly clusterIP: string;
  /** Empty for the only port of a Service. */
  readonly name: string;
  readonly protocol: string;
  readonly port: number;
  /**
   * Sorted as kube-proxy sorts: by `key`, byte by byte. Where one address stands in two slices (or old and new
   * kube-proxies read it differently), both stand here, and a class lists the one that its nodes take.
   */
  readonly endpoints: readonly ProxyEndpoint[];
  readonly classes: readonly RouteClass[];
  /** Position in `classes` by position of the node. Shared between Services: never write to it. */
  readonly classByNode: Uint16Array | Uint32Array;
}

/** What kube-proxy does with one Service on every node; no ports where it does nothing. */
export interface ServiceRouting {
  readonly skipped?: SkipReason;
  readonly ports: readonly PortRouting[];
}
