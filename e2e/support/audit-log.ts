import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RealCluster } from './realcluster.ts';

/** A request as the API server saw it. */
export interface AuditEvent {
  readonly user: string;
  /** "watch nodes", "get /version" */
  readonly request: string;
  readonly code: number;
}

/** What Zonescope asked a cluster that was started with `--audit`, whoever it did so as. */
export function requestsOfZonescope({ directory }: RealCluster): readonly AuditEvent[] {
  const text = readFileSync(join(directory, 'data', 'audit.log'), 'utf8');
  // The API server goes on writing while this reads: the last line may not be whole.
  const lines = text.slice(0, Math.max(0, text.lastIndexOf('\n'))).split('\n');
  return lines
    .map((line) => JSON.parse(line))
    .filter((event) => String(event.userAgent ?? '').startsWith('zonescope'))
    .map((event) => ({
      user: String(event.user?.username),
      request: `${event.verb} ${event.objectRef?.resource ?? event.requestURI}`,
      code: Number(event.responseStatus?.code ?? 0),
    }));
}
