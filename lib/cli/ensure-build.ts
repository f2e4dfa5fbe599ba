import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sourceHash } from '#lib/cli/source-hash.ts';

export interface BuildOptions {
  readonly root: string;
  readonly say: (line: string) => void;
}

/** Kept inside the build, so that whoever deletes the build deletes it too. */
const STAMP = 'zonescope-source-hash';
const LAST_LINES = 40;

/**
 * Builds when there is no build or the sources are not those that it was made from, and says so. An installed package
 * carries its build and no pages to build from.
 *
 * @throws Error with the end of what Next printed when the build fails.
 */
export async function ensureBuild({ root, say }: BuildOptions): Promise<void> {
  if (!existsSync(join(root, 'app'))) return;
  const hash = sourceHash(root);
  const stamp = join(root, '.next', STAMP);
  const built = existsSync(join(root, '.next', 'BUILD_ID'));
  if (built && existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return;
  say(built ? 'The sources have changed since the last build; building ...' : 'There is no build yet; building ...');
  const started = performance.now();
  await nextBuild(root);
  writeFileSync(stamp, hash);
  say(`Built in ${((performance.now() - started) / 1000).toFixed(1)} s.`);
}

async function nextBuild(root: string): Promise<void> {
  const next = join(root, 'node_modules', 'next', 'dist', 'bin', 'next');
  const child = spawn(process.execPath, [next, 'build'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
  });
  let printed = '';
  const keep = (chunk: Buffer): void => {
    printed += chunk.toString();
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  if (code === 0) return;
  const end = printed.trimEnd().split('\n').slice(-LAST_LINES).join('\n');
  throw new Error(`Cannot build: next build ended with ${code ?? 'a signal'}\n${end}`);
}
