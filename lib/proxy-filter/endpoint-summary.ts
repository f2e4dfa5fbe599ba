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
  readonly nodeHints: () => HintSummary;
  /** Where they are; counted when it is asked for. */
  readonly places: () => EndpointPlaces;
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
  const { states } = list;
  const taken = options.taken ?? list.all;
  const byState = options.taken === undefined ? list.byState : endpointsByState(taken, states);
  const { ready, servingTerminating, terminating } = byState;
  const counted = options.everyEndpointMustBeHinted ? taken : ready;
  const zoneHints = summariseHints(list.zoneHints, counted);
  const nodeHints = once(() => onlyReady(summariseHints(list.nodeHints(), counted), states, counted === ready));
  return {
    total: taken.length,
    terminating,
    ready,
    servingTerminating,
    zoneHints: onlyReady(zoneHints, states, counted === ready),
    nodeHints,
    places: once(() => placesOf(list, taken, byState)),
  };
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
    localReady: (node) => local.ready[nodeNames.idByName.get(node) ?? -1] ?? NONE,
    localServingTerminating: (node) => local.servingTerminating[nodeNames.idByName.get(node) ?? -1] ?? NONE,
    inZone: (zone) => placed(zoned(), list.zones().idByName.get(zone)),
    onNode: (node) => placed(local, nodeNames.idByName.get(node)),
    nodeNames: nodeNames.names,
  };
}

interface IndicesById {
  readonly taken: readonly EndpointIndices[];
  readonly ready: readonly EndpointIndices[];
}

function placed({ taken, ready }: IndicesById, id = -1): PlacedEndpoints {
  return { total: taken[id]?.length ?? 0, ready: ready[id] ?? NONE };
}

function summariseHints(table: HintTable, counted: EndpointIndices): HintSummary {
  const { start, names, idByName } = table;
  if (table.ids.length === 0) {
    return { without: counted.length, firstWithout: counted[0], names, readyNaming: nobody };
  }
  let without = 0;
  let firstWithout: number | undefined;
  for (const index of table.emptyRows === 0 ? NONE : counted) {
    if (start[index] !== start[index + 1]) continue;
    without++;
    firstWithout ??= index;
  }
  const byId = indicesById(table, counted);
  return {
    without,
    firstWithout,
    names,
    readyNaming: (name) => {
      const naming = byId[idByName.get(name) ?? -1];
      return naming?.length === 0 ? undefined : naming;
    },
  };
}

function nobody(): undefined {
  return undefined;
}

/** The summary with unready endpoints, if any counted, taken out of the lists: they are never dialled. */
function onlyReady(summary: HintSummary, states: Uint8Array, areAllReady: boolean): HintSummary {
  if (areAllReady) return summary;
  const isReady = (index: number) => ((states[index] ?? 0) & READY) !== 0;
  return { ...summary, readyNaming: (name) => summary.readyNaming(name)?.filter(isReady) };
}

/**
 * Those of `indices` that name id, by id: the one loop whose length is endpoints times hints, so it is kept bare. Where
 * every row holds one name, as nearly all do, row and name have the same position.
 */
function indicesById(
  { names, start, ids, emptyRows }: HintTable,
  indices: EndpointIndices,
): readonly EndpointIndices[] {
  const result: number[][] = names.map(() => []);
  if (emptyRows === 0 && ids.length === start.length - 1) {
    for (const index of indices) result[ids[index] ?? 0]?.push(index);
    return result;
  }
  for (const index of indices) {
    const to = start[index + 1] ?? 0;
    for (let row = start[index] ?? 0; row < to; row++) result[ids[row] ?? 0]?.push(index);
  }
  return result;
}
