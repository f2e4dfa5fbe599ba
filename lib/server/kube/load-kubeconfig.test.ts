import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { loadKubeconfig } from '#lib/server/kube/load-kubeconfig.ts';

const folder = mkdtempSync(join(tmpdir(), 'zonescope-kubeconfig-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

function kubeconfig(name: string, { current = name, server = `https://${name}.example:6443` } = {}): string {
  return `apiVersion: v1
kind: Config
clusters: [{name: ${name}, cluster: {server: "${server}", certificate-authority: ca.crt}}]
users: [{name: ${name}-user, user: {token: SECRET-${name}}}]
contexts: [{name: ${name}, context: {cluster: ${name}, user: ${name}-user, namespace: shop}}]
current-context: ${current}
`;
}

const A = file('a.yaml', kubeconfig('a'));
const B = file('b.yaml', kubeconfig('b'));

describe('loadKubeconfig', () => {
  test('reads one file; paths in it are relative to it', () => {
    const config = loadKubeconfig({ files: [A] });
    expect(config.currentContext).toBe('a');
    expect(config.getCurrentCluster()).toMatchObject({
      server: 'https://a.example:6443',
      caFile: join(folder, 'ca.crt'),
    });
    expect(config.getCurrentUser()?.token).toBe('SECRET-a');
  });

  test('of several files the first that names a thing decides, and those that do not exist are left out', () => {
    const other = file('other-a.yaml', kubeconfig('a', { current: 'b', server: 'https://other.example' }));
    const config = loadKubeconfig({ files: [join(folder, 'nowhere'), A, other, B] });
    expect(config.currentContext).toBe('a');
    expect(config.clusters.map((cluster) => cluster.server)).toEqual([
      'https://a.example:6443',
      'https://b.example:6443',
    ]);
  });

  test('--context chooses among the contexts of all files', () => {
    expect(loadKubeconfig({ files: [A, B], context: 'b' }).getCurrentCluster()?.server).toBe('https://b.example:6443');
  });

  test('a byte order mark is no obstacle', () => {
    expect(loadKubeconfig({ files: [file('bom.yaml', `\uFEFF${kubeconfig('bom')}`)] }).currentContext).toBe('bom');
  });

  test('what PowerShell wrote in UTF-16 is read, and what is packed is told', () => {
    const utf16 = file('utf-16.yaml', Buffer.from(`\uFEFF${kubeconfig('wide')}`, 'utf16le'));
    expect(loadKubeconfig({ files: [utf16] }).currentContext).toBe('wide');
    expect(() => loadKubeconfig({ files: [file('config.gz', gzipSync(kubeconfig('a')))] })).toThrow(
      /^Cannot read kubeconfig .*config\.gz: it is packed with gzip, so unpack it first$/,
    );
  });

  test('a plain http address and a context without user are used, without credentials', async () => {
    const plain = file(
      'plain.yaml',
      kubeconfig('plain', { server: 'http://127.0.0.1:8001' }).replace(
        /users:.*\n|, certificate-authority: ca.crt/g,
        '',
      ),
    );
    const config = loadKubeconfig({ files: [plain] });
    const options: { headers?: Record<string, string> } = {};
    await config.applyToHTTPSOptions(options);
    expect(options.headers ?? {}).not.toHaveProperty('Authorization');
  });
});

describe('bad input 25: what is odd in a kubeconfig and can be used is used', () => {
  test('of two users alike the first decides', () => {
    const twice = kubeconfig('twice').replace('users: [', 'users: [{name: twice-user, user: {token: first}}, ');
    expect(loadKubeconfig({ files: [file('twice.yaml', twice)] }).getCurrentUser()?.token).toBe('first');
  });

  test('paths of a token file and of a plugin are relative to the file that names them, and a bare command is not', () => {
    const users = (user: string) =>
      kubeconfig('paths').replace(/users:.*/, `users: [{name: paths-user, user: ${user}}]`);
    const userOf = (user: string) => loadKubeconfig({ files: [file('paths.yaml', users(user))] }).getCurrentUser();
    expect(userOf('{tokenFile: here/token, token: old}')).toMatchObject({
      authProvider: { config: { tokenFile: join(folder, 'here/token') } },
    });
    expect(userOf('{exec: {command: ./bin/plugin}}')?.exec).toMatchObject({ command: join(folder, 'bin/plugin') });
    expect(userOf('{exec: {command: plugin}}')?.exec).toMatchObject({ command: 'plugin' });
  });

  test('a byte order mark is no obstacle, and unchecked certificates are told apart', () => {
    const insecure = kubeconfig('bom-2').replace('certificate-authority: ca.crt', 'insecure-skip-tls-verify: true');
    const config = loadKubeconfig({ files: [file('bom-2.yaml', `\uFEFF${insecure}`)] });
    expect(config.getCurrentCluster()?.skipTLSVerify).toBe(true);
  });
});

describe('bad input 25: a kubeconfig that cannot be used is refused in one sentence that names it and no secret', () => {
  const folderAsFile = join(folder, 'folder');
  mkdirSync(folderAsFile);
  const refused: readonly (readonly [
    name: string,
    files: readonly string[],
    context: string | undefined,
    says: string,
  ])[] = [
    ['a missing file', ['/nowhere/k.yaml'], undefined, 'Cannot read kubeconfig /nowhere/k.yaml: no such file'],
    [
      'several missing files',
      ['/nowhere/1', '/nowhere/2'],
      undefined,
      'Cannot read kubeconfig /nowhere/1, /nowhere/2: none of these files exists',
    ],
    ['an empty file', [file('empty.yaml', '')], undefined, 'empty.yaml: it is empty'],
    ['a blank file', [file('blank.yaml', ' \n\n')], undefined, 'blank.yaml: it is empty'],
    ['a folder', [folderAsFile], undefined, 'folder: it is not readable (EISDIR)'],
    [
      'what is no YAML',
      [file('broken.yaml', 'clusters: [{name: SECRET')],
      undefined,
      'broken.yaml: it is no kubeconfig',
    ],
    ['what is no kubeconfig', [file('text.yaml', 'hello SECRET')], undefined, 'text.yaml'],
    [
      'a file without contexts',
      [file('bare.yaml', 'apiVersion: v1\nkind: Config\nclusters: []\n')],
      undefined,
      'bare.yaml: it has no context',
    ],
    [
      'no current context',
      [file('none.yaml', kubeconfig('none', { current: '""' }))],
      undefined,
      'it names no current context; choose one of none with --context',
    ],
    [
      'a current context that is not there',
      [file('lost.yaml', kubeconfig('lost', { current: 'gone' }))],
      undefined,
      'lost.yaml: it has no context "gone", only lost',
    ],
    ['a context that is not there', [A, B], 'c', 'it has no context "c", only a, b'],
    [
      'a cluster without an address',
      [file('addr.yaml', kubeconfig('addr', { server: 'nowhere' }))],
      undefined,
      'its current context names no cluster with an address',
    ],
  ];
  for (const [name, files, context, says] of refused) {
    test(name, () => {
      const message = messageOf(() => loadKubeconfig({ files, ...(context !== undefined && { context }) }));
      expect(message).toContain(says);
      expect(message).toMatch(/^Cannot [^\n]*$/);
      expect(message).not.toContain('SECRET');
    });
  }
});

function messageOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    return error instanceof Error ? error.message : '';
  }
  return 'nothing was thrown';
}
