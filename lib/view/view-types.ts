import type { CrossingCause } from '#lib/diagnose/crossing-causes.ts';
import type { KubernetesWords, ObjectField, SmallestFix, TrueCause } from '#lib/diagnose/explanation.ts';
import type { HintDifference } from '#lib/diagnose/hint-difference.ts';
import type { LintLevel, LintRuleName } from '#lib/diagnose/lint-rules.ts';
import type { LastChange } from '#lib/model/service-row.ts';
import type { Text } from '#lib/model/text.ts';
import type { VerdictState } from '#lib/model/verdict.ts';
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
  /** Its last change since the start of watching. */
  readonly changed?: LastChange;
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
  readonly rules: readonly {
    readonly text: Text;
    readonly nodes: Predicted<number>;
    readonly example: string;
    /** It holds only if kube-proxy routes on these nodes, which nobody knows. */
    readonly isDoubtful?: true;
  }[];
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
