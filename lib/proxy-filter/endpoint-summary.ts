import type { NameNumbers } from '#lib/model/name-numbers.ts';
import { type EndpointList, type EndpointsByState, endpointsByState, READY } from '#lib/proxy-filter/endpoint-list.ts';
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
  nodeHints(): HintSummary;
  /** Where they are; counted when it is asked for. */
  places(): EndpointPlaces;
}

export interface EndpointPlaces {
  readonly localReady: (node: string) => EndpointIndices;
  readonly localServingTerminating: (node: string) => EndpointIndices;
  /** Endpoints of any state in a zone, on a node, and the ready ones of them. */
  readonly inZone: (zone: string) => PlacedEndpoints;
  readonly onNode: (node: string) => PlacedEndpoints;
  /** The nodes that endpoints are on. */
  readonly nodeNames: readonly string[];
}

export interface PlacedEndpoints {
  readonly total: number;
  readonly ready: EndpointIndices;
}

export interface SummaryOptions {
  /** Which endpoints are taken; undefined: all of the list. */
  readonly taken: EndpointIndices | undefined;
  /** Old kube-proxies ask unready endpoints for a hint too. */
  readonly everyEndpointMustBeHinted: boolean;
}

const NONE: EndpointIndices = [];

export function summariseEndpoints(list: EndpointList, options: SummaryOptions): EndpointSummary {
  return new ListSummary(list, options);
}

/** One object with all its answers, since a summary is made for every port of every Service. */
class ListSummary implements EndpointSummary {
  readonly total: number;
  readonly terminating: number;
  readonly ready: EndpointIndices;
  readonly servingTerminating: EndpointIndices;
  readonly zoneHints: HintSummary;
  readonly #list: EndpointList;
  readonly #taken: EndpointIndices;
  readonly #counted: EndpointIndices;
  #nodeHints: HintSummary | undefined;
  #places: EndpointPlaces | undefined;

  constructor(list: EndpointList, { taken = list.all, everyEndpointMustBeHinted }: SummaryOptions) {
    const byState = taken === list.all ? list.byState : endpointsByState(taken, list.states);
    this.total = taken.length;
    this.terminating = byState.terminating;
    this.ready = byState.ready;
    this.servingTerminating = byState.servingTerminating;
    this.#list = list;
    this.#taken = taken;
    this.#counted = everyEndpointMustBeHinted ? taken : byState.ready;
    this.#nodeHints = undefined;
    this.#places = undefined;
    this.zoneHints = readyHints(list, list.zoneHints, { counted: this.#counted, ready: this.ready });
  }

  nodeHints(): HintSummary {
    this.#nodeHints ??= readyHints(this.#list, this.#list.nodeHints(), { counted: this.#counted, ready: this.ready });
    return this.#nodeHints;
  }

  places(): EndpointPlaces {
    this.#places ??= placesOf(this.#list, this.#taken, this);
    return this.#places;
  }
}

interface Counted {
  readonly counted: EndpointIndices;
  readonly ready: EndpointIndices;
}

/** Unready endpoints, if any counted, are taken out of the lists: they are never dialled. */
function readyHints({ states }: EndpointList, table: HintTable, { counted, ready }: Counted): HintSummary {
  const hints = summariseHints(table, counted);
  if (counted === ready) return hints;
  const isReady = (index: number) => ((states[index] ?? 0) & READY) !== 0;
  return { ...hints, readyNaming: (name) => hints.readyNaming(name)?.filter(isReady) };
}

function placesOf(
  list: EndpointList,
  taken: EndpointIndices,
  { ready, servingTerminating }: EndpointsByState,
): EndpointPlaces {
  const nodeNames = list.nodeNames();
  const local = {
    taken: indicesById(nodeNames, taken),
    ready: indicesById(nodeNames, ready),
    servingTerminating: indicesById(nodeNames, servingTerminating),
  };
  const zoned = once(() => ({ taken: indicesById(list.zones(), taken), ready: indicesById(list.zones(), ready) }));
  return {
    localReady: (node) => local.ready[nodeNames.numbers.numberOf(node)] ?? NONE,
    localServingTerminating: (node) => local.servingTerminating[nodeNames.numbers.numberOf(node)] ?? NONE,
    inZone: (zone) => placed(zoned(), list.zones().numbers.numberOf(zone)),
    onNode: (node) => placed(local, nodeNames.numbers.numberOf(node)),
    nodeNames: nodeNames.numbers.names,
  };
}

interface IndicesById {
  readonly taken: readonly EndpointIndices[];
  readonly ready: readonly EndpointIndices[];
}

function placed({ taken, ready }: IndicesById, id: number): PlacedEndpoints {
  return { total: taken[id]?.length ?? 0, ready: ready[id] ?? NONE };
}

function summariseHints(table: HintTable, counted: EndpointIndices): HintSummary {
  const { start, numbers } = table;
  if (table.ids.length === 0) {
    return { without: counted.length, firstWithout: counted[0], names: numbers.names, readyNaming: nobody };
  }
  let without = 0;
  let firstWithout: number | undefined;
  for (const index of table.emptyRows === 0 ? NONE : counted) {
    if (start[index] !== start[index + 1]) continue;
    without++;
    firstWithout ??= index;
  }
  return { without, firstWithout, names: numbers.names, readyNaming: naming(numbers, indicesById(table, counted)) };
}

/** Nodes of one class ask for the same name again and again. */
function naming(numbers: NameNumbers, byId: readonly EndpointIndices[]): HintSummary['readyNaming'] {
  let asked: string | undefined;
  let found: EndpointIndices | undefined;
  return (name) => {
    if (name === asked) return found;
    asked = name;
    found = byId[numbers.numberOf(name)];
    if (found?.length === 0) found = undefined;
    return found;
  };
}

function nobody(): undefined {
  return undefined;
}

/**
 * Those of `indices` that name id, by id: the one loop whose length is endpoints times hints, so it is kept bare and the
 * lists are made as long as they can get. Where every row holds one name, as nearly all do, row and name have the same
 * position.
 */
function indicesById(table: HintTable, indices: EndpointIndices): readonly EndpointIndices[] {
  const { start, ids, rowsWith, emptyRows } = table;
  const lists = rowsWith.map((rows) => new Array<number>(rows));
  const filled = rowsWith.map(() => 0);
  if (emptyRows === 0 && ids.length === start.length - 1) {
    for (let position = 0; position < indices.length; position++) {
      const index = indices[position] ?? 0;
      put(lists, filled, { id: ids[index] ?? 0, index });
    }
  } else {
    for (const index of indices) {
      const to = start[index + 1] ?? 0;
      for (let row = start[index] ?? 0; row < to; row++) put(lists, filled, { id: ids[row] ?? 0, index });
    }
  }
  for (let id = 0; id < lists.length; id++) {
    const list = lists[id];
    const length = filled[id] ?? 0;
    if (list !== undefined && list.length !== length) list.length = length;
  }
  return lists;
}

function put(
  lists: number[][],
  filled: number[],
  { id, index }: { readonly id: number; readonly index: number },
): void {
  const at = filled[id] ?? 0;
  const list = lists[id];
  if (list !== undefined) list[at] = index;
  filled[id] = at + 1;
}
