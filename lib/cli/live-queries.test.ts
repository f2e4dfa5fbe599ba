import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { backends } from '#lib/cli/backends.ts';
import type { Command } from '#lib/cli/command-answer.ts';
import { hints } from '#lib/cli/hints.ts';
import { why } from '#lib/cli/why.ts';
import { AUTOSCALERS } from '#lib/demo/api-server/resources.ts';
import { type EmbeddedCluster, startEmbeddedCluster } from '#lib/demo/embedded-cluster.ts';
import { formatVersion } from '#lib/model/version.ts';

const DNS = ['--service', 'kube-system/kube-dns'];
let folder: string;
let kubeconfig: string;
let cluster: EmbeddedCluster;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'zonescope-live-'));
  kubeconfig = join(folder, 'config');
  cluster = await startEmbeddedCluster({});
  await cluster.writeKubeconfig(kubeconfig);
});
afterAll(async () => {
  await cluster.stop();
  rmSync(folder, { recursive: true });
});

async function json(command: Command, args: readonly string[]) {
  return JSON.parse((await command([...args, '--kubeconfig', kubeconfig, '-o', 'json'])).text);
}

describe('a question about a live cluster', () => {
  it('why: from what its API server lists, by the rules of the version that it tells', async () => {
    const answer = await json(why, DNS);
    expect(answer).toMatchObject({ service: 'kube-system/kube-dns', verdict: 'off', reason: 'not-opted-in' });
    expect(formatVersion(cluster.version)).toBe('1.21.10');
  });

  it('hints: every endpoint that a slice holds, with the pod behind it', async () => {
    const { endpoints, decisions } = await json(hints, DNS);
    expect(endpoints).toHaveLength(4);
    for (const endpoint of endpoints) expect(endpoint).toMatchObject({ ready: true, hints: [] });
    expect(decisions).toMatchObject([{ family: 'IPv4', reason: 'not-opted-in', differs: false }]);
  });

  it('backends: what a node dials for every Service', async () => {
    const answer = await json(backends, ['--node', 'kind-worker']);
    expect(answer.map(({ service }: { service: string }) => service)).toContain('kube-system/kube-dns');
  });

  it('reads autoscalers where it is asked to, and says what their range does', async () => {
    const { registry } = cluster;
    registry.create(AUTOSCALERS, {
      apiVersion: 'autoscaling/v1',
      kind: 'HorizontalPodAutoscaler',
      metadata: { name: 'dns', namespace: 'kube-system' },
      spec: {
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'coredns' },
        minReplicas: 2,
        maxReplicas: 6,
      },
    });
    expect(await json(why, DNS)).not.toHaveProperty('autoscaler');
    const { autoscaler } = await json(why, [...DNS, '--watch-hpa', '--what-if', 'mode:Auto']);
    expect(autoscaler).toEqual({
      name: 'dns',
      minReplicas: 2,
      maxReplicas: 6,
      counts: 5,
      withoutHints: [[2, 6]],
      texts: [expect.stringMatching(/^HPA dns: 2 to 6 replicas/), 'hints at none of its 5 counts'],
    });
    const { text } = await why([...DNS, '--watch-hpa', '--kubeconfig', kubeconfig]);
    expect(text).toMatch(/Autoscaler:\n {2}HPA dns: 2 to 6 replicas.*\n {2}hints at none of its 5 counts$/);
    await expect(hints([...DNS, '--watch-hpa', '--kubeconfig', kubeconfig])).rejects.toThrow("'--watch-hpa'");
  });

  it('follows a what-if, and stops a pipeline that asks', async () => {
    const asked = ['--kubeconfig', kubeconfig, ...DNS, '--fail-on', 'problem'];
    expect((await why(asked)).isFinding).toBe(false);
    expect((await why([...asked, '--what-if', 'mode:Auto'])).isFinding).toBe(true);
  });
});

describe('what cannot be asked of a live cluster is refused in one sentence', () => {
  it('a Service that it does not have', async () => {
    await expect(why(['--service', 'a/b', '--kubeconfig', kubeconfig])).rejects.toThrow(
      /^Cannot answer: there is no Service a\/b among the \d+ that were read$/,
    );
  });

  it('a kubeconfig that is not there', async () => {
    await expect(why([...DNS, '--kubeconfig', join(folder, 'none')])).rejects.toThrow(/^Cannot .*none/);
  });

  it('a context that the kubeconfig does not have', async () => {
    await expect(why([...DNS, '--kubeconfig', kubeconfig, '--context', 'none'])).rejects.toThrow(/^Cannot .*none/);
  });

  it('an API server that does not answer', async () => {
    const deaf = join(folder, 'deaf');
    writeFileSync(deaf, cluster.kubeconfigText.replaceAll(/127\.0\.0\.1:\d+/g, '127.0.0.1:1'));
    await expect(why([...DNS, '--kubeconfig', deaf])).rejects.toThrow(/^Cannot list https?:\/\/127\.0\.0\.1:1: it /);
  });
});
