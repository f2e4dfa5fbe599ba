import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { TLSSocket } from 'node:tls';
import { KubeConfig } from '@kubernetes/client-node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createKubeClient } from '#lib/server/kube/kube-client.ts';
import { readJson } from '#lib/server/kube/read-json.ts';

/** A certificate for 127.0.0.1 and "kubernetes", and its key, made for these tests and trusted by nobody; and another nobody serves. */
const fixture = (name: string): Buffer => readFileSync(join(import.meta.dirname, 'fixtures', name));
const CERT = fixture('loopback-cert.pem');
const KEY = fixture('loopback-key.pem');
const OTHER = fixture('other-cert.pem');

let server: Server;
let port = 0;

beforeAll(async () => {
  server = createServer(
    { cert: CERT, key: KEY, ca: CERT, requestCert: true, rejectUnauthorized: false },
    (request, response) => {
      const { authorized } = request.socket as TLSSocket;
      response.end(JSON.stringify({ authorized, authorization: request.headers.authorization ?? '' }));
    },
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

interface Trust {
  readonly ca?: Buffer;
  readonly host?: string;
  readonly serverName?: string;
  readonly insecure?: boolean;
  readonly clientCert?: boolean;
}

async function ask({
  ca,
  host = '127.0.0.1',
  serverName,
  insecure = false,
  clientCert = false,
}: Trust): Promise<unknown> {
  const client = createKubeClient(() => {
    const config = new KubeConfig();
    config.loadFromClusterAndUser(
      {
        name: 'c',
        server: `https://${host}:${port}`,
        skipTLSVerify: insecure,
        ...(ca !== undefined && { caData: ca.toString('base64') }),
        ...(serverName !== undefined && { tlsServerName: serverName }),
      },
      {
        name: 'u',
        token: 'secret',
        ...(clientCert && { certData: CERT.toString('base64'), keyData: KEY.toString('base64') }),
      },
    );
    return config;
  });
  try {
    return await readJson(
      await client.open('/version', { signal: new AbortController().signal, idleMillis: () => 5_000 }),
    );
  } catch (error) {
    return error instanceof Error ? ('code' in error ? error.code : error.message) : error;
  }
}

describe('createKubeClient over TLS', () => {
  test('a server that the kubeconfig trusts is asked, with the token', async () => {
    expect(await ask({ ca: CERT })).toEqual({ authorized: false, authorization: 'Bearer secret' });
  });

  test('a client certificate is shown', async () => {
    expect(await ask({ ca: CERT, clientCert: true })).toMatchObject({ authorized: true });
  });

  test('a server that the kubeconfig does not trust is sent nothing', async () => {
    expect(await ask({ ca: OTHER })).toBe('DEPTH_ZERO_SELF_SIGNED_CERT');
    expect(await ask({})).toBe('DEPTH_ZERO_SELF_SIGNED_CERT');
  });

  test('a certificate for another name is refused, and accepted under the name that tls-server-name gives', async () => {
    expect(await ask({ ca: CERT, host: 'localhost' })).toBe('ERR_TLS_CERT_ALTNAME_INVALID');
    expect(await ask({ ca: CERT, host: 'localhost', serverName: 'kubernetes' })).toMatchObject({
      authorization: 'Bearer secret',
    });
  });

  test('only insecure-skip-tls-verify accepts whatever is shown', async () => {
    expect(await ask({ ca: OTHER, insecure: true })).toMatchObject({ authorization: 'Bearer secret' });
  });
});
