import { monitorEventLoopDelay } from 'node:perf_hooks';
import { start } from '#lib/cli/start.ts';
import { getRunning } from '#lib/server/running.ts';

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
  /** How often everything of a kind was read anew since the start, by kind and cause. */
  readonly rereads: Readonly<Record<string, number>>;
  /** How many objects an audit put right: none, unless the API server or a watch loses events. */
  readonly healed: number;
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
    rereads: Object.fromEntries(
      (getRunning()?.meter.reads() ?? []).flatMap(({ resource, cause, count }) =>
        cause === 'start' ? [] : [[`${resource} ${cause}`, count]],
      ),
    ),
    healed: getRunning()?.hub.status.healed ?? 0,
  };
  delay.reset();
  process.send?.(report);
}, 1_000);
timer.unref();
process.on('disconnect', () => process.exit());
await start(process.argv.slice(2));
