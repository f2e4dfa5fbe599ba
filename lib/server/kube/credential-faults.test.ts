import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ask, credentialsRig } from '#lib/server/kube/credentials-rig.test-support.ts';
import { createExecCredentials } from '#lib/server/kube/exec-credential.ts';
import { printCredential, writePlugin } from '#lib/server/kube/exec-plugin.test-support.ts';
import {
  type ScriptedApi,
  type ScriptedRequest,
  sendJson,
  startScriptedApi,
} from '#lib/server/kube/scripted-api.test-support.ts';

const rig = credentialsRig();
const { clientWith, write } = rig;

/** Accepts one token, and tells which it was. */
async function tokenServer(): Promise<{ readonly api: ScriptedApi; accepted: string }> {
  const state = { api: await startScriptedApi(answer), accepted: 'first' };
  rig.onEnd(state.api.close);
  function answer(request: ScriptedRequest, response: Parameters<ScriptedApi['script']>[1]): void {
    const token = request.headers.authorization ?? '';
    if (token === `Bearer ${state.accepted}`) sendJson(response, { token });
    else sendJson(response, { kind: 'Status', message: 'SECRET' }, 401);
  }
  return state;
}

function pluginRuns(): number {
  const path = join(rig.folder, 'runs');
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
    const path = join(rig.folder, 'kubeconfig');
    writeFileSync(path, readFileSync(path, 'utf8').replace('token: first', 'token: second'));
    expect(await ask(client)).toEqual({ token: 'Bearer second' });
  });

  test('one that is just being written leaves what was read before', async () => {
    const server = await tokenServer();
    const client = clientWith(`{server: "${server.api.url}"}`, '{token: first}');
    const path = join(rig.folder, 'kubeconfig');
    const whole = readFileSync(path, 'utf8');
    writeFileSync(path, '');
    expect(await ask(client, true)).toEqual({ token: 'Bearer first' });
    writeFileSync(path, whole);
  });

  test('a plugin runs once for many requests, and once more when its token is refused', async () => {
    const credentials = createExecCredentials({ sharedMillis: 0 });
    const command = writePlugin(rig.folder, 'plugin', printCredential({ token: 'first' }));
    const user = { name: 'u', exec: { command } };
    for (let request = 0; request < 3; request += 1) {
      expect(await credentials.get(user, false)).toEqual({ token: 'first' });
    }
    expect(pluginRuns()).toBe(1);
    writePlugin(rig.folder, 'plugin', printCredential({ token: 'second' }));
    expect(await credentials.get(user, false)).toEqual({ token: 'first' });
    expect(await credentials.get(user, true)).toEqual({ token: 'second' });
    expect(pluginRuns()).toBe(2);
  });

  test('a token that has expired by its own word is not tried', async () => {
    const credentials = createExecCredentials({ sharedMillis: 0 });
    const expired = { token: 't', expirationTimestamp: '2020-01-01T00:00:00Z' };
    const command = writePlugin(rig.folder, 'plugin', printCredential(expired));
    await credentials.get({ name: 'u', exec: { command } }, false);
    await credentials.get({ name: 'u', exec: { command } }, false);
    expect(pluginRuns()).toBe(2);
  });

  test('many who are refused at the same time share one run', async () => {
    const credentials = createExecCredentials();
    const command = writePlugin(rig.folder, 'plugin', printCredential({ token: 't' }));
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
      writePlugin(rig.folder, 'plugin', script);
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
    const signs = join(rig.folder, 'signs-of-life');
    const live = `setInterval(() => require('node:fs').appendFileSync(${JSON.stringify(signs)}, 'x'), 20);`;
    const script = `require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(live)}], { stdio: 'inherit' });\n${live}`;
    const command = writePlugin(rig.folder, 'plugin', script);
    const credentials = createExecCredentials({ answerMillis: 4_000 });
    await expect(credentials.get({ name: 'u', exec: { command } }, false)).rejects.toThrow(
      'Cannot get credentials: its credential plugin "plugin" did not answer in 4 s',
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
    const command = writePlugin(rig.folder, 'plugin', 'process.exit(1);');
    const user = { name: 'u', exec: { command } };
    await expect(credentials.get(user, false)).rejects.toThrow('ended with 1');
    writePlugin(rig.folder, 'plugin', printCredential({ token: 't' }));
    expect(await credentials.get(user, false)).toEqual({ token: 't' });
  });

  test('it is told its arguments, its environment and that nobody sits before it', async () => {
    const script = `const info = JSON.parse(process.env.KUBERNETES_EXEC_INFO);
console.log(JSON.stringify({ kind: 'ExecCredential', status: { token: [process.argv[2], process.env.REGION, info.apiVersion, info.spec.interactive].join() } }));`;
    const command = writePlugin(rig.folder, 'plugin', script);
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
