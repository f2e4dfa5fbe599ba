import { type HardSpread, hardSpreadOf } from '#lib/replicas/scheduler/hard-spread.ts';
import type { SchedulerPlugin, SchedulingContext } from '#lib/replicas/scheduler/plugin.ts';
import { type SoftSpread, softSpreadOf } from '#lib/replicas/scheduler/soft-spread.ts';

const WEIGHT = 2;

/** Hard constraints keep nodes out, soft ones (or the scheduler's defaults) rate them (plugins/podtopologyspread). */
export function podTopologySpread(context: SchedulingContext): SchedulerPlugin {
  return pluginOf(hardSpreadOf(context), softSpreadOf(context));
}

function pluginOf(hard: HardSpread | undefined, soft: SoftSpread | undefined): SchedulerPlugin {
  return {
    name: 'PodTopologySpread',
    weight: WEIGHT,
    ...(hard && { filter: hard.rejectReason }),
    ...(soft && { scores: soft.scores }),
    ...((hard || soft) && { after: (node: number) => pluginOf(hard?.after(node), soft?.after(node)) }),
  };
}
