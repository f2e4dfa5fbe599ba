import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBuild } from '#lib/cli/ensure-build.ts';
import { PROJECT_ROOT } from '#lib/cli/project-root.ts';
import { serverFlags } from '../../scripts/runtime.mjs';
import type { ClusterShape } from './cluster-shape.ts';
import type { ServerReport } from './server.ts';

const LOOK_MILLIS = 20;

export interface SoakedOptions {
  readonly shape: ClusterShape;
  /** Node flags for the server beside its own. */
  readonly serverFlags?: readonly string[];
  /** What the server says of itself each second. */
  readonly onReport?: (report: ServerReport) => void;
}

/** Zonescope as it is started, against a scripted API server, each in a process of its own. */
export interface SoakedZonescope {
  /** Told `begin` and `end` over IPC, the API server makes the changes. */
  readonly api: ChildProcess;
  readonly url: string;
  /** From the start of the process until it was ready. */
  readonly syncedMillis: number;
  /** One more process of this folder, which ends with the others. */
  startBeside(file: string, args: readonly string[]): ChildProcess;
  stop(): void;
}

export async function startSoaked({ shape, onReport, ...options }: SoakedOptions): Promise<SoakedZonescope> {
  await ensureBuild({ root: PROJECT_ROOT, say: (line) => console.error(line) });
  const folder = mkdtempSync(join(tmpdir(), 'zonescope-soak-'));
  const children: ChildProcess[] = [];
  const start = (file: string, args: readonly string[], flags: readonly string[] = []): ChildProcess => {
    const child = fork(join(import.meta.dirname, file), args, {
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
      execArgv: [...flags],
    });
    children.push(child);
    return child;
  };
  const stop = (): void => {
    for (const child of children) if (child.connected) child.disconnect();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const api = start('api.ts', [JSON.stringify(shape)]);
    const { port } = await message<{ kind: 'port'; port: number }>(api, 'port');
    const kubeconfig = join(folder, 'kubeconfig');
    writeFileSync(kubeconfig, kubeconfigOf(port));
    const started = performance.now();
    const args = ['--kubeconfig', kubeconfig, '--port', '0'];
    const server = start('server.ts', args, [...serverFlags(args), ...(options.serverFlags ?? [])]);
    if (onReport !== undefined) server.on('message', onReport);
    const url = await addressOf(server);
    while ((await fetch(`${url}/api/readyz`)).status !== 200) await wait(LOOK_MILLIS);
    return { api, url, syncedMillis: performance.now() - started, startBeside: start, stop };
  } catch (error) {
    stop();
    throw error;
  }
}

/** The next message of this kind. @throws Error when the process ends before it. */
export function message<T extends { readonly kind: string }>(child: ChildProcess, kind: T['kind']): Promise<T> {
  return new Promise((resolve, reject) => {
    const listen = (received: unknown): void => {
      if (typeof received !== 'object' || received === null || !('kind' in received) || received.kind !== kind) return;
      child.off('message', listen);
      resolve(received as T);
    };
    child.on('message', listen);
    child.once('exit', (code) => reject(new Error(`Cannot soak: a process ended with ${code}`)));
  });
}

export function wait(millis: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, millis));
}

function kubeconfigOf(port: number): string {
  return (
    `{clusters: [{name: soak, cluster: {server: "http://127.0.0.1:${port}"}}], users: [{name: soak, user: {}}], ` +
    'contexts: [{name: soak, context: {cluster: soak, user: soak}}], current-context: soak}'
  );
}

/** The address that `npm start` prints. */
function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    let printed = '';
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
      const [, url] = /Zonescope (\S+) watches/.exec(printed) ?? [];
      if (url !== undefined) resolve(url);
    });
  });
}
