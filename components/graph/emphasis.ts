import type { FlowMark, GraphView } from '#lib/view/graph-types.ts';

/** What stands out while somebody points at a mark: everything else is dimmed. */
export interface Emphasis {
  readonly nodes: ReadonlySet<string>;
  readonly endpoints: ReadonlySet<string>;
  readonly flows: ReadonlySet<string>;
}

/**
 * The marks that belong to one mark (by id): a node's own backends, or the nodes that dial an endpoint.
 * - undefined id: nothing is pointed at, so the view's own dimming stands;
 * - bundles belong to lanes: with only bundles drawn, the mark alone stands out.
 */
export function emphasisOf(view: GraphView, id: string | undefined): Emphasis | undefined {
  if (id === undefined) return undefined;
  const flows = view.flows.filter((flow) => !flow.bundled && (flow.from === id || flow.to === id));
  const ends = (end: (flow: FlowMark) => string) => new Set([id, ...flows.map(end)]);
  return {
    nodes: ends((flow) => flow.from),
    endpoints: ends((flow) => flow.to),
    flows: new Set(flows.map((flow) => flow.id)),
  };
}
