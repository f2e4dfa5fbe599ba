import type { ServerResponse } from 'node:http';
import {
  listOf,
  nodeJson,
  type ScriptedApi,
  type ScriptedRequest,
  sendJson,
  startScriptedApi,
} from '#lib/server/kube/scripted-api.test-support.ts';

/** One state of a node, or that it was gone. */
export type NodeState = string | 'gone';

interface Change {
  readonly version: number;
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  readonly name: string;
  readonly zone: string;
}

export interface OpenWatch {
  readonly response: ServerResponse;
  /** Counts all watches so far. */
  readonly number: number;
  /** Events that were to go over it so far. */
  events: number;
  /** What it sends are the initial events of a streaming list. */
  initial: boolean;
  /** Nothing more is sent over it, and nobody is told. */
  mute: boolean;
}

/** What one request meets instead of an answer; true when it was dealt with. */
export type Interference = (request: ScriptedRequest, response: ServerResponse) => boolean;

/** An API server that holds nodes, remembers what it held, and answers list, watch and streaming list as the real one. */
export interface TruthApi {
  readonly api: ScriptedApi;
  readonly watches: ReadonlySet<OpenWatch>;
  interfere: Interference;
  /** Objects on a page of a list; a few, whatever limit was asked for, so that a few nodes make several pages. */
  pageSize: number;
  /** Asked before each event goes to each watch; what it answers goes in its place ('' for nothing). */
  spoil: (line: string, watch: OpenWatch) => string;
  /** Every zone by name, as it is. */
  truth(): ReadonlyMap<string, NodeState>;
  /** All states that a node was in, in their order. */
  statesOf(name: string): readonly NodeState[];
  put(name: string, zone: string): void;
  remove(name: string): void;
  /** Versions before now are known no more. */
  compact(): void;
  bookmark(): void;
  close(): Promise<void>;
}

export async function startTruthApi(): Promise<TruthApi> {
  let version = 100;
  let oldest = version;
  let watchCount = 0;
  const zoneByName = new Map<string, { readonly zone: string; readonly version: number }>();
  const history: Change[] = [];
  const watches = new Set<OpenWatch>();
  const api = await startScriptedApi(answer);
  api.streams = true;

  function answer(request: ScriptedRequest, response: ServerResponse): void {
    if (truth.interfere(request, response)) return;
    if (request.query.has('sendInitialEvents')) stream(response);
    else if (request.isWatch) watch(Number(request.query.get('resourceVersion')), response);
    else list(request, response);
  }

  function list({ query }: ScriptedRequest, response: ServerResponse): void {
    const [from = 0, of = version] = (query.get('continue') ?? '').split('/').filter(Boolean).map(Number);
    if (of < oldest) {
      sendJson(response, { kind: 'Status', code: 410 }, 410);
      return;
    }
    const all = [...stateAt(of)].sort(([left], [right]) => (left < right ? -1 : 1));
    const to = query.has('limit') ? from + truth.pageSize : all.length;
    const items = all.slice(from, to).map(([name, state]) => nodeJson(name, String(state.version), state.zone));
    const more = to < all.length ? { continue: `${to}/${of}`, remainingItemCount: all.length - to } : {};
    sendJson(response, listOf('Node', items, { resourceVersion: String(of), ...more }));
  }

  function stateAt(end: number): ReadonlyMap<string, { readonly zone: string; readonly version: number }> {
    const states = new Map<string, { readonly zone: string; readonly version: number }>();
    for (const change of history) {
      if (change.version > end) break;
      if (change.type === 'DELETED') states.delete(change.name);
      else states.set(change.name, { zone: change.zone, version: change.version });
    }
    return states;
  }

  function stream(response: ServerResponse): void {
    const open = begin(response);
    open.initial = true;
    for (const [name, state] of zoneByName) {
      send(open, { type: 'ADDED', object: nodeJson(name, String(state.version), state.zone) });
    }
    const annotations = { 'k8s.io/initial-events-end': 'true' };
    const metadata = { resourceVersion: String(version), annotations };
    send(open, { type: 'BOOKMARK', object: { kind: 'Node', metadata } });
    open.initial = false;
  }

  function watch(from: number, response: ServerResponse): void {
    if (from < oldest) {
      sendJson(response, { kind: 'Status', code: 410 }, 410);
      return;
    }
    const open = begin(response);
    for (const change of history) if (change.version > from) sendChange(open, change);
  }

  function begin(response: ServerResponse): OpenWatch {
    watchCount += 1;
    const open: OpenWatch = { response, number: watchCount, events: 0, initial: false, mute: false };
    watches.add(open);
    response.on('close', () => watches.delete(open));
    response.writeHead(200).flushHeaders();
    return open;
  }

  function sendChange(open: OpenWatch, { type, name, zone, version: at }: Change): void {
    send(open, { type, object: nodeJson(name, String(at), zone) });
  }

  function send(open: OpenWatch, event: unknown): void {
    if (open.mute) return;
    open.events += 1;
    const line = truth.spoil(`${JSON.stringify(event)}\n`, open);
    if (line !== '' && !open.response.destroyed && !open.response.writableEnded) open.response.write(line);
  }

  function record(type: Change['type'], name: string, zone: string): void {
    version += 1;
    const change: Change = { version, type, name, zone };
    history.push(change);
    if (type === 'DELETED') zoneByName.delete(name);
    else zoneByName.set(name, { zone, version });
    for (const open of watches) sendChange(open, change);
  }

  const truth: TruthApi = {
    api,
    watches,
    interfere: () => false,
    pageSize: 3,
    spoil: (line) => line,
    truth: () => new Map([...zoneByName].map(([name, state]) => [name, state.zone])),
    statesOf: (name) =>
      history.filter((change) => change.name === name).map(({ type, zone }) => (type === 'DELETED' ? 'gone' : zone)),
    put: (name, zone) => record(zoneByName.has(name) ? 'MODIFIED' : 'ADDED', name, zone),
    remove(name) {
      const state = zoneByName.get(name);
      if (state !== undefined) record('DELETED', name, state.zone);
    },
    compact() {
      oldest = version;
    },
    bookmark() {
      for (const open of watches) {
        send(open, { type: 'BOOKMARK', object: { kind: 'Node', metadata: { resourceVersion: String(version) } } });
      }
    },
    close: api.close,
  };
  return truth;
}
