import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const COMMAND = fileURLToPath(new URL('demo-cluster.ts', import.meta.url));

function start(args: readonly string[]) {
  const child = spawn(process.execPath, [COMMAND, ...args]);
  const output = { out: '', err: '' };
  child.stdout.on('data', (chunk: Buffer) => {
    output.out += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    output.err += chunk.toString();
  });
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  return { child, output, ended };
}

describe('demo-cluster', () => {
  it('serves a cluster, says so in one line, and ends with 0 when told to, also under an open watch', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'zonescope-'));
    const file = join(folder, 'config');
    const gates = 'kube-proxy:TopologyAwareHints=false';
    const args = ['--kubeconfig-out', file, '--kubernetes-version', '1.31.4', '--feature-gates', gates, '--strict'];
    const { child, output, ended } = start(args);
    await expect
      .poll(() => output.out, { timeout: 15_000 })
      .toMatch(
        /^embedded cluster http:\/\/127\.0\.0\.1:\d+ \(tutorial, Kubernetes 1\.31\.4, strict\): export KUBECONFIG=\S+\n$/,
      );
    const url = /server: (\S+)/.exec(await readFile(file, 'utf8'))?.[1] ?? '';
    expect(await (await fetch(`${url}/version`)).json()).toMatchObject({ gitVersion: 'v1.31.4' });
    const watch = await fetch(`${url}/api/v1/nodes?watch=true`);
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
    await watch.body?.cancel().catch(() => undefined);
    await rm(folder, { recursive: true });
  });

  it.each([
    [['--sideways'], "Unknown option '--sideways'"],
    [[], 'Cannot start: --kubeconfig-out is missing'],
    [['--kubeconfig-out', '/dev/null', '--kubernetes-version', 'new'], 'Cannot read --kubernetes-version "new"'],
    [['--kubeconfig-out', '/dev/null', '--feature-gates', 'x'], 'Cannot read feature gate "x"'],
    [['--kubeconfig-out', '/dev/null', '--world', 'atlantis'], 'Cannot find world "atlantis"'],
    [['--kubeconfig-out', '/dev/null', '--port', 'many'], 'Cannot read --port "many"'],
    [['--kubeconfig-out', '/nowhere/config'], 'Cannot write the kubeconfig to /nowhere/config'],
  ])('%j: one sentence and exit code 2', async (args, message) => {
    const { output, ended } = start(args);
    expect(await ended).toBe(2);
    expect(output.err).toMatch(/^demo-cluster: [^\n]+\n$/);
    expect(output.err).toContain(message);
    expect(output.out).toBe('');
  });
});
