import type { Endpoint, EndpointSlice } from '#lib/model/endpoint-slice.ts';
import { createEndpointPool, type EndpointPool } from '#lib/server/hub/endpoint-pool.ts';
import { isSame } from '#lib/wire/merge-patch.ts';

/**
 * Makes slices as they come in of what is held already. A watch sends a slice whole, though mostly one of its endpoints
 * has changed: with the others shared, a Service's past costs what changed, and whoever compares two states sees at a
 * glance what stayed.
 *
 * @returns a function from the slice that is held (undefined for a new one) and the one that came to what to hold: equal
 *   to the one that came, and the very slice that is held where that is equal already.
 */
export function createSliceSharing(
  pool: EndpointPool = createEndpointPool(),
): (before: EndpointSlice | undefined, after: EndpointSlice) => EndpointSlice {
  return (before, after) => {
    if (before === undefined) return { ...after, endpoints: after.endpoints.map(pool.pooled) };
    const endpoints = sharedEndpoints(before.endpoints, after.endpoints, pool);
    return shared(before, { ...after, endpoints });
  };
}

/** The EndpointSlice controller keeps the order of those that stay, so mostly the next one is the one that is looked for. */
function sharedEndpoints(
  before: readonly Endpoint[],
  after: readonly Endpoint[],
  pool: EndpointPool,
): readonly Endpoint[] {
  let atByAddress: ReadonlyMap<string | undefined, number> | undefined;
  let next = 0;
  const result = after.map((endpoint) => {
    const [address] = endpoint.addresses;
    let old = before[next];
    if (old === undefined || old.addresses[0] !== address) {
      atByAddress ??= new Map(before.map(({ addresses }, at) => [addresses[0], at]));
      const found = atByAddress.get(address);
      if (found === undefined) return pool.pooled(endpoint);
      next = found;
      old = before[found];
    }
    next += 1;
    if (old === undefined) return pool.pooled(endpoint);
    const kept = shared(old, endpoint);
    return kept === old ? old : pool.pooled(kept);
  });
  const isAll = result.length === before.length && result.every((endpoint, at) => endpoint === before[at]);
  return isAll ? before : result;
}

/** `before` where `after` is equal, else `after` with the fields of `before` that are: of equal texts, too, there should be one. */
function shared<T extends object>(before: T, after: T): T {
  if (isSame(before, after)) return before;
  const result = { ...after };
  for (const key of Object.keys(result) as (keyof T)[]) {
    if (isSame(before[key], result[key])) result[key] = before[key];
  }
  return result;
}
