import type { NamespacedName } from '#lib/model/names.ts';
import { createSliceTrail, type SliceTrail } from '#lib/server/hub/slice-trail.ts';
import type { Topic } from '#lib/server/hub/topic-registry.ts';

/** A Service whose endpoints are the clients behind a mix: its slices alone, and nothing that costs the API server. */
export interface ClientsTopic extends Topic, SliceTrail {
  readonly key: NamespacedName;
}

export interface ClientsTopicOptions {
  readonly key: NamespacedName;
  readonly recordedSince: number;
  readonly slices: SliceTrail['sent'];
}

export function createClientsTopic({ key, recordedSince, slices }: ClientsTopicOptions): ClientsTopic {
  const trail = createSliceTrail(slices);
  return {
    key,
    recordedSince,
    get sent() {
      return trail.sent;
    },
    changes: trail.changes,
    stop: () => undefined,
  };
}
