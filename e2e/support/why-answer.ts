import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import type { RealCluster } from './realcluster.ts';
import { KUBE_DNS } from './tutorial.ts';

/** What `zonescope why -o json` says of kube-dns. */
export interface Answer {
  readonly reason: string;
  readonly kubernetesSays: readonly { readonly source: string; readonly words: string }[];
  readonly fix?: { readonly commands: readonly string[] };
}

function why(cluster: RealCluster, options: readonly string[]): Answer {
  const cli = join(import.meta.dirname, '../../lib/cli/zonescope.ts');
  const args = [cli, 'why', '--service', KUBE_DNS, '--kubeconfig', cluster.kubeconfig, '-o', 'json', ...options];
  return JSON.parse(spawnSync(process.execPath, args, { encoding: 'utf8' }).stdout);
}

/** Asked again until the answer has this reason: the controllers may have a sync to go. */
export async function because(cluster: RealCluster, reason: string, options: readonly string[] = []): Promise<Answer> {
  await expect.poll(() => why(cluster, options).reason, { timeout: 60_000, intervals: [500, 1_000] }).toBe(reason);
  return why(cluster, options);
}

/** Runs command lines as a reader pastes them into a shell. */
export function paste(cluster: RealCluster, commands: readonly string[]): void {
  for (const command of commands) {
    const env = { ...process.env, KUBECONFIG: cluster.kubeconfig };
    const { status, stderr } = spawnSync('sh', ['-c', command], { env, encoding: 'utf8' });
    if (status !== 0) throw new Error(`${command} ended with ${status}: ${stderr}`);
  }
  cluster.settle();
}
