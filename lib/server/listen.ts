import type { Server } from 'node:http';

export interface ListenRequest {
  readonly server: Server;
  /** Absent: every address of this machine. */
  readonly host?: string;
  readonly port: number;
  /** Take the next free port when this one is taken: for a default, not for a port that somebody asked for. */
  readonly orNext: boolean;
  /** The option that the port came from, for the error; `--port` when absent. */
  readonly option?: string;
}

const PORTS_TRIED = 100;

/**
 * Binds the server and resolves with its port (0 asks the system for any free one).
 *
 * @throws Error in one sentence when the port is taken (and the next ones are, or were not wanted) or not allowed.
 */
export async function listen({ server, host, port, orNext, option = '--port' }: ListenRequest): Promise<number> {
  const last = orNext && port !== 0 ? port + PORTS_TRIED : port;
  for (let candidate = port; candidate <= last; candidate += 1) {
    const bound = await tryListen(server, host, candidate);
    if (typeof bound === 'number') return bound;
    if (bound.code !== 'EADDRINUSE') throw new Error(`Cannot listen on ${where(host, candidate)}: ${bound.message}`);
  }
  throw new Error(
    last === port
      ? `Cannot listen on ${where(host, port)}: the port is taken; choose another with ${option}, or 0 for any`
      : `Cannot listen on ${host ?? 'every address'}: the ports ${port} to ${last} are all taken; choose another with ${option}`,
  );
}

function where(host: string | undefined, port: number): string {
  return host === undefined ? `port ${port} of every address` : `${host}:${port}`;
}

function tryListen(server: Server, host: string | undefined, port: number): Promise<number | NodeJS.ErrnoException> {
  return new Promise((resolve) => {
    const failed = (error: NodeJS.ErrnoException): void => resolve(error);
    server.once('error', failed);
    server.listen({ ...(host !== undefined && { host }), port }, () => {
      server.off('error', failed);
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}
