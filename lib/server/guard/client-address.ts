/**
 * Who sends a request, for the counts of streams: the server writes the address of the socket here, over whatever the
 * request brought along. Whoever is on this machine (a port-forward too) has none: they cannot be told apart.
 */
export const CLIENT_HEADER = 'x-zonescope-client';

const LOOPBACK = /^(127\.|::1$|::ffff:127\.)/;

/** undefined for this machine itself and for a socket that is already gone. */
export function clientAddress(remoteAddress: string | undefined): string | undefined {
  return remoteAddress === undefined || LOOPBACK.test(remoteAddress) ? undefined : remoteAddress;
}
