import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TLSSocket } from 'node:tls';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createExecCredentials } from '#lib/server/kube/exec-credential.ts';
import { printCredential, writePlugin } from '#lib/server/kube/exec-plugin.test-support.ts';
import { createKubeClient, type KubeClient } from '#lib/server/kube/kube-client.ts';
import { loadKubeconfig } from '#lib/server/kube/load-kubeconfig.ts';
import { readJson } from '#lib/server/kube/read-json.ts';
import {
  type ScriptedApi,
  type ScriptedRequest,
  sendJson,
  startScriptedApi,
} from '#lib/server/kube/scripted-api.test-support.ts';

let folder = '';
const ends: (() => unknown)[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'zonescope-credentials-'));
});
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
  rmSync(folder, { recursive: true });
});

function write(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** A client over a kubeconfig on disk, with this cluster and user in YAML's flow style. */
function clientWith(cluster: string, user: string): KubeClient {
  const file = write(
    'kubeconfig',
    `{clusters: [{name: c, cluster: ${cluster}}], users: [{name: u, user: ${user}}], contexts: [{name: x, context: {cluster: c, user: u}}], current-context: x}`,
  );
  return createKubeClient(() => loadKubeconfig({ files: [file] }));
}

/** The JSON that the server answers, or in which words it does not. */
async function ask(client: KubeClient, refresh = false): Promise<unknown> {
  const { signal } = new AbortController();
  try {
    return await readJson(await client.open('/version', { signal, idleMillis: () => 5_000, refresh }));
  } catch (error) {
    if (typeof error === 'object' && error !== null && 'failure' in error) return error.failure;
    return error instanceof Error && 'code' in error ? error.code : String(error);
  }
}

/** Accepts one token, and tells which it was. */
async function tokenServer(): Promise<{ readonly api: ScriptedApi; accepted: string }> {
  const state = { api: await startScriptedApi(answer), accepted: 'first' };
  ends.push(state.api.close);
  function answer(request: ScriptedRequest, response: Parameters<ScriptedApi['script']>[1]): void {
    const token = request.headers.authorization ?? '';
    if (token === `Bearer ${state.accepted}`) sendJson(response, { token });
    else sendJson(response, { kind: 'Status', message: 'SECRET' }, 401);
  }
  return state;
}

function pluginRuns(): number {
  const path = join(folder, 'runs');
  return existsSync(path) ? readFileSync(path, 'utf8').length : 0;
}

describe('fault 13: credentials that are no longer accepted', () => {
  test('a token file that was rotated is read again, before the old token is refused or after', async () => {
    const server = await tokenServer();
    write('token', 'first\n');
    const client = clientWith(`{server: "${server.api.url}"}`, '{tokenFile: token}');
    expect(await ask(client)).toEqual({ token: 'Bearer first' });
    server.accepted = 'second';
    expect(await ask(client)).toMatchObject({ kind: 'unauthorized' });
    write('token', 'second\n');
    expect(await ask(client)).toEqual({ token: 'Bearer second' });
  });

  test('a kubeconfig that somebody logged in to again is read again', async () => {
    const server = await tokenServer();
    const client = clientWith(`{server: "${server.api.url}"}`, '{token: first}');
    server.accepted = 'second';
    expect(await ask(client)).toMatchObject({ kind: 'unauthorized' });
    const path = join(folder, 'kubeconfig');
    writeFileSync(path, readFileSync(path, 'utf8').replace('token: first', 'token: second'));
    expect(await ask(client)).toEqual({ token: 'Bearer second' });
  });

  test('one that is just being written leaves what was read before', async () => {
    const server = await tokenServer();
    const client = clientWith(`{server: "${server.api.url}"}`, '{token: first}');
    const path = join(folder, 'kubeconfig');
    const whole = readFileSync(path, 'utf8');
    writeFileSync(path, '');
    expect(await ask(client, true)).toEqual({ token: 'Bearer first' });
    writeFileSync(path, whole);
  });

  test('a plugin runs once for many requests, and once more when its token is refused', async () => {
    const credentials = createExecCredentials({ sharedMillis: 0 });
    const command = writePlugin(folder, 'plugin', printCredential({ token: 'first' }));
    const user = { name: 'u', exec: { command } };
    for (let request = 0; request < 3; request += 1) {
      expect(await credentials.get(user, false)).toEqual({ token: 'first' });
    }
    expect(pluginRuns()).toBe(1);
    writePlugin(folder, 'plugin', printCredential({ token: 'second' }));
    expect(await credentials.get(user, false)).toEqual({ token: 'first' });
    expect(await credentials.get(user, true)).toEqual({ token: 'second' });
    expect(pluginRuns()).toBe(2);
  });

  test('a token that has expired by its own word is not tried', async () => {
    const credentials = createExecCredentials({ sharedMillis: 0 });
    const expired = { token: 't', expirationTimestamp: '2020-01-01T00:00:00Z' };
    const command = writePlugin(folder, 'plugin', printCredential(expired));
    await credentials.get({ name: 'u', exec: { command } }, false);
    await credentials.get({ name: 'u', exec: { command } }, false);
    expect(pluginRuns()).toBe(2);
  });

  test('many who are refused at the same time share one run', async () => {
    const credentials = createExecCredentials();
    const command = writePlugin(folder, 'plugin', printCredential({ token: 't' }));
    await Promise.all(Array.from({ length: 8 }, () => credentials.get({ name: 'u', exec: { command } }, true)));
    await credentials.get({ name: 'u', exec: { command } }, true);
    expect(pluginRuns()).toBe(1);
  });

  test('what is said names the fix and nothing that the server said', async () => {
    const server = await tokenServer();
    const said = JSON.stringify(await ask(clientWith(`{server: "${server.api.url}"}`, '{token: wrong}')));
    expect(said).toContain('log in again');
    expect(said).not.toContain('SECRET');
  });
});

describe('fault 14: a credential plugin that gives none', () => {
  const PLUGINS: readonly (readonly [name: string, script: string, says: string])[] = [
    ['fails', 'console.error("SECRET"); process.exit(3);', 'its credential plugin "plugin" ended with 3'],
    ['is killed', 'process.kill(process.pid, "SIGKILL");', 'its credential plugin "plugin" ended with a signal'],
    ['prints no JSON', 'console.log("SECRET token");', 'its credential plugin "plugin" printed no credential'],
    ['prints another object', 'console.log("{}");', 'its credential plugin "plugin" printed no credential'],
    ['prints nothing', '', 'its credential plugin "plugin" printed no credential'],
    ['prints without a status', printCredential({}), 'its credential plugin "plugin" printed no credential'],
    [
      'prints a certificate without key',
      printCredential({ clientCertificateData: 'SECRET' }),
      'its credential plugin "plugin" printed no credential',
    ],
    [
      'prints without end',
      'for (let i = 0; i < 40; i += 1) process.stdout.write("SECRET".repeat(20000));',
      'its credential plugin "plugin" prints without end',
    ],
  ];
  for (const [name, script, says] of PLUGINS) {
    test(`it ${name}: said without what it printed, and tried again`, async () => {
      const server = await tokenServer();
      writePlugin(folder, 'plugin', script);
      const client = clientWith(`{server: "${server.api.url}"}`, '{exec: {command: ./plugin}}');
      expect(await ask(client)).toEqual({ kind: 'unanswered', said: `was not asked: ${says}` });
      expect(server.api.requests).toHaveLength(0);
      expect(pluginRuns()).toBe(1);
    });
  }

  test('it is not there', async () => {
    const server = await tokenServer();
    const client = clientWith(`{server: "${server.api.url}"}`, '{exec: {command: no-such-plugin-here}}');
    expect(await ask(client)).toMatchObject({ said: expect.stringContaining('"no-such-plugin-here" cannot be run') });
  });

  test('it wants a terminal', async () => {
    const server = await tokenServer();
    const client = clientWith(`{server: "${server.api.url}"}`, '{exec: {command: ./plugin, interactiveMode: Always}}');
    expect(await ask(client)).toMatchObject({ said: expect.stringContaining('wants a terminal') });
  });

  test('it hangs: given up in time, and ended with whatever it had started', async () => {
    const signs = join(folder, 'signs-of-life');
    const live = `setInterval(() => require('node:fs').appendFileSync(${JSON.stringify(signs)}, 'x'), 20);`;
    const script = `require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(live)}], { stdio: 'inherit' });\n${live}`;
    const command = writePlugin(folder, 'plugin', script);
    const credentials = createExecCredentials({ answerMillis: 1_500 });
    await expect(credentials.get({ name: 'u', exec: { command } }, false)).rejects.toThrow(
      'Cannot get credentials: its credential plugin "plugin" did not answer in 1.5 s',
    );
    let before = -1;
    const grown = (): boolean => {
      const size = statSync(signs, { throwIfNoEntry: false })?.size ?? 0;
      const more = size > before;
      before = size;
      return more;
    };
    await expect.poll(grown, { interval: 300, timeout: 5_000 }).toBe(false);
    expect(before).toBeGreaterThan(0);
  });

  test('it works the next time', async () => {
    const credentials = createExecCredentials({ sharedMillis: 0 });
    const command = writePlugin(folder, 'plugin', 'process.exit(1);');
    const user = { name: 'u', exec: { command } };
    await expect(credentials.get(user, false)).rejects.toThrow('ended with 1');
    writePlugin(folder, 'plugin', printCredential({ token: 't' }));
    expect(await credentials.get(user, false)).toEqual({ token: 't' });
  });

  test('it is told its arguments, its environment and that nobody sits before it', async () => {
    const script = `const info = JSON.parse(process.env.KUBERNETES_EXEC_INFO);
console.log(JSON.stringify({ kind: 'ExecCredential', status: { token: [process.argv[2], process.env.REGION, info.apiVersion, info.spec.interactive].join() } }));`;
    const command = writePlugin(folder, 'plugin', script);
    const exec = {
      apiVersion: 'client.authentication.k8s.io/v1beta1',
      command,
      args: ['get-token'],
      env: [{ name: 'REGION', value: 'eu' }],
    };
    expect(await createExecCredentials().get({ name: 'u', exec }, false)).toEqual({
      token: 'get-token,eu,client.authentication.k8s.io/v1beta1,false',
    });
  });
});

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
    ends.push(() => {
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
      folder,
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
