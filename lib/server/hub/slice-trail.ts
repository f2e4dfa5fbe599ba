import type { EndpointSlice } from '#lib/model/endpoint-slice.ts';
import { type ByName, byName, sliceChangesOf, sortedValues } from '#lib/wire/changes.ts';
import type { SliceChanges } from '#lib/wire/message.ts';

/** The slices of one Service as its readers hold them. */
export interface SliceTrail {
  /** Sorted by name. */
  readonly sent: readonly EndpointSlice[];
  /** What turns what readers hold into `now`, which they hold from then on; undefined when it is the same. */
  changes(now: readonly EndpointSlice[]): SliceChanges | undefined;
}

export function createSliceTrail(first: readonly EndpointSlice[]): SliceTrail {
  let sentByName: ByName<EndpointSlice> = byName(first);
  return {
    get sent() {
      return sortedValues(sentByName);
    },
    changes(now) {
      const nowByName = byName(now);
      const names = new Set([...sentByName.keys(), ...nowByName.keys()]);
      const changed = [...names].filter((name) => sentByName.get(name) !== nowByName.get(name));
      const changes = sliceChangesOf(changed, sentByName, nowByName);
      sentByName = nowByName;
      return changes;
    },
  };
}
