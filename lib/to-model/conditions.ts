import type { ReadyCondition } from '#lib/model/node.ts';
import { defined, list, optionalTime, record } from '#lib/to-model/json.ts';

/** The first condition of type Ready, as the controllers read it (`GetPodCondition`, `NodeReady`). */
export function readyCondition(conditions: unknown): ReadyCondition | undefined {
  const found = list(conditions)
    .map(record)
    .find((condition) => condition['type'] === 'Ready');
  if (found === undefined) return undefined;
  const status = found['status'] === 'True' || found['status'] === 'False' ? found['status'] : 'Unknown';
  return defined({ status, since: optionalTime(found['lastTransitionTime']) });
}
