/** How large the soaked cluster is, and what happens in it. */
export interface ClusterShape {
  readonly nodes: number;
  readonly services: number;
  readonly endpoints: number;
  /** Changes of one endpoint each, a second. */
  readonly changes: number;
  readonly clients: number;
}

export const FULL_SHAPE: ClusterShape = {
  nodes: 5_000,
  services: 10_000,
  endpoints: 100_000,
  changes: 100,
  clients: 100,
};

export const NAMESPACE = 'soak';
/** Services that clients look at: the large ones, some middling ones, some small ones. */
const WATCHED = 20;
export const ENDPOINTS_PER_SLICE = 100;

export function serviceName(index: number): string {
  return `service-${String(index).padStart(5, '0')}`;
}

/** The Service that a client looks at. */
export function watchedService(client: number, { services }: ClusterShape): number {
  const watched = Math.min(WATCHED, services);
  return Math.floor(((client % watched) / watched) ** 3 * services);
}

/** How many endpoints each Service has: one in 1,000 has a tenth of all, one in 100 twice that share, the rest the rest. */
export function endpointCounts({ services, endpoints }: ClusterShape): readonly number[] {
  const large = Math.max(1, Math.floor(services / 1_000));
  const middling = Math.max(1, Math.floor(services / 100) - large);
  const ofLarge = Math.floor((endpoints * 0.1) / large);
  const ofMiddling = Math.floor((endpoints * 0.18) / middling);
  const small = services - large - middling;
  let left = endpoints - large * ofLarge - middling * ofMiddling;
  return Array.from({ length: services }, (_, index) => {
    if (index < large) return ofLarge;
    if (index < large + middling) return ofMiddling;
    const count = Math.round(left / (small - (index - large - middling)));
    left -= count;
    return count;
  });
}

/** A name that tells which change wrote it and when, in microseconds of the machine's clock. */
export function markerOf(change: number, sentMicros: number): string {
  return `change-${change}-${sentMicros}`;
}

/** When the change was sent that wrote this name; undefined for a name that no change wrote. */
export function sentMicrosOf(name: string): number | undefined {
  const match = /^change-\d+-(\d+)$/.exec(name);
  return match === null ? undefined : Number(match[1]);
}

/** One clock for all processes of this machine. */
export function nowMicros(): number {
  return Math.round((performance.timeOrigin + performance.now()) * 1_000);
}
