import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ClusterShape } from './cluster-shape.ts';
import { createSoakedApi } from './soaked-api.ts';

/** The API server of the soak in a process of its own. It is told over IPC when to begin and to end changing, and then tells the truth. */
const shape = JSON.parse(process.argv[2] ?? '{}') as ClusterShape;
const api = createSoakedApi(shape);
const server = createServer(api.answer);
let timer: NodeJS.Timeout | undefined;
/** Each kubelet tells its state every five minutes. */
const BEAT_SECONDS = 300;
const BOOKMARK_SECONDS = 30;

/** By the clock, not by the timer: what a late timer owes is made up for. */
function begin(): void {
  const started = performance.now();
  let beats = 0;
  let lastBookmark = 0;
  timer = setInterval(() => {
    const seconds = (performance.now() - started) / 1_000;
    while (api.changes < seconds * shape.changes) api.change();
    for (; beats < (seconds * shape.nodes) / BEAT_SECONDS; beats += 1) api.beat();
    if (seconds < lastBookmark + BOOKMARK_SECONDS) return;
    lastBookmark = seconds;
    api.bookmark();
  }, 10);
}

process.on('message', (message) => {
  if (message === 'begin') begin();
  else if (message === 'end') {
    clearInterval(timer);
    process.send?.({ kind: 'truth', truth: api.truth() });
  }
});
process.on('disconnect', () => process.exit());
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => process.send?.({ kind: 'port', port: (server.address() as AddressInfo).port }));
