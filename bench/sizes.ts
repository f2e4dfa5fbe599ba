import type { ZonedClusterSize } from './zoned-cluster.ts';

/** The sizes that every rule is timed at. */
export const SIZES: readonly ZonedClusterSize[] = [
  { nodes: 4, endpoints: 12, zones: 2 },
  { nodes: 100, endpoints: 1_000, zones: 3 },
  { nodes: 5_000, endpoints: 5_000, zones: 3 },
];

export function nameOf({ nodes, endpoints }: ZonedClusterSize): string {
  return `${nodes}x${endpoints}`;
}
