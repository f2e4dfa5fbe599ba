import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export interface DumbProxy {
  readonly port: number;
  /** Stops carrying bytes on every connection that is open now, and keeps them open; new ones work. */
  mute(): void;
  close(): Promise<void>;
}

/** Carries bytes to another local port, until it is told to go dumb. */
export async function startDumbProxy(targetPort: number): Promise<DumbProxy> {
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const target = connect(targetPort, '127.0.0.1');
    for (const [socket, other] of [
      [client, target],
      [target, client],
    ] as const) {
      sockets.add(socket);
      socket.on('error', () => other.destroy());
      socket.on('close', () => {
        sockets.delete(socket);
        other.destroy();
      });
    }
    client.pipe(target).pipe(client);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    mute() {
      for (const socket of sockets) {
        socket.unpipe();
        // What comes is taken from the wire and thrown away: to the sender all is well.
        socket.resume();
      }
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
