import type { EndpointSlice } from '#lib/model/endpoint-slice.ts';
import type { HorizontalPodAutoscaler } from '#lib/model/horizontal-pod-autoscaler.ts';
import type { Node } from '#lib/model/node.ts';
import type { Pod } from '#lib/model/pod.ts';
import type { Service } from '#lib/model/service.ts';
import type { ServiceRow } from '#lib/model/service-row.ts';
import { jsonText } from '#lib/wire/json-text.ts';
import type { SnapshotHead, SnapshotPart } from '#lib/wire/message.ts';
import type { ResumePoint } from '#lib/wire/resume-point.ts';
import { utf8Length } from '#lib/wire/utf8-length.ts';

export const PART_BYTES = 64 * 1024;
/** Frame, counters and list names around the objects of a part. */
const ENVELOPE_BYTES = 1_024;
const ENDPOINTS_PER_PIECE = 100;

export interface SnapshotContent {
  readonly head: SnapshotHead;
  readonly nodes: readonly Node[];
  readonly rows: readonly ServiceRow[];
  readonly service?: Service;
  readonly slices: readonly EndpointSlice[];
  readonly pods: readonly Pod[];
  /** Of the pods' owner; absent where they are not read. */
  readonly autoscalers?: readonly HorizontalPodAutoscaler[];
  /** Of the Service behind a client mix. */
  readonly clientSlices: readonly EndpointSlice[];
  /** Where a reader stands who has read it all. */
  readonly point: ResumePoint;
}

type Lists = Pick<SnapshotPart, 'service' | ListName>;
type Mutable<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer Item)[] | undefined ? Item[] : T[K] };

/**
 * A snapshot as parts of at most 64 KiB each when encoded (a single object that is larger goes alone), made one at a
 * time as the reader asks. A slice is split after each 100 endpoints. There is always at least one part.
 */
export function* snapshotParts(content: SnapshotContent): Generator<SnapshotPart, void, undefined> {
  const { nodes, rows, slices, pods, autoscalers = [], clientSlices } = content;
  const of = [nodes, rows, slices, pods, autoscalers, clientSlices].reduce((sum, { length }) => sum + length, 0);
  const room = PART_BYTES - ENVELOPE_BYTES;
  let lists: Mutable<Lists> = {};
  let head: SnapshotHead | undefined = content.head;
  let bytes = utf8Length(JSON.stringify(head));
  let done = 0;
  const flush = (last?: ResumePoint): SnapshotPart => {
    const part: SnapshotPart = { kind: 'snapshot', ...(head !== undefined && { head }), ...lists, done, of, ...last };
    head = undefined;
    lists = {};
    bytes = 0;
    return part;
  };
  for (const piece of piecesOf(content)) {
    const size = jsonText(piece.value).bytes + 2;
    if (bytes > 0 && bytes + size > room) yield flush();
    piece.addTo(lists);
    bytes += size;
    done += piece.objects;
  }
  yield flush(content.point);
}

interface Piece {
  readonly value: object;
  readonly objects: number;
  readonly addTo: (lists: Mutable<Lists>) => void;
}

function* piecesOf(content: SnapshotContent): Generator<Piece, void, undefined> {
  const { service } = content;
  for (const node of content.nodes) {
    yield { value: node, objects: 1, addTo: (lists) => append(lists, 'nodes', node) };
  }
  for (const row of content.rows) {
    yield { value: row, objects: 1, addTo: (lists) => append(lists, 'rows', row) };
  }
  if (service !== undefined) {
    yield {
      value: service,
      objects: 0,
      addTo: (lists) => {
        lists.service = service;
      },
    };
  }
  for (const slice of content.slices) yield* slicePieces(slice, SELECTED_LISTS);
  for (const pod of content.pods) yield { value: pod, objects: 1, addTo: (lists) => append(lists, 'pods', pod) };
  for (const autoscaler of content.autoscalers ?? []) {
    yield { value: autoscaler, objects: 1, addTo: (lists) => append(lists, 'autoscalers', autoscaler) };
  }
  for (const slice of content.clientSlices) yield* slicePieces(slice, CLIENT_LISTS);
}

const SELECTED_LISTS = { slices: 'slices', endpoints: 'endpoints' } as const;
const CLIENT_LISTS = { slices: 'clientSlices', endpoints: 'clientEndpoints' } as const;

function* slicePieces(
  slice: EndpointSlice,
  names: typeof SELECTED_LISTS | typeof CLIENT_LISTS,
): Generator<Piece, void, undefined> {
  const isWhole = slice.endpoints.length <= ENDPOINTS_PER_PIECE;
  const first = isWhole ? slice : { ...slice, endpoints: slice.endpoints.slice(0, ENDPOINTS_PER_PIECE) };
  yield { value: first, objects: 1, addTo: (lists) => append(lists, names.slices, first) };
  for (let at = ENDPOINTS_PER_PIECE; at < slice.endpoints.length; at += ENDPOINTS_PER_PIECE) {
    const more = [slice.name, slice.endpoints.slice(at, at + ENDPOINTS_PER_PIECE)] as const;
    yield { value: more, objects: 0, addTo: (lists) => append(lists, names.endpoints, more) };
  }
}

type ListName = 'nodes' | 'rows' | 'slices' | 'endpoints' | 'pods' | 'autoscalers' | 'clientSlices' | 'clientEndpoints';

function append<K extends ListName>(lists: Mutable<Lists>, name: K, item: NonNullable<Lists[K]>[number]): void {
  const list = (lists[name] ?? []) as NonNullable<Lists[K]>[number][];
  list.push(item);
  lists[name] = list as Mutable<Lists>[K];
}
