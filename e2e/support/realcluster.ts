import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { machinePath } from '../../scripts/machine-path.mjs';
import { onLine } from './lines.ts';

/** The command that starts a real control plane, handed on by the environment; absent where there is none. */
export const REALCLUSTER = process.env['REALCLUSTER'];

/** It runs the machine's iptables and nft. */
const ENVIRONMENT = { ...process.env, PATH: machinePath() };

/** After an API server or an etcd was away, the controllers' own waits before they try again have grown to a minute. */
const SETTLE_WITHIN = '4m';

export interface RealCluster {
  readonly kubeconfig: string;
  readonly directory: string;
  /** Returns once pods, endpoints and slices agree. */
  settle(): void;
  /** Another command of it on this cluster; what it printed. */
  run(args: readonly string[]): string;
  /** The same beside others. */
  runBeside(args: readonly string[]): Promise<string>;
  stop(): Promise<void>;
}

/** Starts a control plane with these options of `up`; it may have to be built first, which takes minutes. */
export async function startRealCluster(options: readonly string[]): Promise<RealCluster> {
  if (REALCLUSTER === undefined) throw new Error('Cannot start a real cluster: REALCLUSTER names no command');
  const command = REALCLUSTER;
  const directory = mkdtempSync(join(tmpdir(), 'zonescope-realcluster-'));
  const kubeconfig = join(directory, 'kubeconfig');
  const child = spawn(command, ['up', '--dir', join(directory, 'data'), '--kubeconfig-out', kubeconfig, ...options], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: ENVIRONMENT,
  });
  const said: string[] = [];
  onLine(child.stderr, (line) => said.push(line));
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  await new Promise<void>((resolve, reject) => {
    onLine(child.stdout, (line) => {
      if (line.includes('"ready"')) resolve();
    });
    child.once('exit', (code) => reject(new Error(`realcluster ended with ${code}: ${said.slice(-5).join('\n')}`)));
  });
  const run = (args: readonly string[]): string => {
    const result = spawnSync(command, [...args, '--dir', join(directory, 'data')], {
      encoding: 'utf8',
      env: ENVIRONMENT,
    });
    if (result.status !== 0) throw new Error(`realcluster ${args.join(' ')}: ${result.stderr}`);
    return result.stdout;
  };
  return {
    kubeconfig,
    directory,
    run,
    runBeside: (args) => runBeside(command, [...args, '--dir', join(directory, 'data')]),
    settle: () => void run(['settle', '--timeout', SETTLE_WITHIN]),
    stop: async () => {
      child.kill('SIGTERM');
      await exited;
    },
  };
}

async function runBeside(command: string, args: readonly string[]): Promise<string> {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], env: ENVIRONMENT });
  let out = '';
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    out += chunk;
  });
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    said += chunk;
  });
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  if (code !== 0) throw new Error(`realcluster ${args.join(' ')}: ${said}`);
  return out;
}
