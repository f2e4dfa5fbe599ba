import { get } from 'node:http';
import { nowMicros } from '../soak/cluster-shape.ts';
import { SERVICE_KEY } from './change-list.ts';

/**
 * The clients of one server, in a process of their own. They look for the marks that changes leave, count bytes, and
 * parse nothing: what a browser does with a frame is not measured here.
 */
interface Order {
  readonly port: number;
  readonly clients: number;
  readonly changes: number;
  /** What stands before a mark: an endpoint's name in ours, an annotation in the plain server's. */
  readonly before: string;
}

const { port, clients, changes, before } = JSON.parse(process.argv[2] ?? '{}') as Order;
const needle = Buffer.from(`${before}change-`);
/** Longer than any mark. */
const MARK_BYTES = 64;
const latencies: number[] = [];
let bytes = 0;
let connected = 0;
let complete = 0;
let counting = false;

for (let client = 0; client < clients; client += 1) open();

function open(): void {
  const seen = new Uint8Array(changes);
  let missing = changes;
  let rest: Buffer = Buffer.alloc(0);
  let greeted = false;
  get({ port, host: '127.0.0.1', path: `/api/stream?service=${SERVICE_KEY}`, agent: false }, (response) => {
    response.on('data', (chunk: Buffer) => {
      if (counting) bytes += chunk.length;
      const text = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      const now = nowMicros();
      let at = text.indexOf(needle);
      let end = 0;
      while (at >= 0) {
        const mark = text.toString('latin1', at + needle.length, at + needle.length + MARK_BYTES);
        const [, index = '', sent = ''] = /^(\d+)-(\d+)"/.exec(mark) ?? [];
        if (index === '') break;
        end = at + needle.length;
        if (seen[Number(index)] === 0) {
          seen[Number(index)] = 1;
          missing -= 1;
          latencies.push((now - Number(sent)) / 1_000);
          if (missing === 0) finish();
        }
        at = text.indexOf(needle, end);
      }
      rest = Buffer.from(text.subarray(Math.max(end, text.length - MARK_BYTES - needle.length)));
      if (!greeted) {
        greeted = true;
        connected += 1;
        if (connected === clients) process.send?.({ kind: 'connected' });
      }
    });
    response.on('error', () => undefined);
  }).on('error', (error) => {
    throw error;
  });
}

function finish(): void {
  complete += 1;
  if (complete < clients) return;
  const sorted = latencies.toSorted((left, right) => left - right);
  const at = (share: number) => sorted[Math.floor((sorted.length - 1) * share)] ?? 0;
  process.send?.({ kind: 'delivered', bytes, p50Millis: at(0.5), p99Millis: at(0.99) });
}

process.on('message', (message) => {
  if (message === 'count') counting = true;
});
process.on('disconnect', () => process.exit());
