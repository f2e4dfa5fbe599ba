import { readFileSync } from 'node:fs';

/** Ticks of the kernel's clock in a second, as every Linux that Node runs on counts them. */
const TICKS_PER_SECOND = 100;

export interface ProcessUsage {
  readonly rssBytes: number;
  /** Processor seconds since the process began, its own and the kernel's for it. */
  readonly cpuSeconds: number;
}

/** What a process holds and has used, from /proc. @throws where there is no such process. */
export function processUsage(pid: number): ProcessUsage {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The name stands in parentheses and may hold anything; the fields begin behind it.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [userTicks = '0', systemTicks = '0'] = fields.slice(11, 13);
  return {
    rssBytes: Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) * 1024,
    cpuSeconds: (Number(userTicks) + Number(systemTicks)) / TICKS_PER_SECOND,
  };
}
