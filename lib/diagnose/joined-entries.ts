import { distinct } from '#lib/diagnose/cause-order.ts';
import { joinedNodeNames } from '#lib/diagnose/node-names.ts';
import type { Text } from '#lib/model/text.ts';
import type { TimelineEntry } from '#lib/model/timeline.ts';

/** One entry of two like changes: it began with the first, and says from where to where both went, or all the nodes. */
export function joinedEntries(current: TimelineEntry, entry: TimelineEntry): TimelineEntry {
  const { cause, also = [], time: until, ...facts } = entry;
  const first = current.cause;
  const whole = first === undefined || cause === undefined ? undefined : wholeOf(first, cause);
  const rest = [...(whole !== undefined || first === undefined ? [] : [first]), ...(current.also ?? []), ...also];
  const last = whole ?? cause;
  const { cause: _cause, also: _also, inZoneShare: _share, ...kept } = current;
  const others = distinct(rest).filter((text) => JSON.stringify(text) !== JSON.stringify(last));
  return {
    ...kept,
    ...facts,
    until,
    ...(last === undefined ? {} : { cause: last }),
    ...(others.length === 0 ? {} : { also: others }),
  };
}

/** What two like causes come to; undefined where the later one says nothing of the first. */
function wholeOf(first: Text, cause: Text): Text | undefined {
  if (first.key !== cause.key) return undefined;
  const { from, zone, version } = first.values ?? {};
  const values = cause.values ?? {};
  if (from !== undefined && values['from'] !== undefined) return { ...cause, values: { ...values, from } };
  const isOfOthers = zone !== values['zone'] || version !== values['version'];
  const names = [first, cause].map(namesIn);
  const [left, right] = names;
  if (isOfOthers || left === undefined || right === undefined) return undefined;
  return { ...cause, values: { ...values, ...joinedNodeNames(left, right) } };
}

/** The nodes of a cause that is about nodes alone. */
function namesIn({ key, values = {} }: Text): { readonly nodes: string; readonly count: number } | undefined {
  const { nodes, count } = values;
  const isNamed = key.startsWith('cause.nodes-') && typeof nodes === 'string' && typeof count === 'number';
  return isNamed ? { nodes, count } : undefined;
}
