import { connect, createServer, type Socket } from 'node:net';

export interface TcpRelay {
  readonly port: number;
  /** New connections go to another server from now on, as behind a Service; open ones are cut, or end when that one ends. */
  retarget(port: number, open?: 'cut' | 'kept'): void;
  /** Cuts every connection and refuses new ones, as a port-forward that has died. */
  die(): Promise<void>;
  /** Listens again on the same port, as a port-forward that somebody started again. */
  revive(): Promise<void>;
  close(): Promise<void>;
}

/** Carries bytes from a local port of its own to another, as `kubectl port-forward` does. */
export async function startTcpRelay(targetPort: number): Promise<TcpRelay> {
  const sockets = new Set<Socket>();
  let target = targetPort;
  const server = createServer((client) => {
    const upstream = connect(target, '127.0.0.1');
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(socket);
      socket.once('close', () => {
        sockets.delete(socket);
        other.destroy();
      });
      socket.on('error', () => other.destroy());
    }
    client.pipe(upstream).pipe(client);
  });
  const listen = (port: number): Promise<void> =>
    new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', resolve);
    });
  await listen(0);
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('Cannot relay: the listener has no port');
  const die = async (): Promise<void> => {
    for (const socket of sockets) socket.destroy();
    if (server.listening) await new Promise((resolve) => server.close(resolve));
  };
  const retarget = (port: number, open: 'cut' | 'kept' = 'cut'): void => {
    target = port;
    if (open === 'cut') for (const socket of sockets) socket.destroy();
  };
  return { port: address.port, retarget, die, revive: () => listen(address.port), close: die };
}
