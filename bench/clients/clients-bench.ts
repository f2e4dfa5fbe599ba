import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { SERVER_FLAGS } from '../../scripts/runtime.mjs';
import { processUsage } from './process-usage.ts';

/** 200 nodes, 3,000 pods in 30 Services of which each asks for zone routing. */
const TOPOLOGY = {
  nodes: [{ name: 'n', count: 200, zones: ['a', 'b', 'c'] }],
  workloads: [
    {
      name: 'web',
      count: 30,
      replicas: 100,
      service: { ports: [{ port: 80 }], annotations: { 'service.kubernetes.io/topology-mode': 'Auto' } },
    },
  ],
};
const CLIENTS = [0, 10, 100];
const SETTLE_MILLIS = 10_000;

export interface ClientsRow {
  readonly clients: number;
  readonly rss_mb: number;
  readonly cpu_percent: number;
}

/**
 * `npm run -s bench -- clients [--json] [--seconds S]`: what one server takes on a real control plane of 200 nodes and 3,000
 * pods, which nobody changes but its own heartbeats, with 0, 10 and 100 streams open. Needs REALCLUSTER.
 */
export async function clientsBench(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: { json: { type: 'boolean', default: false }, seconds: { type: 'string', default: '30' } },
  });
  const command = process.env['REALCLUSTER'];
  if (command === undefined) throw new Error('Cannot measure: REALCLUSTER names no command that starts a cluster');
  const folder = mkdtempSync(join(tmpdir(), 'zonescope-clients-'));
  const children: ChildProcess[] = [];
  try {
    const rows = await measure({ command, folder, children, seconds: Number(values.seconds) });
    if (values.json) console.log(JSON.stringify(rows));
    else for (const row of rows) console.log(lineOf(row));
  } finally {
    for (const child of children.reverse()) await ended(child);
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Measurement {
  readonly command: string;
  readonly folder: string;
  readonly children: ChildProcess[];
  readonly seconds: number;
}

async function measure({ command, folder, children, seconds }: Measurement): Promise<readonly ClientsRow[]> {
  const topology = join(folder, 'topology.json');
  const kubeconfig = join(folder, 'kubeconfig');
  writeFileSync(topology, JSON.stringify(TOPOLOGY));
  const start = (program: string, ...args: string[]): ChildProcess => {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    children.push(child);
    return child;
  };
  const up = ['up', '--dir', join(folder, 'data'), '--topology', topology, '--kubeconfig-out', kubeconfig];
  await lineWith(start(command, ...up), /"ready"/);
  const zonescope = join(import.meta.dirname, '../../lib/cli/zonescope.ts');
  const server = start(process.execPath, ...SERVER_FLAGS, zonescope, '--kubeconfig', kubeconfig, '--port', '0');
  const [, url = ''] = /^Zonescope (http:\S+)/.exec(await lineWith(server, /^Zonescope http/)) ?? [];
  const rows: ClientsRow[] = [];
  for (const clients of CLIENTS) {
    const stream = `${url}/api/stream?service=default/web-1`;
    const readers = start(process.execPath, join(import.meta.dirname, 'read-streams.ts'), stream, String(clients));
    await delay(SETTLE_MILLIS);
    const before = processUsage(server.pid ?? 0);
    await delay(seconds * 1_000);
    const after = processUsage(server.pid ?? 0);
    rows.push({
      clients,
      rss_mb: Math.round(after.rssBytes / 1e6),
      cpu_percent: Number((((after.cpuSeconds - before.cpuSeconds) / seconds) * 100).toFixed(1)),
    });
    await ended(readers);
  }
  return rows;
}

function lineOf({ clients, rss_mb, cpu_percent }: ClientsRow): string {
  return `${String(clients).padStart(3)} clients   ${String(rss_mb).padStart(4)} MB RSS   ${cpu_percent.toFixed(1).padStart(5)} % of one core`;
}

function lineWith(child: ChildProcess, pattern: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    if (child.stdout === null) throw new Error('Cannot read what a child prints: it has no standard output');
    createInterface({ input: child.stdout }).on('line', (line) => pattern.test(line) && resolve(line));
    child.once('exit', (code) => reject(new Error(`Cannot measure: ${child.spawnfile} ended with ${code}`)));
  });
}

function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill('SIGTERM');
  });
}

function delay(millis: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, millis));
}
