import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

const LOOK_MILLIS = 200;
/** Several times what a build takes: a lock that old was left behind, and its process id is another's by now. */
const ABANDONED_MILLIS = 600_000;

export interface BuildLockOptions {
  /** A file that exists while somebody builds, and holds the builder's process id. */
  readonly path: string;
  /** Called once where another process has the lock. */
  readonly onWait: () => void;
}

/**
 * Runs `work` while no other process that uses the same file does: two starts after a change would write one build over each
 * other. What a killed process left behind holds nobody up.
 */
export async function withBuildLock<T>({ path, onWait }: BuildLockOptions, work: () => Promise<T>): Promise<T> {
  let waited = false;
  while (!take(path)) {
    if (isAbandoned(path)) {
      rmSync(path, { force: true });
      continue;
    }
    if (!waited) onWait();
    waited = true;
    await wait(LOOK_MILLIS);
  }
  try {
    return await work();
  } finally {
    rmSync(path, { force: true });
  }
}

function take(path: string): boolean {
  try {
    writeFileSync(path, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Gone in between is not abandoned: the next try takes it. */
function isAbandoned(path: string): boolean {
  try {
    if (Date.now() - statSync(path).mtimeMs > ABANDONED_MILLIS) return true;
    const holder = Number(readFileSync(path, 'utf8'));
    // Its process id is written at once after the file is made.
    return holder !== 0 && !isAlive(holder);
  } catch {
    return false;
  }
}

function isAlive(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
