import type { IncomingMessage, ServerResponse } from 'node:http';
import { type ClusterShape, nowMicros, watchedService } from './cluster-shape.ts';
import type { Truth } from './differences.ts';
import { createSoakedCluster, type SoakedKind, type SoakedObject } from './soaked-cluster.ts';
import { createSoakedLists } from './soaked-lists.ts';
import { FIRST_VERSION } from './soaked-objects.ts';
import { createToldLines } from './told-lines.ts';

/**
 * The API server of the soak: lists in pages of one moment, names and versions alone where that is asked for, watches
 * that resume after a version and end when their time is over, bookmarks, `/version`; no pods.
 */
export interface SoakedApi {
  answer(request: IncomingMessage, response: ServerResponse): void;
  /** How many endpoints were changed. */
  readonly changes: number;
  /** Changes one endpoint, and tells it. */
  change(): void;
  /** The next node in turn tells that it is well. */
  beat(): void;
  bookmark(): void;
  truth(): Truth;
}

interface Watched {
  readonly kind: SoakedKind;
  readonly name: string;
  readonly version: string;
}

const WATCHED: Readonly<Record<string, Watched>> = {
  '/api/v1/nodes': { kind: 'nodes', name: 'Node', version: 'v1' },
  '/api/v1/services': { kind: 'services', name: 'Service', version: 'v1' },
  '/apis/discovery.k8s.io/v1/endpointslices': {
    kind: 'endpointslices',
    name: 'EndpointSlice',
    version: 'discovery.k8s.io/v1',
  },
};
const POD: Pick<Watched, 'name' | 'version'> = { name: 'Pod', version: 'v1' };
/** The watch of an API server goes back some minutes; what ours resumes is some seconds old. */
const TOLD_CHARACTERS = 64 * 1024 * 1024;

export function createSoakedApi(shape: ClusterShape): SoakedApi {
  const cluster = createSoakedCluster(shape);
  const watchersByKind = new Map<SoakedKind, Set<ServerResponse>>();
  const lists = createSoakedLists();
  const told = createToldLines(TOLD_CHARACTERS);
  let resourceVersion = FIRST_VERSION;
  let changes = 0;
  let beats = 0;
  let bytes = 0;
  let seed = 7;

  function tell(kind: SoakedKind, object: string): void {
    const line = `{"type":"MODIFIED","object":${object}}\n`;
    told.append(kind, resourceVersion, line);
    for (const watcher of watchersByKind.get(kind) ?? []) watcher.write(line);
    if (kind === 'endpointslices') bytes += line.length;
  }

  /** A linear congruential generator: the same list of changes each time. */
  function chance(below: number): number {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
    return Math.floor((seed / 2 ** 32) * below);
  }

  function answerPods(parameters: URLSearchParams, response: ServerResponse): void {
    if (parameters.get('watch') !== 'true') {
      send(response, { kind: 'PodList', apiVersion: 'v1', metadata: { resourceVersion: '1' }, items: [] });
      return;
    }
    beginWatch(parameters, response);
    if (parameters.get('sendInitialEvents') === 'true') response.write(bookmarkLine(POD, resourceVersion, true));
  }

  function answerList({ kind, name, version }: Watched, request: IncomingMessage, response: ServerResponse): void {
    const { searchParams } = urlOf(request);
    const namesOnly = request.headers.accept?.includes('as=PartialObjectMetadataList') ?? false;
    const limit = Number(searchParams.get('limit') ?? 0);
    const token = searchParams.get('continue');
    const itemOf = namesOnly ? metadataJson : (object: SoakedObject) => object.json();
    const page =
      token === null
        ? lists.first({ version: resourceVersion, items: Array.from(cluster.objects(kind), itemOf) }, limit)
        : lists.next(token, limit);
    if (page === undefined) {
      send(response, { kind: 'Status', status: 'Failure', reason: 'Expired', code: 410 }, 410);
      return;
    }
    const metadata = {
      resourceVersion: String(page.version),
      ...(page.continueToken !== '' && { continue: page.continueToken, remainingItemCount: page.remaining }),
    };
    const head = namesOnly
      ? { kind: 'PartialObjectMetadataList', apiVersion: 'meta.k8s.io/v1', metadata }
      : { kind: `${name}List`, apiVersion: version, metadata };
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(`${JSON.stringify(head).slice(0, -1)},"items":[${page.items.join(',')}]}`);
  }

  function answerWatch(watched: Watched, parameters: URLSearchParams, response: ServerResponse): void {
    const { kind } = watched;
    beginWatch(parameters, response);
    if (parameters.get('sendInitialEvents') === 'true') {
      for (const object of cluster.objects(kind)) response.write(`{"type":"ADDED","object":${object.json()}}\n`);
      response.write(bookmarkLine(watched, resourceVersion, true));
    } else {
      const missed = told.after(kind, Number(parameters.get('resourceVersion')));
      if (missed === 'expired') {
        response.end(`${JSON.stringify({ type: 'ERROR', object: { kind: 'Status', code: 410 } })}\n`);
        return;
      }
      for (const line of missed) response.write(line);
    }
    const watchers = watchersByKind.get(kind) ?? new Set();
    watchersByKind.set(kind, watchers.add(response));
    response.on('close', () => watchers.delete(response));
  }

  return {
    get changes() {
      return changes;
    },
    answer(request, response) {
      const { pathname, searchParams } = urlOf(request);
      const watched = WATCHED[pathname];
      if (pathname === '/version') send(response, { major: '1', minor: '34', gitVersion: 'v1.34.2' });
      else if (pathname.endsWith('/pods')) answerPods(searchParams, response);
      else if (watched === undefined) response.writeHead(404).end();
      else if (searchParams.get('watch') === 'true') answerWatch(watched, searchParams, response);
      else answerList(watched, request, response);
    },
    change() {
      // Half of the changes are in Services that somebody looks at.
      const isWatched = chance(2) === 0;
      const service = isWatched ? watchedService(chance(shape.clients), shape) : chance(shape.services);
      const slices = cluster.slicesByService[service] ?? [];
      const slice = slices[chance(slices.length)];
      if (slice === undefined || slice.endpoints.length === 0) return;
      changes += 1;
      resourceVersion += 1;
      const at = chance(slice.endpoints.length);
      tell('endpointslices', cluster.change({ slice, at, change: changes, sentMicros: nowMicros(), resourceVersion }));
    },
    beat() {
      beats += 1;
      resourceVersion += 1;
      tell('nodes', cluster.heartbeat(beats % shape.nodes, resourceVersion));
    },
    bookmark() {
      for (const watched of Object.values(WATCHED)) {
        const line = bookmarkLine(watched, resourceVersion, false);
        for (const watcher of watchersByKind.get(watched.kind) ?? []) watcher.write(line);
      }
    },
    truth: () => ({
      changes,
      bytes,
      endpointsByService: cluster.slicesByService.map((slices) =>
        slices.flatMap(({ endpoints }) =>
          endpoints.map(({ addresses, conditions, targetRef }) => [addresses[0], conditions.ready, targetRef.name]),
        ),
      ),
    }),
  };
}

function urlOf(request: IncomingMessage): URL {
  return new URL(request.url ?? '/', 'http://soak');
}

function send(response: ServerResponse, body: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

/** A watch lasts as long as its client asks. */
function beginWatch(parameters: URLSearchParams, response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/json' }).flushHeaders();
  const timer = setTimeout(() => response.end(), Number(parameters.get('timeoutSeconds') ?? 1_800) * 1_000);
  response.on('close', () => clearTimeout(timer));
}

function metadataJson({ name, namespace, resourceVersion }: SoakedObject): string {
  const metadata = { name, ...(namespace !== '' && { namespace }), resourceVersion: String(resourceVersion) };
  return JSON.stringify({ metadata });
}

function bookmarkLine(
  { name, version }: Pick<Watched, 'name' | 'version'>,
  resourceVersion: number,
  ends: boolean,
): string {
  const annotations = ends ? { annotations: { 'k8s.io/initial-events-end': 'true' } } : {};
  const object = {
    kind: name,
    apiVersion: version,
    metadata: { resourceVersion: String(resourceVersion), ...annotations },
  };
  return `${JSON.stringify({ type: 'BOOKMARK', object })}\n`;
}
