import type { EndpointSlice } from '#lib/model/endpoint-slice.ts';
import type { Node } from '#lib/model/node.ts';
import type { EpochMillis } from '#lib/model/object-meta.ts';
import type { Pod } from '#lib/model/pod.ts';
import type { Service } from '#lib/model/service.ts';
import type { Text } from '#lib/model/text.ts';
import type { Outcome } from '#lib/scenario/outcome.ts';
import type { RuleContext } from '#lib/scenario/rule-context.ts';

/** The cluster in the middle of a what-if: what the changes so far have made of it. */
export interface Draft {
  readonly nodes: readonly Node[];
  readonly service: Service;
  readonly slices: readonly EndpointSlice[];
  readonly pods: readonly Pod[];
  readonly now: EpochMillis;
  /** Rules of the live cluster; nodes that a change adds are in `nodes` only. */
  readonly context: RuleContext;
  /** Zones whose endpoints a zonal shift keeps out of the slices. */
  readonly shiftedZones?: ReadonlySet<string>;
  readonly outcome: Outcome;
  readonly assumptions: readonly Text[];
  readonly refused: readonly Text[];
}

export function refuse(draft: Draft, key: string, values: NonNullable<Text['values']>): Draft {
  return { ...draft, refused: [...draft.refused, { key, values }] };
}

/** Adds an assumption once. */
export function assume(draft: Draft, key: string, values: NonNullable<Text['values']> = {}): Draft {
  const isKnown = draft.assumptions.some(
    (text) => text.key === key && JSON.stringify(text.values) === JSON.stringify(values),
  );
  return isKnown ? draft : { ...draft, assumptions: [...draft.assumptions, { key, values }] };
}
