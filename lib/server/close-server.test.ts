import { Agent, createServer, get, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { expect, test } from 'vitest';
import { closeServer } from '#lib/server/close-server.ts';

interface Stream {
  readonly server: Server;
  readonly answer: ServerResponse;
  readonly socket: Socket;
}

/** A client that keeps its connection, in the middle of an answer that has no end yet. */
async function openStream(): Promise<Stream> {
  let answer: ServerResponse | undefined;
  const server = createServer((_request, response) => {
    answer = response;
    response.writeHead(200).write('first');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const agent = new Agent({ keepAlive: true });
  const socket = await new Promise<Socket>((resolve) => {
    get({ port, host: '127.0.0.1', agent }, (incoming) =>
      incoming.once('data', () => resolve(incoming.resume().socket)),
    );
  });
  if (answer === undefined) throw new Error('Cannot test: nobody asked');
  return { server, answer, socket };
}

test('what is being answered goes on, and its connection ends with it, long before an idle one would', async () => {
  const { server, answer, socket } = await openStream();
  const closed = closeServer(server);
  const asked = performance.now();
  await new Promise((resolve) => answer.write('more', resolve));
  expect(socket.destroyed).toBe(false);
  const ended = new Promise((resolve) => socket.once('close', resolve));
  answer.end('bye');
  await ended;
  await closed;
  expect(performance.now() - asked).toBeLessThan(server.keepAliveTimeout / 4);
});

test('an answer without end is cut off after some seconds', async () => {
  const { server, socket } = await openStream();
  const ended = new Promise((resolve) => socket.once('close', resolve));
  await closeServer(server);
  await ended;
});
