import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { SERVER_FLAGS } from '../../scripts/runtime.mjs';
import { CHANGES, createChangeList } from './change-list.ts';

/** What one server needed until every change had reached every client. */
export interface StreamRun {
  readonly cpu_s: number;
  readonly bytes_per_change: number;
  readonly rss_per_connection_kb: number;
  readonly peak_rss_mb: number;
  readonly p50_ms: number;
  readonly p99_ms: number;
}

export interface StreamRow {
  readonly case: string;
  readonly clients: number;
  readonly changes_per_second: number;
  readonly changes: number;
  /** The list was cut short, for both, before the plain server would have had to send more than it may. */
  readonly shortened: boolean;
  /** One watch event as the API server sends it. */
  readonly event_bytes: number;
  readonly ours: StreamRun;
  readonly plain: StreamRun;
  /** Plain over ours. */
  readonly cpu_ratio: number;
  readonly bytes_ratio: number;
}

export interface StreamCase {
  readonly clients: number;
  readonly perSecond: number;
}

export const STREAM_CASES: readonly StreamCase[] = [
  { clients: 50, perSecond: 1_000 },
  { clients: 500, perSecond: 50 },
];

/** All that the plain server sends in one run; a queue that nobody reads could grow by so much. */
const MOST_BYTES = 4e9;
const WARM_UP_CLIENTS = 50;
const BEFORE_MARK = { ours: '"name":"', plain: '"sent":"' } as const;

/** Runs the same list of changes against ours and the plain server in turn. */
export async function streamContest({ clients, perSecond }: StreamCase): Promise<StreamRow> {
  const eventBytes = JSON.stringify({ type: 'MODIFIED', object: createChangeList().event(0, 0) }).length;
  const changes = Math.min(CHANGES, Math.floor(MOST_BYTES / clients / eventBytes));
  const order = { clients, perSecond, changes };
  const ours = await runServer('ours', order);
  const plain = await runServer('plain', order);
  return {
    case: `stream to ${clients} clients at ${perSecond}/s`,
    clients,
    changes_per_second: perSecond,
    changes,
    shortened: changes < CHANGES,
    event_bytes: eventBytes,
    ours,
    plain,
    cpu_ratio: round(plain.cpu_s / ours.cpu_s),
    bytes_ratio: round(plain.bytes_per_change / ours.bytes_per_change),
  };
}

async function runServer(kind: 'ours' | 'plain', order: StreamCase & { readonly changes: number }): Promise<StreamRun> {
  const { clients, changes, perSecond } = order;
  const server = start('server.ts', [kind]);
  const children = [server];
  try {
    const { port } = await answer<{ port: number }>(server, 'port');
    // Code is compiled and heaps grow with the first connections, whoever has them; what each one more costs is asked.
    await connectAndLeave(port);
    const before = await ask<{ bytes: number }>(server, { tell: 'rss' }, 'rss');
    const readers = start('readers.ts', [JSON.stringify({ port, clients, changes, before: BEFORE_MARK[kind] })]);
    children.push(readers);
    await answer(readers, 'connected');
    await settle();
    const after = await ask<{ bytes: number }>(server, { tell: 'rss' }, 'rss');
    const delivered = answer<{ bytes: number; p50Millis: number; p99Millis: number }>(readers, 'delivered');
    readers.send('count');
    server.send({ run: { changes, perSecond } });
    const { bytes, p50Millis, p99Millis } = await delivered;
    const { seconds, peakBytes } = await ask<{ seconds: number; peakBytes: number }>(server, { tell: 'cpu' }, 'cpu');
    return {
      cpu_s: round(seconds),
      bytes_per_change: round(bytes / clients / changes),
      rss_per_connection_kb: round((after.bytes - before.bytes) / 1_024 / clients),
      peak_rss_mb: round(peakBytes / 2 ** 20),
      p50_ms: round(p50Millis),
      p99_ms: round(p99Millis),
    };
  } finally {
    for (const child of children) if (child.connected) child.disconnect();
  }
}

async function connectAndLeave(port: number): Promise<void> {
  const order = { port, clients: WARM_UP_CLIENTS, changes: 1, before: ' ' };
  const readers = start('readers.ts', [JSON.stringify(order)]);
  await answer(readers, 'connected');
  await settle();
  const left = new Promise((resolve) => readers.once('exit', resolve));
  readers.disconnect();
  await left;
  await settle();
}

function start(file: string, args: readonly string[]): ChildProcess {
  return fork(join(import.meta.dirname, file), args, { execArgv: ['--expose-gc', ...SERVER_FLAGS] });
}

function answer<T>(child: ChildProcess, kind: string): Promise<T> {
  return new Promise((resolve, reject) => {
    const listen = (message: unknown): void => {
      if (typeof message !== 'object' || message === null || !('kind' in message) || message.kind !== kind) return;
      child.off('message', listen);
      resolve(message as T);
    };
    child.on('message', listen);
    child.once('exit', (code) => reject(new Error(`Cannot measure the stream: a process ended with ${code}`)));
  });
}

function ask<T>(child: ChildProcess, question: object, kind: string): Promise<T> {
  const answered = answer<T>(child, kind);
  child.send(question);
  return answered;
}

/** Until snapshots have been read and sockets are quiet. */
function settle(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 2_000));
}

function round(value: number): number {
  return Number(value.toPrecision(4));
}
