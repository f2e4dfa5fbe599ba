import { humanDuration } from '#lib/demo/api-server/human-duration.ts';
import type { KubeObject } from '#lib/demo/api-server/kube-object.ts';
import type { EpochMillis } from '#lib/model/object-meta.ts';
import { optionalTime } from '#lib/to-model/json.ts';

/** One column of a Table. Priority 1 columns are those of `-o wide`. */
export interface Column {
  readonly name: string;
  readonly type?: 'string' | 'integer';
  readonly format?: 'name';
  readonly priority?: 1;
  readonly cell: (object: KubeObject, now: EpochMillis) => string | number;
}

export const NAME_COLUMN: Column = { name: 'Name', format: 'name', cell: (object) => object.metadata.name };
export const AGE_COLUMN: Column = { name: 'Age', cell: (object, now) => ageOf(object.metadata.creationTimestamp, now) };

/** `translateTimestampSince`: "<unknown>" without a time. */
export function ageOf(timestamp: unknown, now: EpochMillis): string {
  const time = optionalTime(timestamp);
  return time === undefined ? '<unknown>' : humanDuration(now - time);
}
