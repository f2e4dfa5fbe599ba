export interface HubLimits {
  /** Open streams in all. */
  readonly subscribers: number;
  /** Open streams of one address, other than this machine's own. */
  readonly subscribersPerClient: number;
  /** Services whose pods are watched at once. */
  readonly podWatches: number;
  /** Unsent bytes after which a reader is cut off. */
  readonly queuedBytes: number;
  /** Deltas kept for readers that come back. */
  readonly logBytes: number;
  /** A delta larger than this is sent as a new snapshot instead, which readers pull. */
  readonly deltaBytes: number;
  readonly frameMillis: number;
  /** How long one frame may compute rows that could wait for the next: a node that changed may change all of them. */
  readonly rowMillis: number;
  readonly pingMillis: number;
  /** How long a Service that nobody looks at any more is kept ready. */
  readonly lingerMillis: number;
}

export const DEFAULT_LIMITS: HubLimits = {
  subscribers: 1_000,
  subscribersPerClient: 100,
  podWatches: 50,
  queuedBytes: 1024 * 1024,
  logBytes: 4 * 1024 * 1024,
  deltaBytes: 512 * 1024,
  frameMillis: 100,
  rowMillis: 40,
  pingMillis: 15_000,
  lingerMillis: 60_000,
};
