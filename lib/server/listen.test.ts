import { createServer, type Server } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { listen } from '#lib/server/listen.ts';

describe('listen()', () => {
  const servers: Server[] = [];
  const newServer = (): Server => {
    const server = createServer();
    servers.push(server);
    return server;
  };
  afterEach(async () => {
    for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve));
  });

  it('takes the port it was given', async () => {
    const probe = newServer();
    const port = await listen({ server: probe, host: '127.0.0.1', port: 0, orNext: false });
    expect(port).toBeGreaterThan(0);
  });

  it('takes the next free port when the default is taken', async () => {
    const taken = await listen({ server: newServer(), host: '127.0.0.1', port: 0, orNext: false });
    const next = await listen({ server: newServer(), host: '127.0.0.1', port: taken, orNext: true });
    expect(next).toBeGreaterThan(taken);
  });

  it('says in one sentence that the port somebody asked for is taken', async () => {
    const taken = await listen({ server: newServer(), host: '127.0.0.1', port: 0, orNext: false });
    const again = listen({ server: newServer(), host: '127.0.0.1', port: taken, orNext: false });
    await expect(again).rejects.toThrow(
      `Cannot listen on 127.0.0.1:${taken}: the port is taken; choose another with --port`,
    );
  });

  it('says which address it cannot have', async () => {
    const request = listen({ server: newServer(), host: '203.0.113.1', port: 0, orNext: true });
    await expect(request).rejects.toThrow('Cannot listen on 203.0.113.1:0: ');
  });
});
