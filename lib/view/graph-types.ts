import type { Text } from '#lib/model/text.ts';

/** The lanes graph as plain data: where each mark stands and what it says. Lengths are px. */

export type EndpointState = 'ready' | 'not-ready' | 'terminating' | 'pending';
/** What a what-if does to an endpoint. */
export type EndpointFate = 'stays' | 'goes' | 'comes';

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export type MarkForm = 'card' | 'row' | 'cell';

/** A zone's lane; index chooses its colour. "No zone" has index -1 and stands last. */
export interface LaneMark extends Box {
  readonly id: string;
  readonly zone?: string;
  readonly colorIndex: number;
  readonly title: Text;
  readonly facts: readonly Text[];
}

export interface NodeMark extends Box {
  readonly id: string;
  readonly name: string;
  readonly form: MarkForm;
  readonly colorIndex: number;
  readonly pinned: boolean;
  readonly dimmed: boolean;
  readonly badges: readonly NodeBadge[];
  /** Its CPU, and last what it dials; a mark writes as many as it has room for, the table all of them. */
  readonly lines: readonly Text[];
  /** One sentence for a screen reader: name, zone, what it dials. */
  readonly label: Text;
}

export type NodeBadge =
  | 'not-ready'
  | 'cordoned'
  | 'no-zone'
  | 'version-skew'
  | 'windows'
  | 'ignores-hints'
  | 'data-plane-unknown'
  | 'control-plane'
  | 'not-counted';

export interface EndpointMark extends Box {
  readonly id: string;
  readonly name: string;
  readonly address: string;
  readonly nodeName: string;
  readonly form: MarkForm;
  readonly state: EndpointState;
  readonly fate: EndpointFate;
  readonly dimmed: boolean;
  /** The zones it is hinted to, with their colours; empty when it carries no hint. */
  readonly hints: readonly { readonly zone: string; readonly colorIndex: number }[];
  /** Hinted to a zone that is not its own. */
  readonly lent: boolean;
  readonly colorIndex: number;
  /** Share of all traffic 0..1, and the same as a multiple of the fair share. */
  readonly share: number;
  readonly load: number;
  readonly label: Text;
}

/** A line from a node to an endpoint, or a bundle from lane to lane. Path is SVG path data. */
export interface FlowMark {
  readonly id: string;
  readonly path: string;
  readonly colorIndex: number;
  readonly crosses: boolean;
  readonly bundled: boolean;
  readonly dimmed: boolean;
  /** Stroke width in px. */
  readonly width: number;
  /** Share of all traffic (bundle) or of the node's own traffic (line), 0..1. */
  readonly share: number;
  readonly labelX: number;
  readonly labelY: number;
  /** Set when the share is to be written beside it. */
  readonly label?: Text;
  readonly from: string;
  readonly to: string;
}

export interface GraphView {
  readonly width: number;
  readonly height: number;
  readonly columns: { readonly clients: Text; readonly filter: Text; readonly backends: Text };
  readonly lanes: readonly LaneMark[];
  readonly nodes: readonly NodeMark[];
  readonly endpoints: readonly EndpointMark[];
  readonly flows: readonly FlowMark[];
  readonly crossZoneShare?: number;
  /** Nothing to draw: why, in one sentence. */
  readonly empty?: Text;
}
