import { readFileSync } from 'node:fs';

/**
 * Seconds for which a process' main thread was ready to run while something else had the cores: what a busy neighbour took,
 * of the wall-clock time since the process began. Linux counts it in nanoseconds (`/proc/PID/schedstat`, second field).
 *
 * @returns 0 where the kernel does not count it.
 */
export function waitedForCore(pid: number): number {
  try {
    const [, waited] = readFileSync(`/proc/${pid}/schedstat`, 'utf8').trim().split(' ');
    return Number(waited) / 1e9;
  } catch {
    return 0;
  }
}
