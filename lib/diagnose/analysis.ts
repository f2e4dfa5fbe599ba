import type { EndpointReadiness } from '#lib/diagnose/endpoint-readiness.ts';
import type { NodeFacts } from '#lib/diagnose/node-facts.ts';
import type { OwnNode } from '#lib/diagnose/own-node.ts';
import type { StandingDecision } from '#lib/diagnose/standing-decision.ts';
import type { Hinting } from '#lib/hints/choose-hinting.ts';
import type { CpuRatios } from '#lib/hints/cpu-ratios.ts';
import type { HintDecision } from '#lib/hints/hint-reasons.ts';
import type { ServiceMode } from '#lib/model/scenario.ts';
import type { IpFamily, ServicePort } from '#lib/model/service.ts';
import type { Text } from '#lib/model/text.ts';
import type { Verdict } from '#lib/model/verdict.ts';
import type { SkipReason } from '#lib/proxy-filter/proxy-reasons.ts';
import type { PortRouting, ServiceRouting } from '#lib/proxy-filter/service-routing.ts';
import type { ServiceInput } from '#lib/scenario/service-input.ts';

/** One endpoint of one port and family, as it stands in its slice. */
export interface EndpointFacts {
  /** The pod's uid, else the address: the same in every port of a family. */
  readonly id: string;
  /** The pod's name, else the address. */
  readonly name: string;
  readonly address: string;
  /** '' when the endpoint names none. */
  readonly nodeName: string;
  readonly zone?: string;
  readonly readiness: EndpointReadiness;
  readonly zoneHints: readonly string[];
  readonly nodeHints: readonly string[];
  readonly slice: string;
}

/** Nodes that dial the same endpoints for the same reason. Indices point into the port's `endpoints`. */
export interface ClientClass {
  readonly zone?: string;
  /** How many nodes are in it. */
  readonly nodes: number;
  /** Part of the client mix, 0..1. */
  readonly weight: number;
  /** What a connection to the ClusterIP from this node may reach. */
  readonly backends: readonly number[];
  /** How many of `backends` are in the class' own zone. */
  readonly inZone: number;
  /** Of `weight`, what stays in its zone or on its node. */
  readonly kept: number;
  /** The same for NodePort, load balancer and external IPs; absent where it is no other list or there is none such. */
  readonly outside?: readonly number[];
  /** `zone`, `node`, `local` or `all`: which part of the endpoints the filter leaves. */
  readonly scope: ClientScope;
  /** A key of proxy-filter's reasons. */
  readonly reason: string;
  readonly reasonValues: Readonly<Record<string, string | number>>;
}

export type ClientScope = 'zone' | 'node' | 'local' | 'terminating' | 'all' | 'none';

/** One Service port in one family: who dials what. */
export interface PortAnalysis {
  readonly port: ServicePort;
  readonly family: IpFamily;
  readonly clusterIP: string;
  /** What kube-proxy's filter answered; its `endpoints` have the same positions as those below. */
  readonly routing: PortRouting;
  /** As kube-proxy sorts them. */
  readonly endpoints: readonly EndpointFacts[];
  readonly classes: readonly ClientClass[];
  /** Index into `classes`. */
  readonly classByNode: ReadonlyMap<string, number>;
  /** Share of all traffic (0..1) that each endpoint takes by the client mix. */
  readonly shares: readonly number[];
  /** Endpoints by position whose own node is a client that no zone tells to be near. */
  readonly ownNodes: ReadonlyMap<number, OwnNode>;
  /** How many nodes may dial each endpoint. */
  readonly dialledBy: readonly number[];
  readonly verdict: Verdict;
}

/** One zone of the cluster; `zone` is absent for "no zone", which stands last. */
export interface ZoneFacts {
  readonly zone?: string;
  readonly nodes: number;
  readonly notReady: number;
  readonly cordoned: number;
  readonly notCounted: number;
  /** Part of the client mix, 0..1. */
  readonly cpuShare: number;
}

/** Hints as they stand against hints as the controller's rules would write them. */
export interface HintComparison {
  /** What the controller would decide at the next sync of this Service. */
  readonly decision: HintDecision;
  /** Why the slices have hints or have none, as they stand. */
  readonly standing: StandingDecision;
  /** Ready endpoints by hinted zone, as predicted and as they stand; '' is "no hint". */
  readonly expectedByZone: Readonly<Record<string, number>>;
  readonly actualByZone: Readonly<Record<string, number>>;
  readonly differs: boolean;
}

/** Everything that the page says of one Service at one moment. */
export interface Analysis {
  readonly input: ServiceInput;
  readonly mode: ServiceMode;
  /** The annotation or field that sets the mode, as it stands in the object. */
  readonly modeSource?: string;
  readonly nodes: readonly NodeFacts[];
  readonly nodeByName: ReadonlyMap<string, NodeFacts>;
  /** Sorted by name, "no zone" last. */
  readonly zones: readonly ZoneFacts[];
  readonly ports: readonly PortAnalysis[];
  /** The worst over ports and families. */
  readonly verdict: Verdict;
  readonly hintsByFamily: ReadonlyMap<IpFamily, HintComparison>;
  /** What kube-proxy's filter answered, for nodes in the order of the context's. */
  readonly routing: ServiceRouting;
  /** The Service as the EndpointSlice controller reads it. */
  readonly hinting: Hinting;
  /** The zones' shares of CPU as the controller counts them, or why there are none. */
  readonly ratios: CpuRatios;
  /** Set where kube-proxy does not serve the Service; there are no ports then. */
  readonly skipped?: SkipReason;
  readonly warnings: readonly Text[];
}
