import type { Server } from 'node:http';

const CLOSE_MILLIS = 3_000;
/** Sooner than a page that was told farewell asks again: it must not do so over a connection to a server that ends. */
const IDLE_MILLIS = 50;

/** Takes no more connections, ends each as soon as nothing is under way on it, and all of them after a few seconds. */
export async function closeServer(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  const endIdle = setInterval(() => server.closeIdleConnections(), IDLE_MILLIS);
  const endAll = setTimeout(() => server.closeAllConnections(), CLOSE_MILLIS);
  await closed;
  clearInterval(endIdle);
  clearTimeout(endAll);
}
