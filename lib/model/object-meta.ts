/** A moment as milliseconds since the Unix epoch; Kubernetes writes whole seconds. */
export type EpochMillis = number;

/** Labels or annotations. Built without a prototype, so that a key named `constructor` is only a key. */
export type StringByKey = Readonly<Record<string, string>>;

/** What Zonescope keeps of every object's metadata. */
export interface ObjectMeta {
  readonly name: string;
  /** Empty for a Node. */
  readonly namespace: string;
  readonly uid: string;
  readonly creationTime?: EpochMillis;
  readonly deletionTime?: EpochMillis;
}

/** The value of one key, or undefined; never something inherited. */
export function valueAt(values: StringByKey, key: string): string | undefined {
  return Object.hasOwn(values, key) ? values[key] : undefined;
}
