import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pipeToNodeResponse } from 'next/dist/server/pipe-readable.js';
import { nowMicros } from '../soak/cluster-shape.ts';
import { createChangeList } from './change-list.ts';
import { createHubStream } from './hub-stream.ts';
import { createPlainStream } from './plain-stream.ts';

/**
 * One of the two servers, in a process of its own: `server.ts ours|plain`. Both answer as a route handler does, through
 * the very pipe that Next uses, and both are given the same list of changes, each at its time.
 */
const list = createChangeList();
const stream = process.argv[2] === 'ours' ? createHubStream(list) : createPlainStream();

const server = createServer((incoming, outgoing) => {
  const aborted = new AbortController();
  outgoing.on('close', () => aborted.abort());
  const request = new Request(`http://localhost${incoming.url}`, {
    headers: { host: 'localhost' },
    signal: aborted.signal,
  });
  const response = stream.handle(request);
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  outgoing.flushHeaders();
  if (response.body !== null) pipeToNodeResponse(response.body, outgoing).catch(() => outgoing.destroy());
});

interface Order {
  readonly changes: number;
  readonly perSecond: number;
}

let cpu = process.cpuUsage();

/** By the clock, so that a server that falls behind is given its changes all the same. */
function run({ changes, perSecond }: Order): void {
  cpu = process.cpuUsage();
  const started = performance.now();
  let sent = 0;
  const timer = setInterval(() => {
    const due = Math.min(changes, Math.floor(((performance.now() - started) / 1_000) * perSecond) + 1);
    for (; sent < due; sent += 1) stream.send(list.event(sent, nowMicros()));
    if (sent >= changes) clearInterval(timer);
  }, 1);
}

function settledRss(): number {
  for (let time = 0; time < 3; time += 1) globalThis.gc?.();
  return process.memoryUsage().rss;
}

process.on('message', (message: { readonly run?: Order; readonly tell?: 'rss' | 'cpu' }) => {
  if (message.run !== undefined) run(message.run);
  else if (message.tell === 'rss') process.send?.({ kind: 'rss', bytes: settledRss() });
  else {
    const { user, system } = process.cpuUsage(cpu);
    process.send?.({ kind: 'cpu', seconds: (user + system) / 1e6, peakBytes: process.resourceUsage().maxRSS * 1_024 });
  }
});
process.on('disconnect', () => process.exit());
server.listen(0, '127.0.0.1', 4_096, () =>
  process.send?.({ kind: 'port', port: (server.address() as AddressInfo).port }),
);
