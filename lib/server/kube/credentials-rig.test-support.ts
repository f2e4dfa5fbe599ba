import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { createKubeClient, type KubeClient } from '#lib/server/kube/kube-client.ts';
import { loadKubeconfig } from '#lib/server/kube/load-kubeconfig.ts';
import { readJson } from '#lib/server/kube/read-json.ts';

/** What a client reads from a folder of its own, and the servers that end with the test. */
interface CredentialsRig {
  readonly folder: string;
  write(name: string, content: string | Buffer): string;
  /** A client over a kubeconfig on disk, with this cluster and user in YAML's flow style. */
  clientWith(cluster: string, user: string): KubeClient;
  onEnd(end: () => unknown): void;
}

/** A new one for each test of the file. */
export function credentialsRig(): CredentialsRig {
  let folder = '';
  const ends: (() => unknown)[] = [];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'zonescope-credentials-'));
  });
  afterEach(async () => {
    for (const end of ends.splice(0)) await end();
    rmSync(folder, { recursive: true });
  });
  const write = (name: string, content: string | Buffer): string => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  };
  return {
    get folder() {
      return folder;
    },
    write,
    clientWith(cluster, user) {
      const file = write(
        'kubeconfig',
        `{clusters: [{name: c, cluster: ${cluster}}], users: [{name: u, user: ${user}}], contexts: [{name: x, context: {cluster: c, user: u}}], current-context: x}`,
      );
      return createKubeClient(() => loadKubeconfig({ files: [file] }));
    },
    onEnd: (end) => ends.push(end),
  };
}

/** The JSON that the server answers, or in which words it does not. */
export async function ask(client: KubeClient, refresh = false): Promise<unknown> {
  const { signal } = new AbortController();
  try {
    return await readJson(await client.open('/version', { signal, idleMillis: () => 5_000, refresh }));
  } catch (error) {
    if (typeof error === 'object' && error !== null && 'failure' in error) return error.failure;
    return error instanceof Error && 'code' in error ? error.code : String(error);
  }
}
