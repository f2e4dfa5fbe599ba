import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { onLine } from './lines.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const COMMAND = join(ROOT, 'lib/cli/zonescope.ts');
const READY_MILLIS = 60_000;

export interface ZonescopeProcess {
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  /** The embedded cluster's kubeconfig, when it watches that one. */
  readonly kubeconfig?: string;
  readonly printed: readonly string[];
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

/**
 * Starts Zonescope as a user does, with these options, on a free port unless they name one. `before` is a command that
 * runs the command behind it, in other surroundings.
 */
export async function startZonescope(
  options: readonly string[],
  environment: Readonly<Record<string, string>> = {},
  before: readonly string[] = [],
  command: string = COMMAND,
): Promise<ZonescopeProcess> {
  const port = options.includes('--port') ? [] : ['--port', '0'];
  const [program = process.execPath, ...args] = [...before, process.execPath, command, ...port, ...options];
  const child = spawn(program, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...environment },
  });
  const printed: string[] = [];
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const url = await readyUrl(child, printed);
  const kubeconfig = printed
    .map((line) => /export KUBECONFIG=(\S+)/.exec(line)?.[1])
    .find((file) => file !== undefined);
  return {
    url,
    port: Number(new URL(url).port),
    pid: child.pid ?? 0,
    printed,
    ...(kubeconfig === undefined ? {} : { kubeconfig }),
    stop: (signal = 'SIGTERM') => {
      child.kill(signal);
      return exited;
    },
  };
}

/** The kubeconfig line comes before the line with the URL, so that both are known when this resolves. */
function readyUrl(child: ChildProcess, printed: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const fail = (why: string): void => reject(new Error(`Cannot start Zonescope: ${why}\n${printed.join('\n')}`));
    const timer = setTimeout(() => fail(`no URL within ${READY_MILLIS / 1000} s`), READY_MILLIS);
    const look = (line: string): void => {
      printed.push(line);
      const url = /https?:\/\/[^\s]+:\d+/.exec(line)?.[0];
      if (url === undefined || line.includes('KUBECONFIG')) return;
      clearTimeout(timer);
      resolve(url);
    };
    if (child.stdout !== null) onLine(child.stdout, look);
    if (child.stderr !== null) onLine(child.stderr, (line) => printed.push(line));
    child.once('exit', (code) => {
      clearTimeout(timer);
      fail(`it ended with ${code}`);
    });
  });
}
