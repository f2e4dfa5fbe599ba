import { monitorEventLoopDelay } from 'node:perf_hooks';
import { start } from '#lib/cli/start.ts';

/** Zonescope as `npm start` runs it, with a report on itself each second over IPC. */
export interface ServerReport {
  readonly kind: 'report';
  readonly rssBytes: number;
  readonly heapUsedBytes: number;
  readonly heapTotalBytes: number;
  readonly externalBytes: number;
  readonly cpuMicros: number;
  readonly lagMaxMillis: number;
  readonly lagP99Millis: number;
}

const delay = monitorEventLoopDelay({ resolution: 10 });
delay.enable();
const timer = setInterval(() => {
  const { rss, heapUsed, heapTotal, external } = process.memoryUsage();
  const { user, system } = process.cpuUsage();
  const report: ServerReport = {
    kind: 'report',
    rssBytes: rss,
    heapUsedBytes: heapUsed,
    heapTotalBytes: heapTotal,
    externalBytes: external,
    cpuMicros: user + system,
    lagMaxMillis: delay.max / 1e6,
    lagP99Millis: delay.percentile(99) / 1e6,
  };
  delay.reset();
  process.send?.(report);
}, 1_000);
timer.unref();
process.on('disconnect', () => process.exit());
await start(process.argv.slice(2));
