import { type EndpointList, READY, SERVING_TERMINATING, TERMINATING } from '#lib/proxy-filter/endpoint-list.ts';
import type { HintTable } from '#lib/proxy-filter/hint-table.ts';
import { once } from '#lib/proxy-filter/once.ts';
import type { EndpointIndices } from '#lib/proxy-filter/service-routing.ts';

/** Which endpoints name what: of those that must name something, how many do not, and the ready ones by name. */
export interface HintSummary {
  /** Endpoints that must carry a hint and carry none. */
  readonly without: number;
  readonly firstWithout: number | undefined;
  readonly names: readonly string[];
  /** The ready endpoints that name it; undefined where no endpoint that counts does. */
  readonly readyNaming: (name: string) => EndpointIndices | undefined;
}

/** What the chooser looks at, of the endpoints that one kind of kube-proxy takes: counted once, for all its nodes. */
export interface EndpointSummary {
  readonly total: number;
  readonly terminating: number;
  readonly ready: EndpointIndices;
  readonly servingTerminating: EndpointIndices;
  readonly zoneHints: HintSummary;
  /** Counted when it is asked for. */
  readonly nodeHints: () => HintSummary;
  /** Endpoints on a node; counted when it is asked for. */
  readonly localReady: (node: string) => EndpointIndices;
  readonly localServingTerminating: (node: string) => EndpointIndices;
  /** The nodes that endpoints are on. */
  readonly nodeNames: () => readonly string[];
}

export interface SummaryOptions {
  /** Which endpoints are taken; undefined: all of the list. */
  readonly taken: EndpointIndices | undefined;
  /** Old kube-proxies ask unready endpoints for a hint too. */
  readonly everyEndpointMustBeHinted: boolean;
}

const NONE: EndpointIndices = [];

export function summariseEndpoints(list: EndpointList, options: SummaryOptions): EndpointSummary {
  const { states, nodeNames } = list;
  const taken = options.taken ?? list.all;
  const ready: number[] = [];
  const servingTerminating: number[] = [];
  let terminating = 0;
  for (const index of taken) {
    const state = states[index] ?? 0;
    if ((state & READY) !== 0) ready.push(index);
    if ((state & TERMINATING) !== 0) terminating++;
    if ((state & SERVING_TERMINATING) !== 0) servingTerminating.push(index);
  }
  const counted = options.everyEndpointMustBeHinted ? taken : ready;
  const nodeHints = once(() => summariseHints(list.nodeHints(), counted, states));
  const localReady = once(() => byName(nodeNames(), ready));
  const localServingTerminating = once(() => byName(nodeNames(), servingTerminating));
  return {
    total: taken.length,
    terminating,
    ready,
    servingTerminating,
    zoneHints: summariseHints(list.zoneHints, counted, states),
    nodeHints,
    localReady: (node) => localReady()[nodeNames().idByName.get(node) ?? -1] ?? NONE,
    localServingTerminating: (node) => localServingTerminating()[nodeNames().idByName.get(node) ?? -1] ?? NONE,
    nodeNames: () => nodeNames().names,
  };
}

function summariseHints(table: HintTable, counted: EndpointIndices, states: Uint8Array): HintSummary {
  const { start, ids, names, idByName } = table;
  if (ids.length === 0) {
    return { without: counted.length, firstWithout: counted[0], names, readyNaming: () => undefined };
  }
  const readyById: (number[] | undefined)[] = new Array(names.length).fill(undefined);
  let without = 0;
  let firstWithout: number | undefined;
  for (const index of counted) {
    const from = start[index] ?? 0;
    const to = start[index + 1] ?? 0;
    if (from === to) {
      firstWithout ??= index;
      without++;
      continue;
    }
    const isReady = ((states[index] ?? 0) & READY) !== 0;
    for (let row = from; row < to; row++) {
      const id = ids[row] ?? 0;
      const named = readyById[id];
      if (named === undefined) readyById[id] = isReady ? [index] : [];
      else if (isReady) named.push(index);
    }
  }
  return { without, firstWithout, names, readyNaming: (name) => readyById[idByName.get(name) ?? -1] };
}

/** Those of `indices` that name id, by id. */
function byName({ names, start, ids }: HintTable, indices: EndpointIndices): readonly (EndpointIndices | undefined)[] {
  const indicesById: (number[] | undefined)[] = new Array(names.length).fill(undefined);
  for (const index of indices) {
    const to = start[index + 1] ?? 0;
    for (let row = start[index] ?? 0; row < to; row++) {
      const id = ids[row] ?? 0;
      const known = indicesById[id];
      if (known === undefined) indicesById[id] = [index];
      else known.push(index);
    }
  }
  return indicesById;
}
