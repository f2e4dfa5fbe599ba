import type { EndpointSlice } from '#lib/model/endpoint-slice.ts';
import type { Autoscaling } from '#lib/model/horizontal-pod-autoscaler.ts';
import { MAX_TIMELINE_ENTRIES, type Timeline, type TimelineEntry } from '#lib/model/timeline.ts';
import { sortedValues, withChanges, withMapChanges, withSliceChanges } from '#lib/wire/changes.ts';
import type { Delta, SnapshotHead, SnapshotPart, TopicChanges, WireMessage } from '#lib/wire/message.ts';
import type { MixClients, SelectedService, WireState } from '#lib/wire/wire-state.ts';

/**
 * The state after one message; the same object when the message changes nothing.
 * - A snapshot takes effect with its last part; until then the state before it stays, with `loading` beside it.
 * - A delta of another epoch, or one that the state already holds, changes nothing.
 * - What a delta says of a Service that is neither selected nor the mix's changes nothing but the sequence.
 */
export function reduce(state: WireState, message: WireMessage): WireState {
  switch (message.kind) {
    case 'snapshot':
      return withPart(state, message);
    case 'delta':
      return withDelta(state, message);
    case 'info':
      return { ...state, info: message.info };
    case 'status':
      return { ...state, status: message.status };
    case 'ping':
    case 'full':
    case 'denied':
    case 'bye':
      return state;
  }
}

function withPart(state: WireState, part: SnapshotPart): WireState {
  const before = part.head === undefined ? (state.loading?.parts ?? []) : [];
  if (part.head === undefined && before.length === 0) return state;
  const parts = [...before, part];
  if (part.sequence === undefined || part.epoch === undefined) {
    return { ...state, loading: { done: part.done, ...(part.of !== undefined && { of: part.of }), parts } };
  }
  return complete(state, parts, { epoch: part.epoch, sequence: part.sequence });
}

function complete(
  state: WireState,
  parts: readonly SnapshotPart[],
  point: { readonly epoch: string; readonly sequence: number },
): WireState {
  const head = parts[0]?.head;
  if (head === undefined) return state;
  const { loading: _loading, selected: _selected, clients: _clients, ...kept } = state;
  const selected = head.key === undefined ? {} : { selected: selectedOf({ ...head, key: head.key }, parts) };
  const clients = head.clients === undefined ? {} : { clients: clientsOf(head.clients, parts) };
  if (head.scope === 'service') return { ...kept, ...selected, ...clients, ...point };
  return {
    ...kept,
    ...selected,
    ...clients,
    ...point,
    build: head.build,
    nodeByName: new Map(parts.flatMap((part) => part.nodes ?? []).map((node) => [node.name, node])),
    rowByKey: new Map(parts.flatMap((part) => part.rows ?? []).map((row) => [row.key, row])),
  };
}

function selectedOf(head: SnapshotHead & { readonly key: string }, parts: readonly SnapshotPart[]): SelectedService {
  const service = parts.find((part) => part.service !== undefined)?.service;
  return {
    key: head.key,
    ...(service !== undefined && { service }),
    slices: joinedSlices(parts),
    pods: parts.flatMap((part) => part.pods ?? []),
    podsState: head.podsState ?? 'loading',
    ...(head.autoscalersState !== undefined && {
      autoscaling: { state: head.autoscalersState, autoscalers: parts.flatMap((part) => part.autoscalers ?? []) },
    }),
    timeline: head.timeline ?? { since: 0, entries: [] },
  };
}

function clientsOf(key: string, parts: readonly SnapshotPart[]): MixClients {
  const ofClients = parts.map(({ clientSlices = [], clientEndpoints = [] }) => ({
    slices: clientSlices,
    endpoints: clientEndpoints,
  }));
  return { key, slices: joinedSlices(ofClients) };
}

/** Slices sorted by name, those that came in pieces put together. */
function joinedSlices(parts: readonly Pick<SnapshotPart, 'slices' | 'endpoints'>[]): readonly EndpointSlice[] {
  const sliceByName = new Map<string, EndpointSlice>();
  for (const part of parts) {
    for (const slice of part.slices ?? []) sliceByName.set(slice.name, slice);
    for (const [name, endpoints] of part.endpoints ?? []) {
      const slice = sliceByName.get(name);
      if (slice !== undefined) sliceByName.set(name, { ...slice, endpoints: [...slice.endpoints, ...endpoints] });
    }
  }
  return sortedValues(sliceByName);
}

function withDelta(state: WireState, { epoch, sequence, changes }: Delta): WireState {
  if (epoch !== state.epoch || sequence <= state.sequence) return state;
  return changes.reduce(withTopicChanges, { ...state, sequence });
}

function withTopicChanges(state: WireState, changes: TopicChanges): WireState {
  const { selected, clients } = state;
  if (changes.clients !== undefined) {
    if (clients?.key !== changes.clients) return state;
    return { ...state, clients: { ...clients, slices: withSliceChanges(clients.slices, changes.slices) } };
  }
  if (changes.key !== undefined) {
    return selected?.key === changes.key ? { ...state, selected: withServiceChanges(selected, changes) } : state;
  }
  return {
    ...state,
    nodeByName: withMapChanges(state.nodeByName, changes.nodes, (node) => node.name),
    rowByKey: withMapChanges(state.rowByKey, changes.rows, (row) => row.key),
  };
}

function withServiceChanges(selected: SelectedService, changes: TopicChanges): SelectedService {
  const { service: old, ...rest } = selected;
  const [service] = withChanges(old === undefined ? [] : [old], changes.services);
  const { timeline } = selected;
  return {
    ...rest,
    ...(service !== undefined && { service }),
    slices: withSliceChanges(selected.slices, changes.slices),
    pods: withChanges(selected.pods, changes.pods),
    podsState: changes.podsState ?? selected.podsState,
    ...(selected.autoscaling !== undefined && { autoscaling: withAutoscalers(selected.autoscaling, changes) }),
    timeline: changes.timeline === undefined ? timeline : withEntries(timeline, changes.timeline),
  };
}

function withAutoscalers(before: Autoscaling, { autoscalers, autoscalersState }: TopicChanges): Autoscaling {
  if (autoscalers === undefined && autoscalersState === undefined) return before;
  return { state: autoscalersState ?? before.state, autoscalers: withChanges(before.autoscalers, autoscalers) };
}

/**
 * A page may stay open for weeks: like the server, it keeps the latest entries only. An entry of the time of the last one
 * is that one, put right.
 */
function withEntries(timeline: Timeline, more: readonly TimelineEntry[]): Timeline {
  const entries = [...timeline.entries];
  for (const entry of more) {
    if (entries.at(-1)?.time === entry.time) entries.pop();
    entries.push(entry);
  }
  return { ...timeline, entries: entries.slice(-MAX_TIMELINE_ENTRIES) };
}
