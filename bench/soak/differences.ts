import { NAMESPACE, serviceName } from './cluster-shape.ts';

/** An endpoint as the API server and a reader know it: address, ready, the name that its last change gave it. */
type SeenEndpoint = readonly [address: string, ready: boolean, name: string];

export interface Truth {
  readonly changes: number;
  readonly bytes: number;
  readonly endpointsByService: readonly (readonly SeenEndpoint[])[];
}

export interface ReadersReport {
  readonly p50Millis: number | null;
  readonly p99Millis: number | null;
  readonly maxMillis: number | null;
  readonly measured: number;
  /** Frames that came out of order or twice. */
  readonly gaps: number;
  /** Streams that ended. */
  readonly ended: number;
  readonly bytes: number;
  readonly frames: number;
  readonly seen: readonly { readonly service: number; readonly endpoints: readonly SeenEndpoint[] }[];
  readonly readyByService: Readonly<Record<string, number>>;
}

/** In how many endpoints and rows what readers hold differs from the truth. */
export function differencesOf(truth: Truth, report: ReadersReport): number {
  let differences = 0;
  for (const { service, endpoints } of report.seen) {
    const want = truth.endpointsByService[service] ?? [];
    differences += Math.abs(want.length - endpoints.length);
    for (const [at, endpoint] of want.entries()) {
      const seen = endpoints[at];
      if (seen !== undefined && endpoint.some((field, index) => seen[index] !== field)) differences += 1;
    }
  }
  for (const [service, endpoints] of truth.endpointsByService.entries()) {
    const ready = endpoints.filter(([, isReady]) => isReady).length;
    if (report.readyByService[`${NAMESPACE}/${serviceName(service)}`] !== ready) differences += 1;
  }
  return differences;
}
