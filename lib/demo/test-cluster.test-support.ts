import { type EmbeddedCluster, type EmbeddedClusterOptions, startEmbeddedCluster } from '#lib/demo/embedded-cluster.ts';
import { type FakeClock, fakeClock } from '#lib/demo/fake-clock.test-support.ts';
import type { KubeVersion } from '#lib/model/version.ts';
import { parseVersion } from '#lib/model/version.ts';
import { isRecord, type Json, list, record } from '#lib/to-model/json.ts';

export const START = Date.parse('2026-03-01T12:00:00Z');

export interface ApiReply {
  readonly code: number;
  readonly body: Json;
}

export interface TestCluster extends AsyncDisposable {
  readonly cluster: EmbeddedCluster;
  readonly clock: FakeClock;
  /** One request; then the controllers do what falls due at once. */
  send(method: string, path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<ApiReply>;
  mergePatch(path: string, patch: unknown): Promise<ApiReply>;
  items(path: string): Promise<readonly Json[]>;
}

export const STRATEGIC = { 'Content-Type': 'application/strategic-merge-patch+json' };
export const MERGE = { 'Content-Type': 'application/merge-patch+json' };

export function version(text: string): KubeVersion {
  const parsed = parseVersion(text);
  if (parsed === undefined) throw new TypeError(`Cannot read version "${text}"`);
  return parsed;
}

/** A cluster whose time stands still until a test turns it; its controllers have looked at everything once. */
export async function startTestCluster(options: EmbeddedClusterOptions = {}): Promise<TestCluster> {
  const clock = fakeClock(START);
  const cluster = await startEmbeddedCluster({ clock, ...options });
  clock.advance(0);
  const send: TestCluster['send'] = async (method, path, body, headers = {}) => {
    const response = await fetch(cluster.url + path, {
      method,
      headers: { 'Content-Type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    clock.advance(0);
    const parsed: unknown = await response.json();
    return { code: response.status, body: isRecord(parsed) ? parsed : {} };
  };
  return {
    cluster,
    clock,
    send,
    mergePatch: (path, patch) => send('PATCH', path, patch, MERGE),
    items: async (path) => list((await send('GET', path)).body['items']).map(record),
    [Symbol.asyncDispose]: () => cluster.stop(),
  };
}

export function nameOf(object: Json): string {
  return String(record(object['metadata'])['name']);
}
