/**
 * Reading untrusted JSON by hand: 100,000 endpoints are taken in within seconds, so no schema runs on watch objects.
 * A field of another type than Kubernetes gives it reads as absent; it never throws and never travels further.
 */
export type Json = Readonly<Record<string, unknown>>;

const EMPTY: Json = Object.freeze({});

export function isRecord(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function record(value: unknown): Json {
  return isRecord(value) ? value : EMPTY;
}

export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

export function optionalText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

export function optionalNumber(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

/** An array of strings; anything else in it is left out. */
export function texts(value: unknown): readonly string[] {
  return list(value).filter((item): item is string => typeof item === 'string');
}

/** A string map without a prototype; `keep` chooses the keys. */
export function stringByKey(
  value: unknown,
  keep: (key: string) => boolean = () => true,
): Readonly<Record<string, string>> {
  const result: Record<string, string> = Object.create(null);
  const source = record(value);
  for (const key of Object.keys(source)) {
    const entry = source[key];
    if (typeof entry === 'string' && keep(key)) result[key] = entry;
  }
  return result;
}

/** RFC 3339 to epoch milliseconds; undefined when absent or unreadable. */
export function optionalTime(value: unknown): number | undefined {
  if (typeof value !== 'string') return undefined;
  const millis = Date.parse(value);
  return Number.isNaN(millis) ? undefined : millis;
}

/** The same fields without those that are undefined, as `exactOptionalPropertyTypes` wants it. */
export function defined<T extends object>(fields: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  const result: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(fields)) if (value !== undefined) result[key] = value;
  return result as { [K in keyof T]: Exclude<T[K], undefined> };
}
