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

/** The endpoints and rows in which what readers hold differs from the truth, each in words. */
export function differencesOf(truth: Truth, report: ReadersReport): readonly string[] {
  const differences: string[] = [];
  for (const [client, { service, endpoints }] of report.seen.entries()) {
    const want = truth.endpointsByService[service] ?? [];
    for (let at = 0; at < Math.max(want.length, endpoints.length); at += 1) {
      const [is, seen] = [textOf(want[at]), textOf(endpoints[at])];
      if (is !== seen)
        differences.push(`client ${client}, ${serviceName(service)}, endpoint ${at}: ${seen}, not ${is}`);
    }
  }
  for (const [service, endpoints] of truth.endpointsByService.entries()) {
    const ready = endpoints.filter(([, isReady]) => isReady).length;
    const seen = report.readyByService[`${NAMESPACE}/${serviceName(service)}`];
    if (seen !== ready) differences.push(`row of ${serviceName(service)}: ${seen} ready, not ${ready}`);
  }
  return differences;
}

function textOf(endpoint: SeenEndpoint | undefined): string {
  return endpoint === undefined ? 'none' : endpoint.join(' ');
}
