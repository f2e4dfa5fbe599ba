import { type EndpointList, READY, SERVING_TERMINATING, TERMINATING } from '#lib/proxy-filter/endpoint-list.ts';
import type { HintTable } from '#lib/proxy-filter/hint-table.ts';
import type { EndpointIndices } from '#lib/proxy-filter/service-routing.ts';

/** Which endpoints name what: the ready ones by name, and how many of those that must name something do not. */
export interface HintSummary {
  /** Endpoints that must carry a hint and carry none. */
  readonly without: number;
  readonly firstWithout: number | undefined;
  /** By name: how many endpoints that count name it, and the ready ones among them. */
  readonly namedBy: (name: string) => { readonly named: number; readonly ready: EndpointIndices } | undefined;
  readonly names: readonly string[];
}

/** What the chooser looks at, of the endpoints that one kind of kube-proxy takes: counted once, for all its nodes. */
export interface EndpointSummary {
  readonly total: number;
  readonly terminating: number;
  readonly ready: EndpointIndices;
  readonly servingTerminating: EndpointIndices;
  readonly zoneHints: HintSummary;
  readonly nodeHints: HintSummary;
  /** Endpoints by the node they are on. */
  readonly localReady: (node: string) => EndpointIndices;
  readonly localServingTerminating: (node: string) => EndpointIndices;
  readonly nodeNames: readonly string[];
}

const NONE: EndpointIndices = new Uint32Array(0);

export interface SummaryOptions {
  /** Which endpoints are taken; undefined: all of the list. */
  readonly taken: EndpointIndices | undefined;
  /** Old kube-proxies ask unready endpoints for a hint too. */
  readonly everyEndpointMustBeHinted: boolean;
}

/** One pass over the endpoints per question that is asked; what nobody asks is not counted. */
export function summariseEndpoints(list: EndpointList, options: SummaryOptions): EndpointSummary {
  const taken = options.taken ?? Uint32Array.from(list.endpoints.keys());
  const { states } = list;
  const ready = select(taken, states, READY);
  const counted = options.everyEndpointMustBeHinted ? taken : ready;
  const servingTerminating = once(() => select(taken, states, SERVING_TERMINATING));
  const terminating = once(() => select(taken, states, TERMINATING).length);
  const zoneHints = once(() => summariseHints(list.zoneHints, counted, states));
  const nodeHints = once(() => summariseHints(list.nodeHints, counted, states));
  const localReady = once(() => bucketsOf(list.nodeNames, ready));
  const localServingTerminating = once(() => bucketsOf(list.nodeNames, servingTerminating()));
  return {
    total: taken.length,
    ready,
    nodeNames: list.nodeNames.names,
    get terminating() {
      return terminating();
    },
    get servingTerminating() {
      return servingTerminating();
    },
    get zoneHints() {
      return zoneHints();
    },
    get nodeHints() {
      return nodeHints();
    },
    localReady: (node) => localReady()[list.nodeNames.idByName.get(node) ?? -1] ?? NONE,
    localServingTerminating: (node) => localServingTerminating()[list.nodeNames.idByName.get(node) ?? -1] ?? NONE,
  };
}

function summariseHints(table: HintTable, counted: EndpointIndices, states: Uint8Array): HintSummary {
  const { start } = table;
  let without = 0;
  let firstWithout: number | undefined;
  for (const index of counted) {
    if (start[index] === start[index + 1]) {
      without++;
      firstWithout ??= index;
    }
  }
  const named = bucketsOf(table, counted);
  const readyIn = once(() => named.map((bucket) => select(bucket, states, READY)));
  return {
    without,
    firstWithout,
    names: table.names,
    namedBy: (name) => {
      const id = table.idByName.get(name) ?? -1;
      const bucket = named[id];
      if (bucket === undefined || bucket.length === 0) return undefined;
      return { named: bucket.length, ready: readyIn()[id] ?? NONE };
    },
  };
}

/** Those of `indices` that name id, by id; counted first, so that each list is written once. */
function bucketsOf({ names, start, ids }: HintTable, indices: EndpointIndices): readonly EndpointIndices[] {
  const ends = new Uint32Array(names.length + 1);
  for (const index of indices) {
    const to = start[index + 1] ?? 0;
    for (let row = start[index] ?? 0; row < to; row++) ends[(ids[row] ?? 0) + 1] = (ends[(ids[row] ?? 0) + 1] ?? 0) + 1;
  }
  for (let id = 1; id < ends.length; id++) ends[id] = (ends[id] ?? 0) + (ends[id - 1] ?? 0);
  const flat = new Uint32Array(ends[names.length] ?? 0);
  const next = ends.slice();
  for (const index of indices) {
    const to = start[index + 1] ?? 0;
    for (let row = start[index] ?? 0; row < to; row++) {
      const id = ids[row] ?? 0;
      const at = next[id] ?? 0;
      flat[at] = index;
      next[id] = at + 1;
    }
  }
  return names.map((_, id) => flat.subarray(ends[id], ends[id + 1]));
}

function select(indices: EndpointIndices, states: Uint8Array, bit: number): EndpointIndices {
  const result = new Uint32Array(indices.length);
  let length = 0;
  for (const index of indices) if (((states[index] ?? 0) & bit) !== 0) result[length++] = index;
  return length === indices.length ? indices : result.subarray(0, length);
}

function once<T>(compute: () => T): () => T {
  let known: { readonly value: T } | undefined;
  return () => {
    known ??= { value: compute() };
    return known.value;
  };
}
