import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type ClusterShape, nowMicros, watchedService } from './cluster-shape.ts';
import { createSoakedCluster, type SoakedKind } from './soaked-cluster.ts';

/**
 * The scripted API server of the soak, in a process of its own: pages of lists, watches that resume nowhere else than
 * where they stand, bookmarks, `/version`; no pods. It is told over IPC when to begin and to end changing, and then tells
 * the truth.
 */
const shape = JSON.parse(process.argv[2] ?? '{}') as ClusterShape;
const cluster = createSoakedCluster(shape);
const PATHS: Readonly<Record<string, readonly [kind: SoakedKind, name: string, version: string]>> = {
  '/api/v1/nodes': ['nodes', 'Node', 'v1'],
  '/api/v1/services': ['services', 'Service', 'v1'],
  '/apis/discovery.k8s.io/v1/endpointslices': ['endpointslices', 'EndpointSlice', 'discovery.k8s.io/v1'],
};
const watchersByKind = new Map<SoakedKind, Set<ServerResponse>>();
const objectsByKind = new Map<SoakedKind, readonly string[]>();
let resourceVersion = 100;
let changes = 0;
let bytes = 0;
let seed = 7;

const server = createServer((request, response) => {
  const url = new URL(request.url ?? '/', 'http://soak');
  const known = PATHS[url.pathname];
  if (url.pathname === '/version') send(response, { major: '1', minor: '34', gitVersion: 'v1.34.2' });
  else if (/\/pods$/.test(url.pathname)) answerPods(url, response);
  else if (known === undefined) response.writeHead(404).end();
  else if (url.searchParams.get('watch') !== 'true') answerList(known, url, response);
  else answerWatch(known, url, response);
});

function send(response: ServerResponse, body: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

function answerPods(url: URL, response: ServerResponse): void {
  if (url.searchParams.get('watch') !== 'true') {
    send(response, { kind: 'PodList', apiVersion: 'v1', metadata: { resourceVersion: '1' }, items: [] });
    return;
  }
  response.writeHead(200, { 'content-type': 'application/json' }).flushHeaders();
  if (url.searchParams.get('sendInitialEvents') === 'true') response.write(`${bookmark('Pod', 'v1', true)}\n`);
}

function answerList([kind, name, apiVersion]: (typeof PATHS)[string], url: URL, response: ServerResponse): void {
  const all = objectsOf(kind);
  const limit = Number(url.searchParams.get('limit') ?? all.length) || all.length;
  const from = Number(url.searchParams.get('continue') ?? 0);
  const items = all.slice(from, from + limit);
  const left = all.length - from - items.length;
  const metadata = {
    resourceVersion: String(resourceVersion),
    ...(left > 0 && { continue: String(from + limit), remainingItemCount: left }),
  };
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(
    `{"kind":"${name}List","apiVersion":"${apiVersion}","metadata":${JSON.stringify(metadata)},"items":[${items.join(',')}]}`,
  );
}

/** Kept only until the changes begin: nobody lists after that, or would be told what no longer is. */
function objectsOf(kind: SoakedKind): readonly string[] {
  const objects = objectsByKind.get(kind) ?? [...cluster.objects(kind)];
  if (changes === 0) objectsByKind.set(kind, objects);
  return objects;
}

function answerWatch([kind, name, apiVersion]: (typeof PATHS)[string], url: URL, response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/json' }).flushHeaders();
  if (url.searchParams.get('sendInitialEvents') === 'true') {
    for (const object of objectsOf(kind)) response.write(`{"type":"ADDED","object":${object}}\n`);
    response.write(`${bookmark(name, apiVersion, true)}\n`);
  }
  const watchers = watchersByKind.get(kind) ?? new Set();
  watchersByKind.set(kind, watchers.add(response));
  response.on('close', () => watchers.delete(response));
}

function bookmark(kind: string, apiVersion: string, ends: boolean): string {
  const annotations = ends ? { annotations: { 'k8s.io/initial-events-end': 'true' } } : {};
  return JSON.stringify({
    type: 'BOOKMARK',
    object: { kind, apiVersion, metadata: { resourceVersion: String(resourceVersion), ...annotations } },
  });
}

function tell(kind: SoakedKind, object: string): void {
  const line = `{"type":"MODIFIED","object":${object}}\n`;
  for (const watcher of watchersByKind.get(kind) ?? []) watcher.write(line);
  if (kind === 'endpointslices') bytes += line.length;
}

/** A linear congruential generator: the same list of changes each time. */
function chance(below: number): number {
  seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
  return Math.floor((seed / 2 ** 32) * below);
}

function changeOne(): void {
  const isWatched = chance(2) === 0;
  const service = isWatched ? watchedService(chance(shape.clients), shape) : chance(shape.services);
  const slices = cluster.slicesByService[service] ?? [];
  const slice = slices[chance(slices.length)];
  if (slice === undefined || slice.endpoints.length === 0) return;
  resourceVersion += 1;
  changes += 1;
  const at = chance(slice.endpoints.length);
  tell('endpointslices', cluster.change({ slice, at, change: changes, sentMicros: nowMicros(), resourceVersion }));
}

let timer: NodeJS.Timeout | undefined;

/** By the clock, not by the timer: what a late timer owes is made up for. */
function begin(): void {
  const started = performance.now();
  let lastBeat = 0;
  let lastBookmark = 0;
  objectsByKind.clear();
  timer = setInterval(() => {
    const seconds = (performance.now() - started) / 1_000;
    while (changes < seconds * shape.changes) changeOne();
    // Each kubelet tells its state every five minutes.
    while (lastBeat < (seconds * shape.nodes) / 300) {
      lastBeat += 1;
      resourceVersion += 1;
      tell('nodes', cluster.heartbeat(lastBeat % shape.nodes, resourceVersion));
    }
    if (seconds < lastBookmark + 30) return;
    lastBookmark = seconds;
    for (const [kind, name, version] of Object.values(PATHS)) {
      for (const watcher of watchersByKind.get(kind) ?? []) watcher.write(`${bookmark(name, version, false)}\n`);
    }
  }, 10);
}

function truth(): unknown {
  return {
    changes,
    bytes,
    endpointsByService: cluster.slicesByService.map((slices) =>
      slices.flatMap(({ endpoints }) =>
        endpoints.map(({ addresses, conditions, targetRef }) => [addresses[0], conditions.ready, targetRef.name]),
      ),
    ),
  };
}

process.on('message', (message) => {
  if (message === 'begin') begin();
  else if (message === 'end') {
    clearInterval(timer);
    process.send?.({ kind: 'truth', truth: truth() });
  }
});
process.on('disconnect', () => process.exit());
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => process.send?.({ kind: 'port', port: (server.address() as AddressInfo).port }));
