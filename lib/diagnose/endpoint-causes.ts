import { readinessOf } from '#lib/diagnose/endpoint-readiness.ts';
import { hintsByZone, sameCounts } from '#lib/diagnose/zone-counts.ts';
import type { Endpoint, EndpointSlice } from '#lib/model/endpoint-slice.ts';
import type { Text } from '#lib/model/text.ts';

/** What happened to a Service's endpoints: how many there are, which are ready, in which zone, with which hints. */
export function endpointCauses(before: readonly EndpointSlice[], after: readonly EndpointSlice[]): readonly Text[] {
  if (before.length === after.length && before.every((slice, index) => slice === after[index])) return [];
  const old = endpointsById(before);
  const now = endpointsById(after);
  let came = 0;
  let ready = 0;
  let notReady = 0;
  let zones = 0;
  for (const [id, endpoint] of now) {
    const known = old.get(id);
    if (known === endpoint) continue;
    if (known === undefined) {
      came += 1;
      continue;
    }
    if (isReady(known) !== isReady(endpoint)) {
      if (isReady(endpoint)) ready += 1;
      else notReady += 1;
    }
    if ((known.zone ?? '') !== (endpoint.zone ?? '')) zones += 1;
  }
  const went = old.size - (now.size - came);
  return [
    ...replicaCauses({ from: old.size, to: now.size, came, went }),
    ...sliceCauses(before, after),
    ...(ready === 0 ? [] : [{ key: 'cause.endpoints-ready', values: { count: ready } }]),
    ...(notReady === 0 ? [] : [{ key: 'cause.endpoints-not-ready', values: { count: notReady } }]),
    ...(zones === 0 ? [] : [{ key: 'cause.endpoint-zones', values: { count: zones } }]),
    ...hintCauses(before, after),
  ];
}

/** Endpoints that are not on their way out, each once per pod (or address, where it names no pod). */
function endpointsById(slices: readonly EndpointSlice[]): ReadonlyMap<string, Endpoint> {
  const found = new Map<string, Endpoint>();
  for (const { endpoints } of slices) {
    for (const endpoint of endpoints) {
      if (endpoint.conditions.terminating !== true) {
        found.set(endpoint.targetRef?.uid ?? endpoint.addresses[0] ?? '', endpoint);
      }
    }
  }
  return found;
}

function isReady({ conditions }: Endpoint): boolean {
  return readinessOf(conditions) === 'ready';
}

function replicaCauses(change: {
  readonly from: number;
  readonly to: number;
  readonly came: number;
  readonly went: number;
}): readonly Text[] {
  const { from, to, came, went } = change;
  if (from !== to) return [{ key: 'cause.replicas', values: { from, to } }];
  return came === 0 && went === 0 ? [] : [{ key: 'cause.replaced', values: { count: came } }];
}

/** A slice that is written anew tells its endpoints' zones anew, which in some minors nothing else does. */
function sliceCauses(before: readonly EndpointSlice[], after: readonly EndpointSlice[]): readonly Text[] {
  if (before.length === 0 || after.length === 0) return [];
  const kept = new Set(before.map(({ uid, name }) => uid || name));
  return after.some(({ uid, name }) => kept.has(uid || name)) ? [] : [{ key: 'cause.slices' }];
}

function hintCauses(before: readonly EndpointSlice[], after: readonly EndpointSlice[]): readonly Text[] {
  const old = hintsByZone(before);
  const now = hintsByZone(after);
  if (sameCounts(old, now)) return [];
  const had = Object.keys(old).some((zone) => zone !== '');
  const has = Object.keys(now).some((zone) => zone !== '');
  if (!had && !has) return [];
  return [{ key: !had ? 'cause.hints-given' : has ? 'cause.hints-changed' : 'cause.hints-removed' }];
}
