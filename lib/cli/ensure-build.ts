import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withBuildLock } from '#lib/cli/build-lock.ts';
import { sourceHash } from '#lib/cli/source-hash.ts';

export interface BuildOptions {
  readonly root: string;
  readonly say: (line: string) => void;
}

/** Kept inside the build, so that whoever deletes the build deletes it too. */
const STAMP = 'zonescope-source-hash';
/** Beside the build, which Next empties. */
const LOCK = '.zonescope-building';
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
  if (isBuiltFrom(hash, root)) return;
  const path = join(root, 'node_modules', LOCK);
  const onWait = (): void => say('Another start is building; waiting for it ...');
  await withBuildLock({ path, onWait }, async () => {
    // Whoever was waited for may have built just that.
    if (isBuiltFrom(hash, root)) return;
    const what = hasBuild(root) ? 'The sources have changed since the last build' : 'There is no build yet';
    say(`${what}; building ...`);
    const started = performance.now();
    await nextBuild(root);
    writeFileSync(join(root, '.next', STAMP), hash);
    say(`Built in ${((performance.now() - started) / 1000).toFixed(1)} s.`);
  });
}

function hasBuild(root: string): boolean {
  return existsSync(join(root, '.next', 'BUILD_ID'));
}

function isBuiltFrom(hash: string, root: string): boolean {
  const stamp = join(root, '.next', STAMP);
  return hasBuild(root) && existsSync(stamp) && readFileSync(stamp, 'utf8') === hash;
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
