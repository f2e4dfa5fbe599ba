import type { Service } from '#lib/model/service.ts';
import type { Text } from '#lib/model/text.ts';

/** Fields of a Service's spec that zone routing follows. */
const FIELDS = [
  'trafficDistribution',
  'internalTrafficPolicy',
  'externalTrafficPolicy',
  'publishNotReadyAddresses',
  'type',
] as const;

/** What was changed in a Service that may change whom its clients dial. */
export function serviceCauses(before: Service, after: Service): readonly Text[] {
  if (before === after) return [];
  if (before.uid !== after.uid) return [{ key: 'cause.created' }];
  return [
    ...changedKeys(before.annotations, after.annotations).map((key) => {
      const value = after.annotations[key];
      return value === undefined
        ? { key: 'cause.annotation-removed', values: { annotation: key } }
        : { key: 'cause.annotation-set', values: { annotation: key, value } };
    }),
    ...FIELDS.flatMap((field) => {
      const value = after[field];
      if (before[field] === value) return [];
      return value === undefined
        ? [{ key: 'cause.field-removed', values: { field } }]
        : [{ key: 'cause.field-set', values: { field, value: String(value) } }];
    }),
    ...(isEqual(before.selector, after.selector) ? [] : [{ key: 'cause.selector' }]),
    ...(isEqual(portsOf(before), portsOf(after)) ? [] : [{ key: 'cause.ports' }]),
  ];
}

function changedKeys(
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>,
): readonly string[] {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys].filter((key) => before[key] !== after[key]).sort();
}

/** Node ports come and go with the type, and no endpoint follows them. */
function portsOf({ ports }: Service): readonly unknown[] {
  return ports.map(({ nodePort: _nodePort, ...port }) => port);
}

function isEqual(before: unknown, after: unknown): boolean {
  return JSON.stringify(before) === JSON.stringify(after);
}
