import { createServer, request as httpRequest, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Writable } from 'node:stream';
import { afterEach, describe, expect, test } from 'vitest';
import { UNASKED_VIEWER } from '#lib/server/auth/sight.ts';
import { CLIENT_HEADER } from '#lib/server/guard/client-address.ts';
import { guardedRoute } from '#lib/server/guard/guarded-route.ts';
import { createHub, type Hub } from '#lib/server/hub/hub.ts';
import type { HubLimits } from '#lib/server/hub/hub-limits.ts';
import { hubOptions } from '#lib/server/hub/hub-options.test-support.ts';
import { runningWith } from '#lib/server/running.test-support.ts';
import type { Running } from '#lib/server/running.ts';
import { handleStream } from '#lib/server/stream/handle-stream.ts';
import { aNode, anEndpoint, aService, aSlice } from '#lib/wire/objects.test-support.ts';

const answer = (request: Request, made: Running) => handleStream(request, made, UNASKED_VIEWER);

function running(limits: Partial<HubLimits> = {}): Running {
  const hub = createHub(hubOptions({ limits }));
  hub.state.nodes.replace([aNode('n1')]);
  hub.state.services.replace([aService('web')]);
  hub.state.slices.replace([aSlice('web-1', [anEndpoint(1)])]);
  hub.setReady({ version: { major: 1, minor: 30, patch: 0 }, gateOverrides: [], missing: [] });
  const made = runningWith(hub);
  open.push(made);
  return made;
}

const open: Running[] = [];
const servers: Server[] = [];

afterEach(async () => {
  for (const made of open.splice(0)) await made.close();
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

function get(query = '', init: RequestInit = {}): Request {
  return new Request(`http://localhost/api/stream${query}`, {
    ...init,
    headers: { host: 'localhost:3000', ...init.headers },
  });
}

async function readUntil(response: Response, wanted: string): Promise<string> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  while (reader !== undefined && !text.includes(wanted)) {
    const { value, done } = await reader.read();
    if (done) break;
    text += value;
  }
  await reader?.cancel();
  return text;
}

describe('handleStream', () => {
  test('begins with more than 1 KiB of comment, then what is watched, its status and the snapshot', async () => {
    const text = await readUntil(answer(get('?service=default/web'), running()), 'event: snapshot');
    expect(text.indexOf('event: ')).toBeGreaterThan(1_024);
    expect(text).toMatch(/^:/);
    expect([...text.matchAll(/^event: (.*)$/gm)].map((match) => match[1])).toEqual(['info', 'status', 'snapshot']);
  });

  test('is neither compressed, nor held back, nor sniffed, nor kept', () => {
    const { headers, status } = answer(get(), running());
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(headers.get('cache-control')).toBe('no-cache, no-transform');
    expect(headers.get('x-accel-buffering')).toBe('no');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('access-control-allow-origin')).toBeNull();
  });

  test('goes on after Last-Event-ID, which implies that the reader holds the Service it asks for', async () => {
    const made = running();
    await readUntil(answer(get('?service=default/web'), made), 'event: snapshot');
    const response = answer(
      get('?service=default/web&last=e1-9&held=default/web', { headers: { 'last-event-id': 'e1-0' } }),
      made,
    );
    made.hub.state.nodes.upsert(aNode('n1', { unschedulable: true }));
    const text = await readUntil(response, 'event: delta');
    expect(text).not.toContain('event: snapshot');
    expect(text).toContain('id: e1-1\n');
  });

  for (const query of [
    '?service=../etc',
    '?service=a',
    '?service=a/b&service=c/d',
    '?service=A/b',
    '?held=x',
    `?service=${'a'.repeat(10_000)}/b`,
  ]) {
    test(`bad input 26: ${query.slice(0, 40)} is answered 400 without an echo, and opens nothing`, async () => {
      const made = running();
      const response = answer(get(query), made);
      expect(response.status).toBe(400);
      expect(await response.text()).toBe('The query is not understood.\n');
      expect(made.hub.subscriberCount).toBe(0);
    });
  }

  test('fault 26: a resume point that is junk is answered with a snapshot', async () => {
    const text = await readUntil(answer(get('?last=junk'), running()), 'event: snapshot');
    expect(text).toContain('event: snapshot');
  });

  for (const [name, method, headers, status] of [
    ['HEAD', 'HEAD', {}, 405],
    ['POST', 'POST', {}, 405],
    ['OPTIONS', 'OPTIONS', {}, 405],
    ['a foreign host', 'GET', { host: 'evil.example' }, 403],
    ['a request from another site', 'GET', { 'sec-fetch-site': 'cross-site' }, 403],
    ['another origin', 'GET', { origin: 'http://evil.example' }, 403],
  ] as const) {
    test(`fault 24: ${name} is answered ${status} and opens nothing, however often`, async () => {
      const made = running();
      const route = guardedRoute(handleStream, { running: () => made });
      const request = {
        method,
        url: 'http://localhost/api/stream',
        headers: new Headers({ host: 'localhost:3000', ...headers }),
        signal: new AbortController().signal,
      };
      for (let time = 0; time < 100; time += 1) {
        expect((await route(request as Request)).status).toBe(status);
      }
      expect(made.hub.subscriberCount).toBe(0);
    });
  }

  test('promise 17: one stream too many is answered 200 with one full event and an end, since EventSource never retries another status', async () => {
    const made = running({ subscribers: 1 });
    answer(get(), made);
    const response = answer(get(), made);
    expect(response.status).toBe(200);
    const text = await response.text();
    expect(text).toContain('retry: 60000\n');
    expect(text).toContain('event: full\ndata: {"retryMillis":60000}\n\n');
  });

  test('promise 17: one address may not take all the places, while this machine is only counted in all', async () => {
    const made = running({ subscribers: 4, subscribersPerClient: 1 });
    const from = (address: string) => answer(get('', { headers: { [CLIENT_HEADER]: address } }), made);
    from('10.0.0.7');
    expect(await from('10.0.0.7').text()).toContain('event: full');
    from('10.0.0.8');
    answer(get(), made);
    answer(get(), made);
    expect(made.hub.subscriberCount).toBe(4);
    expect(await answer(get(), made).text()).toContain('event: full');
  });

  test('with clients the slices of the Service behind the mix come too, and nothing else of it', async () => {
    const made = running();
    made.hub.state.slices.upsert(aSlice('shop-1', [anEndpoint(7)], { serviceName: 'shop' }));
    const response = answer(get('?service=default/web&clients=default/shop'), made);
    const text = await readUntil(response, 'event: snapshot');
    expect(text).toMatch(/"clientSlices":\[\{[^\n]*"name":"shop-1"/);
  });

  test('the end of the hub ends the stream after a farewell', async () => {
    const made = running();
    const text = answer(get(), made).text();
    await made.close();
    expect(await text).toMatch(/event: bye\ndata: \{\}\n\n$/);
  });

  test('abort and cancel both release the reader, in whatever order and number they come', async () => {
    const made = running();
    const aborted = new AbortController();
    const response = answer(get('', { signal: aborted.signal }), made);
    expect(made.hub.subscriberCount).toBe(1);
    aborted.abort();
    expect(made.hub.subscriberCount).toBe(0);
    await response.body?.cancel();
    await answer(get(), made).body?.cancel();
    expect(answer(get('', { signal: AbortSignal.abort() }), made).status).toBe(200);
    expect(made.hub.subscriberCount).toBe(0);
  });
});

/**
 * Next's way of answering: the handler's body is piped to the response, with its backpressure, until the response
 * closes. The request's own signal is left alone: Node forgets what it follows when garbage is collected.
 */
async function serve(made: Running): Promise<number> {
  const server = createServer((incoming, outgoing) => {
    const url = `http://localhost${incoming.url}`;
    const response = answer(new Request(url, { headers: { host: incoming.headers.host ?? '' } }), made);
    outgoing.writeHead(response.status, Object.fromEntries(response.headers));
    const closed = new AbortController();
    outgoing.on('close', () => closed.abort());
    response.body?.pipeTo(Writable.toWeb(outgoing), { signal: closed.signal }).catch(() => outgoing.destroy());
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

async function until(holds: (hub: Hub) => boolean, hub: Hub): Promise<void> {
  const end = Date.now() + 18_000;
  while (!holds(hub)) {
    if (Date.now() > end) throw new Error('Cannot go on: the condition did not come true in 18 s');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

describe('over a real socket', () => {
  test('fault 23: 100 readers over real sockets all get each change, and none is left when they have gone', async () => {
    const made = running();
    const port = await serve(made);
    const received = Array.from({ length: 100 }, () => '');
    const requests = received.map((_, at) =>
      httpRequest(
        { port, host: '127.0.0.1', path: '/api/stream?service=default/web', headers: { host: 'localhost' } },
        (response) => {
          response.on('error', () => undefined);
          response.setEncoding('utf8').on('data', (text: string) => {
            received[at] += text;
          });
        },
      ),
    );
    for (const request of requests) request.on('error', () => undefined).end();
    await until(
      (hub) => hub.subscriberCount === 100 && received.every((text) => text.includes('event: snapshot')),
      made.hub,
    );
    made.hub.state.slices.upsert(aSlice('web-1', [anEndpoint(1), anEndpoint(2)]));
    await until(() => received.every((text) => text.includes('event: delta')), made.hub);
    for (const request of requests) request.destroy();
    await until((hub) => hub.subscriberCount === 0, made.hub);
  });

  test('fault 22: a browser that stops reading is cut off and its connection is ended', async () => {
    const made = running({ frameMillis: 1, queuedBytes: 256 * 1024, deltaBytes: 64 * 1024 * 1024 });
    const port = await serve(made);
    const request = httpRequest({ port, host: '127.0.0.1', path: '/api/stream', headers: { host: 'localhost' } });
    const stalled = new Promise<IncomingMessage>((resolve) => {
      request.on('response', (response) => resolve(response.pause()));
    });
    request.on('error', () => undefined).end();
    const response = await stalled;
    let round = 0;
    await until((hub) => {
      round += 1;
      hub.state.nodes.upsert(aNode('n1', { dataPlaneSigns: [`${round}`.repeat(20_000)] }));
      return hub.subscriberCount === 0;
    }, made.hub);
    const end = new Promise<string>((resolve) => {
      response.on('end', () => resolve('ended as if it were whole'));
      response.on('error', () => resolve('broken off'));
    });
    response.resume();
    expect(await end).toBe('broken off');
  });
});
