import type { TestCluster } from '#lib/demo/test-cluster.test-support.ts';
import { type Json, record } from '#lib/to-model/json.ts';

export interface Watch extends Disposable {
  next(): Promise<{ readonly type: string; readonly object: Json }>;
  /** What was sent until the server ended the watch. */
  rest(): Promise<readonly { readonly type: string; readonly object: Json }[]>;
}

export async function watch(test: TestCluster, path: string): Promise<Watch> {
  const abort = new AbortController();
  const response = await fetch(test.cluster.url + path, { signal: abort.signal });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let buffer = '';
  const next = async () => {
    while (!buffer.includes('\n')) {
      const part = await reader?.read();
      if (part === undefined || part.done) throw new RangeError('the watch has ended');
      buffer += part.value;
    }
    const end = buffer.indexOf('\n');
    const event = record(JSON.parse(buffer.slice(0, end)));
    buffer = buffer.slice(end + 1);
    return { type: String(event['type']), object: record(event['object']) };
  };
  return {
    next,
    async rest() {
      const events = [];
      for (;;) {
        try {
          events.push(await next());
        } catch (error) {
          if (error instanceof RangeError) return events;
          throw error;
        }
      }
    },
    [Symbol.dispose]: () => abort.abort(),
  };
}

export function versionOf(object: Json): string {
  return String(record(object['metadata'])['resourceVersion']);
}

export function nameIn(event: { readonly object: Json }): unknown {
  return record(event.object['metadata'])['name'];
}

export async function listVersion(test: TestCluster, path: string): Promise<string> {
  return versionOf((await test.send('GET', path)).body);
}
