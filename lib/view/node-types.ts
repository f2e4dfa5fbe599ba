import type { DataPlaneKind } from '#lib/model/data-plane.ts';
import type { Text } from '#lib/model/text.ts';
import type { Proxier } from '#lib/proxy-filter/dialled.ts';
import type { NodeBadge } from '#lib/view/graph-types.ts';
import type { Step } from '#lib/view/view-types.ts';

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
  /** The chain for traffic from outside, where it takes another list. */
  readonly outsideSteps?: readonly Step[];
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
