import type { ClientMix } from '#lib/model/client-mix.ts';
import type { DataPlaneOverride } from '#lib/model/data-plane.ts';
import type { GateOverride } from '#lib/model/gates.ts';
import type { EpochMillis } from '#lib/model/object-meta.ts';
import type { Change } from '#lib/model/scenario.ts';
import type { TrafficPrice } from '#lib/model/traffic-price.ts';

export const INSPECTOR_TABS = ['why', 'node', 'endpoints', 'compare', 'commands'] as const;
export type InspectorTab = (typeof INSPECTOR_TABS)[number];
export type TrafficOrigin = 'cluster' | 'outside';
export const GRAPH_FORMS = ['graph', 'table', 'nodes'] as const;
export type GraphForm = (typeof GRAPH_FORMS)[number];
export const SERVICE_SORTS = ['worst', 'name', 'in-zone', 'endpoints', 'load', 'idle', 'flips', 'changed'] as const;
export type ServiceSort = (typeof SERVICE_SORTS)[number];

/** The whole state of the page; every field is a parameter of the URL and an absent one takes its default. */
export interface UrlState {
  /** `namespace/name`; the worst Service when absent. */
  readonly service?: string;
  /** Port name or number of the Service; the first when absent. */
  readonly port?: string;
  readonly family?: 'IPv4' | 'IPv6';
  /** The pinned node. */
  readonly node?: string;
  readonly from: TrafficOrigin;
  readonly tab: InspectorTab;
  /** The graph, the table that holds the same facts, or the nodes as the controller counts them. */
  readonly show: GraphForm;
  readonly query: string;
  /** `problems`, `opted-in`, `could-opt-in`, `namespace:NAME`. */
  readonly filters: readonly string[];
  readonly sort: ServiceSort;
  /** The context that the link was made for. */
  readonly context?: string;
  /** A moment of the timeline; absent for now. */
  readonly at?: EpochMillis;
  /** Rules of another version than the cluster's. */
  readonly minor?: string;
  /** The version that the Compare tab holds the cluster against. */
  readonly upgrade?: string;
  readonly gates: readonly GateOverride[];
  /** What somebody said of the nodes' data planes. */
  readonly dataPlanes: readonly DataPlaneOverride[];
  readonly whatIf: readonly Change[];
  /** Who the clients are taken to be, behind every share and load. */
  readonly mix: ClientMix;
  /** What all clients and the Service send each other in a month. */
  readonly bytes?: number;
  readonly price?: TrafficPrice;
}
