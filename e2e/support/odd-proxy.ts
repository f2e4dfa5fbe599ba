import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How a proxy in between treats the stream: hands it on, keeps it to itself until it ends, or answers for itself. */
export type ProxyMood = 'honest' | 'buffering' | 'bad-gateway';

export interface OddProxy {
  readonly url: string;
  mood: ProxyMood;
  close(): Promise<void>;
}

/** An HTTP proxy before Zonescope; only what it does to the stream is odd. */
export async function startOddProxy(targetPort: number): Promise<OddProxy> {
  const proxy: { url: string; mood: ProxyMood; close(): Promise<void> } = {
    url: '',
    mood: 'honest',
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  const server = createServer((incoming, outgoing) => {
    const isStream = incoming.url?.startsWith('/api/stream') === true;
    if (isStream && proxy.mood === 'bad-gateway') {
      outgoing.writeHead(502, { 'content-type': 'text/html' }).end('<h1>502 Bad Gateway</h1>');
      return;
    }
    const { method, url, headers } = incoming;
    const upstream = request({ port: targetPort, host: '127.0.0.1', method, path: url, headers }, (answer) => {
      // As nginx with its defaults: not a byte goes on before its buffer is full.
      if (isStream && proxy.mood === 'buffering') {
        answer.resume();
        return;
      }
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    upstream.on('error', () => outgoing.destroy());
    outgoing.on('close', () => upstream.destroy());
    upstream.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  proxy.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return proxy;
}
