import type { CrossingCause } from '#lib/diagnose/crossing-causes.ts';
import type { KubernetesWords, ObjectField, SmallestFix, TrueCause } from '#lib/diagnose/explanation.ts';
import type { HintDifference } from '#lib/diagnose/hint-difference.ts';
import type { LintLevel, LintRuleName } from '#lib/diagnose/lint-rules.ts';
import type { DataPlaneKind } from '#lib/model/data-plane.ts';
import type { Text } from '#lib/model/text.ts';
import type { VerdictState } from '#lib/model/verdict.ts';
import type { Proxier } from '#lib/proxy-filter/dialled.ts';
import type { EndpointFate, EndpointState, NodeBadge } from '#lib/view/graph-types.ts';

/**
 * What the page shows, as plain data: components only draw it. Words are `Text` (worded by lib/messages);
 * names, addresses and commands are strings. A number that a what-if changed carries the live one beside it.
 */

/** `live` is present only while a what-if is on and the two differ. */
export interface Predicted<T> {
  readonly value: T;
  readonly live?: T;
}

export interface ServiceRowView {
  readonly key: string;
  readonly namespace: string;
  readonly name: string;
  readonly verdict: VerdictState;
  /** Mode, endpoints per zone, the word of the verdict or its reason. */
  readonly details: readonly Text[];
  /** 0..1; absent where nothing is dialled or the Service is not opted in to anything. */
  readonly inZoneShare?: number;
  readonly warnings: readonly Text[];
  /** What of its loads, flips and chances is worth a word. */
  readonly facts: readonly Text[];
}

export interface ServicesView {
  readonly counts: {
    readonly all: number;
    readonly problems: number;
    readonly optedIn: number;
    readonly couldOptIn: number;
  };
  readonly namespaces: readonly string[];
  /** Filtered and sorted. */
  readonly rows: readonly ServiceRowView[];
  /** The URL's Service, or the worst one. */
  readonly selectedKey?: string;
}

export interface HeadlineView {
  readonly key: string;
  readonly clusterIPs: readonly string[];
  readonly ports: readonly { readonly value: string; readonly label: string; readonly selected: boolean }[];
  readonly families: readonly { readonly value: 'IPv4' | 'IPv6'; readonly selected: boolean }[];
  readonly verdict: VerdictState;
  /** While a what-if changes it. */
  readonly liveVerdict?: VerdictState;
  readonly mode: Text;
  readonly liveMode?: Text;
  /** The annotation or field that sets the mode, as it stands in the object. */
  readonly modeSource?: string;
  readonly nodesInEffect: Predicted<number>;
  readonly nodesInAll: Predicted<number>;
  /** "of 4 nodes", and of how many it is unknown. */
  readonly ofNodes: Text;
  readonly inZoneShare?: Predicted<number>;
  /** What the share is of, and on what condition. */
  readonly inZone: Text;
  readonly clientMix: Text;
}

/** One sentence of the chain that leads to the answer. */
export interface Step {
  readonly text: Text;
}

/** A finding of the linter, with the objects of which the same is to be said. */
export interface FindingView {
  readonly id: string;
  readonly rule: LintRuleName;
  readonly level: LintLevel;
  readonly why: Text;
  readonly fix: Text;
  /** The cluster itself has no name. */
  readonly objects: readonly ObjectField[];
  readonly more: number;
  readonly commands: readonly string[];
}

export interface NodeRowView {
  readonly name: string;
  readonly zone?: string;
  readonly cpuMilli: number;
  /** It counts in its zone's share of CPU. */
  readonly counted: boolean;
  readonly why: Text;
  readonly badges: readonly NodeBadge[];
  readonly version?: string;
}

/** The nodes as the EndpointSlice controller counts them. Shares are 0..1; absent where there is nothing to share. */
export interface NodesView {
  readonly zones: readonly {
    readonly zone?: string;
    readonly nodes: number;
    readonly counted: number;
    /** Of the counted nodes. */
    readonly cpuMilli: number;
    readonly cpuShare?: Predicted<number>;
    readonly endpoints: number;
    readonly endpointShare?: Predicted<number>;
    readonly hints: number;
    readonly hintShare?: Predicted<number>;
  }[];
  /** Why no zone has a share. */
  readonly noShares?: Text;
  readonly counted: number;
  readonly rows: readonly NodeRowView[];
  readonly findings: readonly FindingView[];
}

/** The verdict of one port and family, beside which others stand that differ from it. */
export interface PortVerdictView {
  /** As the URL names it. */
  readonly port: string;
  readonly label: string;
  readonly family: 'IPv4' | 'IPv6';
  readonly verdict: VerdictState;
  readonly reason: Text;
  readonly nodesInEffect: number;
  readonly nodesInAll: number;
  readonly inZoneShare?: number;
  readonly selected: boolean;
}

export interface WhyView {
  readonly verdict: VerdictState;
  readonly title: Text;
  readonly summary: Text;
  /** The same of now, while a what-if is on. */
  readonly liveSummary?: Text;
  /** The reason by its name, the same in the list, the stream, the CLI and the CSV. */
  readonly reason: Text;
  /** The controller's and kube-proxy's own words for this version, verbatim; empty where Kubernetes says nothing. */
  readonly kubernetesSays: readonly KubernetesWords[];
  readonly cause: TrueCause;
  readonly fix?: SmallestFix;
  /** Every port and family, where their verdicts are not all the same; else empty. */
  readonly ports: readonly PortVerdictView[];
  /** Which rule is in force, on how many nodes. */
  readonly rules: readonly { readonly text: Text; readonly nodes: Predicted<number>; readonly example: string }[];
  readonly zones: readonly {
    readonly zone?: string;
    readonly nodes: Predicted<number>;
    readonly cpuShare?: Predicted<number>;
    readonly endpoints: Predicted<number>;
    readonly hinted: Predicted<number>;
    readonly load?: Predicted<number>;
  }[];
  /** Hints are on, and traffic crosses zones still: what makes it. */
  readonly crossing: readonly CrossingCause[];
  /** The hints are not those that the rules predict. */
  readonly difference?: HintDifference;
  readonly worthKnowing: readonly Text[];
}

export interface BackendView {
  readonly address: string;
  readonly name: string;
  readonly nodeName: string;
  readonly zone?: string;
  readonly share: number;
  readonly crosses: boolean;
}

export interface NodePortView {
  readonly title: string;
  readonly portName: string;
  readonly selected: boolean;
  readonly backends: readonly BackendView[];
  /** Present where traffic from outside takes another list. */
  readonly outside?: readonly BackendView[];
  readonly steps: readonly Step[];
}

export interface NodeView {
  readonly name: string;
  readonly zone?: string;
  readonly facts: readonly Text[];
  readonly ports: readonly NodePortView[];
  readonly dataPlane: {
    /** What it is, and how that was found. */
    readonly text: Text;
    readonly kind: DataPlaneKind;
    /** The URL says so. */
    readonly isSet: boolean;
  };
  /** In which modes the rules can be printed. */
  readonly print: {
    /** Those that the version of its kube-proxy has. */
    readonly proxiers: readonly Proxier[];
    /** Absent: no object tells the mode. */
    readonly known?: Proxier;
    readonly warnsOfIpvs: boolean;
    /** Something else than kube-proxy routes here, or may. */
    readonly isOther: boolean;
    readonly hasNodePorts: boolean;
  };
  readonly ifZoneLost?: Text;
  /** The same under the what-if's live cluster, when one is on. */
  readonly live?: { readonly backends: readonly BackendView[] };
}

export interface NodeChoice {
  readonly name: string;
  readonly zone?: string;
  readonly dials: number;
  readonly ofEndpoints: number;
  readonly inZoneShare?: number;
  readonly badges: readonly NodeBadge[];
}

export interface EndpointRowView {
  readonly id: string;
  readonly name: string;
  readonly address: string;
  readonly nodeName: string;
  readonly zone?: string;
  readonly state: EndpointState;
  /** While a what-if changes it, like the other live ones. */
  readonly liveState?: EndpointState;
  readonly fate: EndpointFate;
  readonly hints: readonly string[];
  readonly liveHints?: readonly string[];
  readonly share: Predicted<number>;
  readonly load: Predicted<number>;
  readonly dialledBy: Predicted<number>;
  readonly slice: string;
}

/** The part of the page whose facts a command shows. */
export type CommandPanel = 'headline' | 'graph' | 'why' | 'node' | 'endpoints' | 'replicas';

export interface CommandView {
  readonly about: Text;
  readonly command: string;
  readonly panel?: CommandPanel;
}

export interface CommandsView {
  readonly show: readonly CommandView[];
  /** What would make the what-if true; empty while none is on. */
  readonly apply: readonly CommandView[];
}

/** One replica count of the strip. */
export interface StripCell {
  readonly replicas: number;
  readonly hints: boolean;
  readonly inZoneShare?: number;
}

/** The autoscaler of the replicas that a strip counts. */
export interface AutoscalerView {
  /** The first and last count of its range that the strip holds; absent where no range holds, or none of it is there. */
  readonly range?: { readonly first: number; readonly last: number };
  /** What it asks for, where that is not what there is. */
  readonly wants?: number;
  /** Its range and what that does to the hints, or why there is none. */
  readonly texts: readonly Text[];
}

/** Computed beside the page, since it may take longer than a frame. */
export interface StripView {
  /** Empty where no slider can move the Service's pods. */
  readonly cells: readonly StripCell[];
  /** The nearest counts that turn hints on or off; absent where the Service asks for none. */
  readonly turning?: Text;
  /** Absent where autoscalers are not read, and where none scales the pods. */
  readonly autoscaler?: AutoscalerView;
  /** The worst that removing pods may come to; absent where only one outcome is possible. */
  readonly worst?: Text;
}

/** One step of a rollout; the first is 0, before it begins. */
export interface RolloutView {
  readonly step: number;
  readonly last: number;
  readonly ready: number;
  readonly surging: number;
  readonly terminating: number;
  /** By zone: the fewest pods that serve, and the step at which they are so few. */
  readonly worst: readonly { readonly zone?: string; readonly ready: number; readonly step: number }[];
}

export interface WhatIfView {
  /** `Deployment/coredns`; absent when there is no slider. */
  readonly workload?: string;
  readonly noSlider?: Text;
  readonly replicas: Predicted<number>;
  /** Each change of the what-if in words, in the URL's order. */
  readonly changes: readonly { readonly id: string; readonly text: Text }[];
  readonly rollout?: RolloutView;
  /** What a Deployment of now has that says nothing. */
  readonly rolloutLimits: { readonly surge: number; readonly unavailable: number };
  /** Which pods go or come; the sure ones apart from the likely ones. */
  readonly outcome: readonly Text[];
  readonly headline: readonly Text[];
  readonly assumptions: readonly Text[];
  readonly active: boolean;
}
