import type { Hub } from '#lib/server/hub/hub.ts';
import { createWatchMeter } from '#lib/server/kube/watch-meter.ts';
import { SILENT_LOG } from '#lib/server/log/log.ts';
import type { Running } from '#lib/server/running.ts';

/** What a process runs, around a hub or a part of one. */
export function runningWith(hub: Partial<Hub>, changes: Partial<Running> = {}): Running {
  return {
    hub: hub as Hub,
    log: SILENT_LOG,
    meter: createWatchMeter(),
    allowedHosts: [],
    build: 'b1',
    lagMillis: () => 0,
    close: async () => hub.close?.(),
    ...changes,
  };
}
