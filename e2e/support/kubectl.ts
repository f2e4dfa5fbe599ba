import { spawn, spawnSync } from 'node:child_process';

/** Whether the real kubectl can be had here; without it the same requests are made over HTTP. */
export const hasKubectl = spawnSync('kubectl', ['version', '--client'], { stdio: 'ignore' }).status === 0;

export interface KubectlOptions {
  readonly input?: string;
  readonly environment?: Readonly<Record<string, string>>;
}

/** Runs kubectl against a kubeconfig and resolves with what it printed. @throws Error with its words when it fails. */
export async function kubectl(
  kubeconfig: string,
  args: readonly string[],
  { input = '', environment = {} }: KubectlOptions = {},
): Promise<string> {
  const child = spawn('kubectl', ['--kubeconfig', kubeconfig, ...args], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, ...environment },
  });
  let out = '';
  let said = '';
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    said += chunk;
  });
  child.stdin.end(input);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0) throw new Error(`kubectl ${args.join(' ')} ended with ${code}: ${said.trim()}`);
  return out;
}
