import type { Server } from 'node:http';

export interface ListenRequest {
  readonly server: Server;
  readonly host: string;
  readonly port: number;
  /** Take the next free port when this one is taken: for a default, not for a port that somebody asked for. */
  readonly orNext: boolean;
}

const PORTS_TRIED = 100;

/**
 * Binds the server and resolves with its port (0 asks the system for any free one).
 *
 * @throws Error in one sentence when the port is taken (and the next ones are, or were not wanted) or not allowed.
 */
export async function listen({ server, host, port, orNext }: ListenRequest): Promise<number> {
  const last = orNext && port !== 0 ? port + PORTS_TRIED : port;
  for (let candidate = port; candidate <= last; candidate += 1) {
    const bound = await tryListen(server, host, candidate);
    if (typeof bound === 'number') return bound;
    if (bound.code !== 'EADDRINUSE') throw new Error(`Cannot listen on ${host}:${candidate}: ${bound.message}`);
  }
  throw new Error(
    last === port
      ? `Cannot listen on ${host}:${port}: the port is taken; choose another with --port, or 0 for any`
      : `Cannot listen on ${host}: the ports ${port} to ${last} are all taken; choose another with --port`,
  );
}

function tryListen(server: Server, host: string, port: number): Promise<number | NodeJS.ErrnoException> {
  return new Promise((resolve) => {
    const failed = (error: NodeJS.ErrnoException): void => resolve(error);
    server.once('error', failed);
    server.listen({ host, port }, () => {
      server.off('error', failed);
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}
