import type { Prediction } from '#lib/scenario/outcome.ts';
import { type Resynced, resync } from '#lib/scenario/resync.ts';
import type { ServiceInput } from '#lib/scenario/service-input.ts';
import { contextFor } from '#lib/scenario/shared-outcomes.ts';
import { syncsAtOnce } from '#lib/scenario/syncs-at-once.ts';

export type Settled = Pick<Prediction, 'input' | 'atOnce'> & Pick<Resynced, 'countsTie'>;

/**
 * What the EndpointSlice controller makes of a changed cluster: `changed` still has the slices of before. The answer is
 * that after the Service's next sync; where the change alone does not cause one, `atOnce` is how it stands until then.
 */
export function settle(before: ServiceInput, changed: ServiceInput): Settled {
  const context = contextFor(changed.context, changed.nodes);
  const { slices, countsTie } = resync(changed, context);
  const input = { ...changed, context, slices };
  if (syncsAtOnce(before, input)) return { input, countsTie };
  return { input, atOnce: { ...input, slices: before.slices }, countsTie };
}
