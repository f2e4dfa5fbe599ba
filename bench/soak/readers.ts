import { get } from 'node:http';
import type { EndpointSlice } from '#lib/model/endpoint-slice.ts';
import { decodeMessage } from '#lib/wire/frame.ts';
import { reduce } from '#lib/wire/reduce.ts';
import { EMPTY_WIRE_STATE, type WireState } from '#lib/wire/wire-state.ts';
import { type ClusterShape, NAMESPACE, nowMicros, sentMicrosOf, serviceName, watchedService } from './cluster-shape.ts';

/**
 * The pages of the soak, in a process of their own. Each reads its stream as a page does, with the page's own reducer,
 * but only the first keeps nodes and rows; the others keep what they look at.
 */
interface Reader {
  readonly index: number;
  readonly service: number;
  state: WireState;
  pending: string;
  bytes: number;
  frames: number;
  /** How often its stream ended, for whatever reason. */
  ended: number;
}

const { url, shape } = JSON.parse(process.argv[2] ?? '{}') as { readonly url: string; readonly shape: ClusterShape };
const RETRY_MILLIS = 1_000;
const latencies: number[] = [];
let measuring = false;
let gaps = 0;

const readers: readonly Reader[] = Array.from({ length: shape.clients }, (_, index) => ({
  index,
  service: watchedService(index, shape),
  state: EMPTY_WIRE_STATE,
  pending: '',
  bytes: 0,
  frames: 0,
  ended: 0,
}));

for (const reader of readers) open(reader);

function open(reader: Reader): void {
  let lost = false;
  const service = `${NAMESPACE}/${serviceName(reader.service)}`;
  const { epoch, sequence } = reader.state;
  const last = epoch === '' ? '' : `&last=${epoch}-${sequence}&held=${service}`;
  const request = get(`${url}/api/stream?service=${service}${last}`, (response) => {
    response.setEncoding('utf8');
    response.on('data', (text: string) => {
      reader.bytes += text.length;
      const blocks = (reader.pending + text).split('\n\n');
      reader.pending = blocks.pop() ?? '';
      for (const block of blocks) take(reader, block);
    });
    response.on('close', () => lose('it was closed'));
  });
  request.on('error', (error) => lose(error.message));

  /** Comes back as a page does; that it had to is counted. */
  function lose(why: string): void {
    if (lost) return;
    lost = true;
    reader.ended += 1;
    console.error(`client ${reader.index} lost its stream: ${why}`);
    reader.pending = '';
    setTimeout(() => open(reader), RETRY_MILLIS);
  }
}

function take(reader: Reader, block: string): void {
  const [, event = '', id = '', data = ''] = /^event: (\w+)\n(?:id: \S+-(\d+)\n)?(data: .*)$/s.exec(block) ?? [];
  if (event === '') return;
  reader.frames += 1;
  const isOwn = event !== 'delta' || data.includes('"key":"');
  if (reader.index > 0 && !isOwn) {
    follow(reader, Number(id));
    return;
  }
  const message = decodeMessage(event, data.slice('data: '.length).replaceAll('\ndata: ', '\n'));
  if (message === undefined) throw new Error(`Cannot read a ${event}`);
  if (message.kind === 'snapshot' && reader.index > 0) {
    const { nodes: _nodes, rows: _rows, ...rest } = message;
    reader.state = reduce(reader.state, rest);
    return;
  }
  const before = reader.state;
  reader.state = reduce(before, message);
  if (message.kind === 'delta' && measuring) measure(before, reader.state);
}

/** A frame that is not looked into still counts in the order. */
function follow(reader: Reader, sequence: number): void {
  if (reader.state.epoch !== '' && sequence <= reader.state.sequence) gaps += 1;
  reader.state = { ...reader.state, sequence };
}

/** How long ago each name that has just come in was sent. */
function measure(before: WireState, after: WireState): void {
  const now = nowMicros();
  const old = new Map(before.selected?.slices.map((slice) => [slice.name, slice]));
  for (const slice of after.selected?.slices ?? []) {
    if (old.get(slice.name) === slice) continue;
    const known = new Set(old.get(slice.name)?.endpoints);
    for (const endpoint of slice.endpoints) {
      const sent = known.has(endpoint) ? undefined : sentMicrosOf(endpoint.targetRef?.name ?? '');
      if (sent !== undefined) latencies.push((now - sent) / 1_000);
    }
  }
}

function endpointsOf(slices: readonly EndpointSlice[]): readonly unknown[] {
  return slices.flatMap(({ endpoints }) =>
    endpoints.map(({ addresses, conditions, targetRef }) => [addresses[0], conditions.ready, targetRef?.name]),
  );
}

function report(): unknown {
  const [first] = readers;
  const sorted = latencies.toSorted((left, right) => left - right);
  const percentile = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? null;
  return {
    p50Millis: percentile(0.5),
    p99Millis: percentile(0.99),
    maxMillis: sorted.at(-1) ?? null,
    measured: sorted.length,
    gaps,
    ended: readers.reduce((sum, { ended }) => sum + ended, 0),
    bytes: readers.reduce((sum, reader) => sum + reader.bytes, 0),
    frames: readers.reduce((sum, reader) => sum + reader.frames, 0),
    seen: readers.map(({ service, state }) => ({ service, endpoints: endpointsOf(state.selected?.slices ?? []) })),
    nodes: first?.state.nodeByName.size,
    readyByService: Object.fromEntries(
      [...(first?.state.rowByKey ?? [])].map(([key, row]) => [
        key,
        Object.values(row.endpointsByZone).reduce((sum, count) => sum + count, 0),
      ]),
    ),
  };
}

const ready = setInterval(() => {
  if (readers.some(({ state }) => state.epoch === '')) return;
  clearInterval(ready);
  process.send?.({ kind: 'ready' });
}, 20);

process.on('message', (message) => {
  if (message === 'begin') {
    measuring = true;
    for (const reader of readers) reader.bytes = 0;
    for (const reader of readers) reader.frames = 0;
  } else if (message === 'end') process.send?.({ kind: 'report', report: report() });
});
process.on('disconnect', () => process.exit());
