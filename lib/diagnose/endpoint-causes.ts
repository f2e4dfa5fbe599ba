import { readinessOf } from '#lib/diagnose/endpoint-readiness.ts';
import { nodeNames } from '#lib/diagnose/node-names.ts';
import { rolloutOf } from '#lib/diagnose/rollout-of.ts';
import { hintsByZone, sameCounts } from '#lib/diagnose/zone-counts.ts';
import type { Endpoint, EndpointSlice } from '#lib/model/endpoint-slice.ts';
import { isNodeReady, type Node } from '#lib/model/node.ts';
import type { Text } from '#lib/model/text.ts';
import type { TimelineInput } from '#lib/model/timeline.ts';

/** What happened to a Service's endpoints: how many there are and why, which are ready, in which zone, with which hints. */
export function endpointCauses(
  before: readonly EndpointSlice[],
  { slices: after, nodes }: Pick<TimelineInput, 'slices' | 'nodes'>,
): readonly Text[] {
  if (before.length === after.length && before.every((slice, index) => slice === after[index])) return [];
  const old = endpointsById(before);
  const now = endpointsById(after);
  const came: Endpoint[] = [];
  let ready = 0;
  let notReady = 0;
  let zones = 0;
  for (const [id, endpoint] of now) {
    const known = old.get(id);
    if (known === endpoint) continue;
    if (known === undefined) {
      came.push(endpoint);
      continue;
    }
    if (isReady(known) !== isReady(endpoint)) {
      if (isReady(endpoint)) ready += 1;
      else notReady += 1;
    }
    if ((known.zone ?? '') !== (endpoint.zone ?? '')) zones += 1;
  }
  const went = old.size === now.size - came.length ? [] : [...old].flatMap(([id, gone]) => (now.has(id) ? [] : [gone]));
  const wrote = sliceCauses(before, after);
  return [
    ...wrote,
    ...(wrote.some(({ key }) => key === 'cause.slices-written') ? [] : podCauses({ old, now, came, went, nodes })),
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

interface PodChange {
  readonly old: ReadonlyMap<string, Endpoint>;
  readonly now: ReadonlyMap<string, Endpoint>;
  readonly came: readonly Endpoint[];
  readonly went: readonly Endpoint[];
  readonly nodes: readonly Node[];
}

/** A rollout is one cause, however the number goes up and down on its way. */
function podCauses({ old, now, came, went, nodes }: PodChange): readonly Text[] {
  if (came.length === 0 && went.length === 0) return [];
  const workload = rolloutOf({ came, went, stayed: now.values() });
  if (workload !== undefined) return [{ key: 'cause.rollout', values: { workload } }];
  const count =
    old.size === now.size
      ? { key: 'cause.replaced', values: { count: came.length } }
      : { key: 'cause.replicas', values: { from: old.size, to: now.size } };
  return [...departures(went, now, nodes), count];
}

/** Why endpoints went, where their nodes tell it of all of them. */
function departures(
  went: readonly Endpoint[],
  now: ReadonlyMap<string, Endpoint>,
  nodes: readonly Node[],
): readonly Text[] {
  const names = [...new Set(went.map(({ nodeName = '' }) => nodeName))].sort();
  if (names.length === 0 || names.includes('')) return [];
  const nodeByName = new Map(nodes.filter(({ name }) => names.includes(name)).map((node) => [node.name, node]));
  const found = names.map((name) => nodeByName.get(name));
  const tell = (key: string): readonly Text[] => [{ key, values: { ...nodeNames(names), count: went.length } }];
  if (found.every((node) => node === undefined)) return tell('cause.gone-with-nodes');
  if (found.every((node) => node !== undefined && !isNodeReady(node))) return tell('cause.gone-with-not-ready');
  const isLeftEmpty = [...now.values()].every(({ nodeName = '' }) => !names.includes(nodeName));
  return isLeftEmpty && found.every((node) => node?.unschedulable === true) ? tell('cause.drained') : [];
}

/**
 * A slice that is written anew tells its endpoints' zones anew, which in some minors nothing else does. The controller
 * keeps one slice of a Service without endpoints: where none is left, they were deleted.
 */
function sliceCauses(before: readonly EndpointSlice[], after: readonly EndpointSlice[]): readonly Text[] {
  if (after.length === 0) return [{ key: 'cause.slices-deleted' }];
  if (before.length === 0) return [{ key: 'cause.slices-written' }];
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
