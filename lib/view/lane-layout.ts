import type { Box, MarkForm } from '#lib/view/graph-types.ts';

export interface LaneEndpoint {
  readonly id: string;
  /** The place of its node in the same lane. */
  readonly row: number;
  /** It comes with a what-if: it stands where the others leave room. */
  readonly isNew?: boolean;
}

/** What stands in one lane: ids in their order, new endpoints last. */
export interface LaneContent {
  readonly id: string;
  readonly nodeIds: readonly string[];
  readonly endpoints: readonly LaneEndpoint[];
}

export interface PlacedLane extends Box {
  readonly id: string;
  readonly nodeForm: MarkForm;
  readonly endpointForm: MarkForm;
  readonly boxByNode: ReadonlyMap<string, Box>;
  readonly boxByEndpoint: ReadonlyMap<string, Box>;
  /** Where flows leave the nodes and reach the endpoints. */
  readonly nodesRight: number;
  readonly endpointsLeft: number;
  /** Middle of the lane's marks. */
  readonly middle: number;
}

export interface LaneLayout {
  readonly width: number;
  readonly height: number;
  readonly lanes: readonly PlacedLane[];
}

interface Columns {
  readonly lane: { readonly x: number; readonly width: number };
  readonly nodes: { readonly x: number; readonly width: number };
  readonly endpoints: { readonly x: number; readonly width: number };
}

interface CellSize {
  readonly height: number;
  readonly pitch: number;
}

export const MOST_CARDS = 8;
export const MOST_ROWS = 40;
/** Everything stands on a grid of 4 px. */
const TOP = 36;
const HEADER = 36;
const FOOT = 12;
const LANE_GAP = 16;
const LEAST_LANE = 76;
const LEAST_WIDTH = 280;
const WIDE = 640;
const CARD: CellSize = { height: 68, pitch: 80 };
const ROW: CellSize = { height: 20, pitch: 24 };
const NODE_CELL: CellSize = { height: 10, pitch: 12 };
const SMALL_NODE_CELL: CellSize = { height: 6, pitch: 8 };
const SMALLEST_NODE_CELL: CellSize = { height: 3, pitch: 4 };
export const SMALLEST_CELL = SMALLEST_NODE_CELL.height;
const ENDPOINT_CELL: CellSize = { height: 16, pitch: 20 };
const LEAST_FLOW_WIDTH = 72;

interface Fit {
  readonly cards: number;
  readonly rows: number;
  readonly row: CellSize;
  readonly nodeCell: CellSize;
  readonly heights: number;
}

const ANY = Number.POSITIVE_INFINITY;
const ROOMIEST: Fit = { cards: MOST_CARDS, rows: MOST_ROWS, row: ROW, nodeCell: NODE_CELL, heights: ANY };
const ROWS: Fit = { ...ROOMIEST, cards: 0, heights: 1.2 };
const CELLS: Fit = { ...ROWS, rows: MOST_CARDS };
/**
 * From the roomiest to the closest: up to how many of a lane's marks are cards, up to how many rows, and how many heights
 * of the frame all lanes may take so. Rows may take more: they have names, which cells have not.
 */
const FITS: readonly Fit[] = [
  { ...ROOMIEST, heights: 1.2 },
  { ...ROWS, row: { height: 28, pitch: 36 }, heights: 1 },
  ROWS,
  { ...ROWS, nodeCell: SMALL_NODE_CELL },
  { ...ROWS, nodeCell: SMALLEST_NODE_CELL },
  { ...ROWS, heights: 3 },
  CELLS,
  { ...CELLS, nodeCell: SMALL_NODE_CELL },
  { ...CELLS, nodeCell: SMALLEST_NODE_CELL },
];

/** What is to be seen at once, in px. A page that scrolls as a whole has no such height. */
export interface Frame {
  readonly width: number;
  readonly height?: number;
}

/**
 * Places every mark. Zones are lanes from top to bottom, as high as what stands in them; nodes left, endpoints right.
 * - Where nodes and endpoints have the same form, an endpoint stands beside its own node as far as there is room, so
 *   that one that goes moves none of the others.
 * - Where cards would stand outside the frame for the most part, they are rows, and rows cells: whether traffic stays in
 *   its zone is to be seen at once. What comes with a what-if changes no form, or every step of a slider might.
 * - The result depends on ids, their order and the frame alone: a change of anything else moves nothing.
 */
export function layoutLanes(contents: readonly LaneContent[], frame: Frame): LaneLayout {
  const width = Math.max(LEAST_WIDTH, Math.floor(frame.width));
  return placeLanes(contents, width, fitOf(contents, { ...frame, width }));
}

function fitOf(contents: readonly LaneContent[], { width, height }: Frame): Fit {
  if (height === undefined) return ROOMIEST;
  const now = contents.map((content) => ({ ...content, endpoints: content.endpoints.filter(({ isNew }) => !isNew) }));
  // Where nothing fits, the roomiest of those that are as low as can be: small cells must be good for something.
  let best = ROOMIEST;
  let lowest = ANY;
  for (const fit of FITS) {
    const needed = placeLanes(now, width, fit).height;
    if (needed <= height * fit.heights) return fit;
    if (needed >= lowest) continue;
    best = fit;
    lowest = needed;
  }
  return best;
}

function placeLanes(contents: readonly LaneContent[], width: number, fit: Fit): LaneLayout {
  const columns = columnsOf(width);
  let y = TOP;
  const lanes = contents.map((content) => {
    const lane = placeLane(content, { columns, y, fit });
    y += lane.height + LANE_GAP;
    return lane;
  });
  return { width, height: y, lanes };
}

export function formOf(count: number, { cards, rows }: Fit = ROOMIEST): MarkForm {
  if (count <= cards) return 'card';
  return count <= rows ? 'row' : 'cell';
}

/** Beside cells, more than a handful of endpoints are cells too: the lane stays as low as its grid. */
function endpointFormOf(count: number, nodeForm: MarkForm, fit: Fit): MarkForm {
  return nodeForm === 'cell' && count > MOST_CARDS ? 'cell' : formOf(count, fit);
}

function columnsOf(width: number): Columns {
  const pad = width >= WIDE ? 16 : 8;
  const left = 2 * pad;
  const room = Math.floor((width - 2 * left - LEAST_FLOW_WIDTH) / 2);
  const nodesWidth = Math.min(width >= 720 ? 232 : 200, room);
  const endpointsWidth = Math.min(width >= 900 ? 248 : 216, room);
  return {
    lane: { x: pad, width: width - 2 * pad },
    nodes: { x: left, width: nodesWidth },
    endpoints: { x: width - left - endpointsWidth, width: endpointsWidth },
  };
}

function placeLane(
  content: LaneContent,
  { columns, y, fit }: { readonly columns: Columns; readonly y: number; readonly fit: Fit },
): PlacedLane {
  const nodeForm = formOf(content.nodeIds.length, fit);
  const endpointForm = endpointFormOf(content.endpoints.length, nodeForm, fit);
  const top = y + HEADER;
  const nodeSlots = content.nodeIds.map((_, index) => index);
  const areAligned = nodeForm === endpointForm && nodeForm !== 'cell';
  const endpointSlots = areAligned ? besideNodes(content) : content.endpoints.map((_, index) => index);
  const nodeArea = { ...columns.nodes, y: top };
  const endpointArea = { ...columns.endpoints, y: top };
  const nodeBoxes = nodeSlots.map((slot) =>
    boxAt(slot, nodeForm, { area: nodeArea, cell: fit.nodeCell, row: fit.row }),
  );
  const endpointBoxes = endpointSlots.map((slot) =>
    boxAt(slot, endpointForm, { area: endpointArea, cell: ENDPOINT_CELL, row: fit.row }),
  );
  const bottom = Math.max(top, ...[...nodeBoxes, ...endpointBoxes].map((box) => box.y + box.height));
  const height = Math.max(LEAST_LANE, bottom + FOOT - y);
  return {
    id: content.id,
    x: columns.lane.x,
    y,
    width: columns.lane.width,
    height,
    nodeForm,
    endpointForm,
    boxByNode: new Map(content.nodeIds.map((id, index) => [id, nodeBoxes[index] ?? EMPTY])),
    boxByEndpoint: new Map(content.endpoints.map(({ id }, index) => [id, endpointBoxes[index] ?? EMPTY])),
    nodesRight: columns.nodes.x + columns.nodes.width,
    endpointsLeft: columns.endpoints.x,
    middle: Math.round((top + Math.max(bottom, y + height - FOOT)) / 2),
  };
}

const EMPTY: Box = { x: 0, y: 0, width: 0, height: 0 };

/**
 * Each endpoint on its node's row, or the next free one below; never so low that a later one finds no room. New ones
 * come after that, on their node's row where it is free, else on the first that is: they move no other.
 */
function besideNodes({ nodeIds, endpoints }: LaneContent): readonly number[] {
  const old = endpoints.filter(({ isNew }) => !isNew);
  const rows = Math.max(nodeIds.length, old.length);
  const taken = new Set<number>();
  let free = 0;
  const slots = old.map(({ row }, index) => {
    const slot = Math.min(Math.max(free, row), rows - old.length + index);
    free = slot + 1;
    taken.add(slot);
    return slot;
  });
  for (const { row } of endpoints.slice(old.length)) {
    let slot = row < nodeIds.length && !taken.has(row) ? row : 0;
    while (taken.has(slot)) slot += 1;
    taken.add(slot);
    slots.push(slot);
  }
  return slots;
}

function boxAt(
  slot: number,
  form: MarkForm,
  {
    area,
    cell,
    row,
  }: {
    readonly area: { readonly x: number; readonly y: number; readonly width: number };
    readonly cell: CellSize;
    readonly row: CellSize;
  },
): Box {
  if (form !== 'cell') {
    const size = form === 'card' ? CARD : row;
    return { x: area.x, y: area.y + slot * size.pitch, width: area.width, height: size.height };
  }
  const columns = Math.max(1, Math.floor((area.width + cell.pitch - cell.height) / cell.pitch));
  return {
    x: area.x + (slot % columns) * cell.pitch,
    y: area.y + Math.floor(slot / columns) * cell.pitch,
    width: cell.height,
    height: cell.height,
  };
}
