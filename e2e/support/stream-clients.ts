import { get, type IncomingMessage } from 'node:http';

export interface StreamClient {
  /** All that has come so far. */
  readonly text: () => string;
  readonly ended: Promise<void>;
  close(): void;
}

/** A client of `/api/stream` that is no browser: it reads, or with `stall` never does. */
export function openStream(url: string, { query = '', stall = false } = {}): Promise<StreamClient> {
  return new Promise((resolve, reject) => {
    let text = '';
    const request = get(`${url}/api/stream${query}`, { agent: false }, (response: IncomingMessage) => {
      const ended = new Promise<void>((end) => response.on('close', () => end()));
      response.on('error', () => undefined);
      if (!stall)
        response.setEncoding('utf8').on('data', (more: string) => {
          text += more;
        });
      resolve({ text: () => text, ended, close: () => request.destroy() });
    });
    request.on('error', reject);
  });
}

/** Resolves once `holds` does. */
export async function eventually(
  holds: () => boolean | Promise<boolean>,
  what: string,
  millis = 20_000,
): Promise<void> {
  const end = Date.now() + millis;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`Cannot go on: ${what} did not come true in ${millis / 1_000} s`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
