import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { TLSSocket } from 'node:tls';
import { beforeEach, describe, expect, test } from 'vitest';
import { ask, credentialsRig } from '#lib/server/kube/credentials-rig.test-support.ts';
import { printCredential, writePlugin } from '#lib/server/kube/exec-plugin.test-support.ts';

const rig = credentialsRig();
const { clientWith, write } = rig;

describe('fault 16: certificates that are rotated, or for another name', () => {
  const fixture = (name: string): Buffer => readFileSync(join(import.meta.dirname, 'fixtures', name));
  const FIRST = { cert: fixture('loopback-cert.pem'), key: fixture('loopback-key.pem') };
  const SECOND = { cert: fixture('rotated-cert.pem'), key: fixture('rotated-key.pem') };
  let server: Server;
  let address = '';

  beforeEach(async () => {
    server = createServer(
      { ...FIRST, ca: [FIRST.cert], requestCert: true, rejectUnauthorized: false },
      (request, response) => {
        response.end(JSON.stringify({ known: (request.socket as TLSSocket).authorized }));
      },
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    address = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
    rig.onEnd(() => {
      server.closeAllConnections();
      server.close();
    });
  });

  test('a CA that was rotated is read again; until then nothing is sent, and it is said why', async () => {
    write('ca.crt', FIRST.cert);
    const client = clientWith(`{server: "${address}", certificate-authority: ca.crt}`, '{token: t}');
    expect(await ask(client)).toEqual({ known: false });
    server.setSecureContext({ ...SECOND, ca: [FIRST.cert] });
    expect(await ask(client)).toBe('DEPTH_ZERO_SELF_SIGNED_CERT');
    write('ca.crt', SECOND.cert);
    expect(await ask(client)).toEqual({ known: false });
  });

  test('a client certificate that was rotated is read again', async () => {
    write('client.crt', FIRST.cert);
    write('client.key', FIRST.key);
    write('ca.crt', FIRST.cert);
    const client = clientWith(
      `{server: "${address}", certificate-authority: ca.crt}`,
      '{client-certificate: client.crt, client-key: client.key}',
    );
    expect(await ask(client)).toEqual({ known: true });
    server.setSecureContext({ ...FIRST, ca: [SECOND.cert] });
    expect(await ask(client)).toEqual({ known: false });
    write('client.crt', SECOND.cert);
    write('client.key', SECOND.key);
    expect(await ask(client)).toEqual({ known: true });
  });

  test('a client certificate from a plugin is shown', async () => {
    write('ca.crt', FIRST.cert);
    writePlugin(
      rig.folder,
      'plugin',
      printCredential({ clientCertificateData: String(FIRST.cert), clientKeyData: String(FIRST.key) }),
    );
    const client = clientWith(`{server: "${address}", certificate-authority: ca.crt}`, '{exec: {command: ./plugin}}');
    expect(await ask(client)).toEqual({ known: true });
  });

  test('a certificate for another name is never accepted because of a failure', async () => {
    write('ca.crt', FIRST.cert);
    const other = address.replace('127.0.0.1', 'localhost');
    const client = clientWith(`{server: "${other}", certificate-authority: ca.crt}`, '{token: t}');
    for (let attempt = 0; attempt < 3; attempt += 1) expect(await ask(client)).toBe('ERR_TLS_CERT_ALTNAME_INVALID');
  });
});
