import { readdirSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { reconcileService } from '#lib/endpoint-slice/reconcile-service.ts';
import { addHints } from '#lib/hints/add-hints.ts';
import { cpuRatios } from '#lib/hints/cpu-ratios.ts';
import type { ControllerEvent } from '#lib/hints/hint-events.ts';
import { type HintMemory, rememberHints } from '#lib/hints/hint-memory.ts';
import { hintTallies } from '#lib/hints/hint-tallies.ts';
import { isOverloaded } from '#lib/hints/is-overloaded.ts';
import { reconcileTrafficDistribution } from '#lib/hints/reconcile-traffic-distribution.ts';
import { type SlicePartition, slicesOf } from '#lib/hints/slice-partition.ts';
import { controllerRulesOf } from '#lib/kube-version/controller-rules.ts';
import type { EndpointSlice } from '#lib/model/endpoint-slice.ts';
import { parseVersion } from '#lib/model/version.ts';
import { toEndpointSlice } from '#lib/to-model/endpoint-slice.ts';
import type { Json } from '#lib/to-model/json.ts';
import { toNode } from '#lib/to-model/node.ts';
import { toPod } from '#lib/to-model/pod.ts';
import { toService } from '#lib/to-model/service.ts';

/** What the real Go code of each version answered; lib/hints/fixtures/README.md says how. */
const FIXTURES = new URL('../hints/fixtures/', import.meta.url);

/**
 * Cases with several right answers of which the recorded ones lack ours, by "version name", with the reason.
 * A case with one answer never belongs here.
 */
const UNRECORDED: Readonly<Record<string, string>> = {};

interface Vector {
  readonly name: string;
  readonly version: string;
  readonly kind: 'addHints' | 'reconcileHints' | 'reconcile' | 'overload';
  readonly gates: Readonly<Record<string, boolean>>;
  readonly nodes: readonly Json[];
  readonly service: Json;
  readonly pods?: readonly Json[];
  readonly slices: readonly Json[];
  readonly partition?: Readonly<Record<keyof SlicePartition, readonly string[]>>;
  readonly maxEndpointsPerSlice?: number;
  readonly cacheBefore?: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly populatedBefore?: boolean;
  readonly expect: Expected;
}

interface Expected {
  readonly distinctOutcomes: number;
  readonly stable: Readonly<Record<'byAddress' | 'countsPerZone' | 'flows' | 'events' | 'sliceSizes', boolean>>;
  readonly outcomes: readonly Outcome[];
  readonly countVariants?: readonly CountsByFamily[];
  readonly flowVariants?: readonly CountsByFamily[];
  readonly events: readonly ControllerEvent[];
  readonly eventVariants?: readonly (readonly ControllerEvent[])[];
  readonly error?: string;
  readonly overloaded: boolean;
  readonly populatedAfter?: boolean;
  readonly sliceSizes?: readonly string[];
  readonly endpoints?: Json;
  readonly unchangedAfter?: readonly string[];
}

type CountsByFamily = Readonly<Record<string, Readonly<Record<string, number>>>>;

interface Outcome {
  readonly byAddress: Json;
  readonly families: Readonly<
    Record<string, { readonly countsPerZone: Record<string, number>; readonly flows: Record<string, number> }>
  >;
}

interface Answer {
  readonly slices: readonly EndpointSlice[];
  readonly events: readonly ControllerEvent[];
  readonly overloaded: boolean;
  readonly populated: boolean;
  readonly error?: string | undefined;
  readonly unchanged?: readonly string[];
}

describe.each(readdirSync(FIXTURES).filter((file) => file.endsWith('.jsonl.gz')))('%s', (file) => {
  const lines = gunzipSync(readFileSync(new URL(file, FIXTURES)))
    .toString()
    .trim()
    .split('\n');
  const vectors = lines.map((line): Vector => JSON.parse(line));
  test.each([...new Set(vectors.map((vector) => vector.kind))])('every %s case as the Go code answered it', (kind) => {
    const cases = vectors.filter((vector) => vector.kind === kind);
    const misses = cases.flatMap((vector) => {
      if (UNRECORDED[`${vector.version} ${vector.name}`] !== undefined) return [];
      return differences(vector, answer(vector)).map((difference) => `${vector.name}: ${difference}`);
    });
    expect(misses).toEqual([]);
  });
});

function answer(vector: Vector): Answer {
  const rules = controllerRulesOf(present(parseVersion(vector.version)), vector.gates);
  const nodes = vector.nodes.map((node) => present(toNode(node)));
  const service = present(toService(vector.service));
  const slices = vector.slices.map((slice) => present(toEndpointSlice(slice)));
  const ratios = cpuRatios(nodes, rules);
  const before = memoryBefore(vector);
  const settled = (memory: HintMemory) => ({
    overloaded: [...memory.hintsByZoneByAddressType.values()].some((hints) => isOverloaded(hints, ratios)),
    populated: memory.populated,
  });
  switch (vector.kind) {
    case 'overload':
      return { slices, events: [], ...settled(before) };
    case 'addHints': {
      const result = addHints(partitionOf(vector, slices), ratios, rules);
      const addressType = present(slices[0]).addressType;
      const { memory, events } = rememberHints(before, result, { addressType, rules });
      return { slices: slicesOf(result), events, unchanged: namesOf(result.unchanged), ...settled(memory) };
    }
    case 'reconcileHints': {
      const result = reconcileTrafficDistribution(partitionOf(vector, slices), service.trafficDistribution, rules);
      return { slices: slicesOf(result), events: [], unchanged: namesOf(result.unchanged), ...settled(before) };
    }
    case 'reconcile': {
      let created = 0;
      const { maxEndpointsPerSlice } = vector;
      const result = reconcileService({
        service,
        nodes,
        slices,
        rules,
        state: before,
        pods: (vector.pods ?? []).map((pod) => present(toPod(pod))),
        newSliceName: () => `new-${created++}`,
        ...(maxEndpointsPerSlice === undefined ? {} : { maxEndpointsPerSlice }),
      });
      return { slices: result.slices, events: result.events, error: result.error, ...settled(result.state) };
    }
  }
}

function memoryBefore({ cacheBefore, populatedBefore }: Vector): HintMemory {
  const entries = Object.entries(cacheBefore ?? {});
  return {
    hintsByZoneByAddressType: new Map(entries.map(([type, counts]) => [type, new Map(Object.entries(counts))])),
    populated: populatedBefore ?? cacheBefore !== undefined,
  };
}

function partitionOf(vector: Vector, slices: readonly EndpointSlice[]): SlicePartition {
  const byName = new Map(slices.map((slice) => [slice.name, slice]));
  const named = (part: keyof SlicePartition) =>
    (vector.partition?.[part] ?? []).map((name) => present(byName.get(name)));
  return { toCreate: named('toCreate'), toUpdate: named('toUpdate'), unchanged: named('unchanged') };
}

/** Sentences on what is not as recorded; none for a right answer. */
function differences({ kind, version, expect: wanted }: Vector, got: Answer): readonly string[] {
  const outcome = outcomeOf(got.slices);
  const first = wanted.outcomes[0];
  const found: string[] = [];
  const check = (what: string, ours: unknown, theirs: readonly unknown[]) => {
    if (!theirs.some((one) => sameJson(ours, one))) found.push(`${what} ${text(ours)}, not ${text(theirs[0])}`);
  };
  if (first !== undefined && !wanted.outcomes.some((one) => sameJson(one.byAddress, outcome.byAddress))) {
    if (wanted.stable.byAddress) check('hints', outcome.byAddress, [first.byAddress]);
    const counts = wanted.outcomes.map((one) => pick(one, 'countsPerZone'));
    check('counts', pick(outcome, 'countsPerZone'), [...counts, ...(wanted.countVariants ?? [])]);
    const flows = wanted.outcomes.map((one) => pick(one, 'flows'));
    check('flows', pick(outcome, 'flows'), [...flows, ...(wanted.flowVariants ?? [])]);
  }
  check('events', sortedEvents(got.events), [wanted.events, ...(wanted.eventVariants ?? [])].map(sortedEvents));
  check('error', got.error ?? null, [wanted.error ?? null]);
  check('overloaded', got.overloaded, [wanted.overloaded]);
  if (wanted.populatedAfter !== undefined) check('populated', got.populated, [wanted.populatedAfter]);
  if (wanted.unchangedAfter !== undefined) check('unchanged', got.unchanged ?? [], [wanted.unchangedAfter]);
  if (kind === 'reconcile') {
    check('slice sizes', sliceSizes(got.slices), [wanted.sliceSizes ?? []]);
    check('endpoints', endpointsOf(got.slices), [wanted.endpoints ?? {}]);
  }
  return found.map((difference) => `${version} ${difference}`);
}

function outcomeOf(slices: readonly EndpointSlice[]): Outcome {
  const byAddress: Record<string, unknown> = {};
  for (const slice of slices) {
    for (const { addresses, hints } of slice.endpoints) {
      const { forZones: zones = [], forNodes: nodes = [] } = hints ?? {};
      byAddress[addresses[0] ?? ''] = hints === undefined ? null : { zones, ...(nodes.length > 0 && { nodes }) };
    }
  }
  const families = [...hintTallies(slices)].map(([type, tally]) => [
    type,
    { countsPerZone: Object.fromEntries(tally.countByZone), flows: Object.fromEntries(tally.countByFlow) },
  ]);
  return { byAddress, families: Object.fromEntries(families) };
}

function pick(outcome: Outcome, part: 'countsPerZone' | 'flows'): CountsByFamily {
  return Object.fromEntries(Object.entries(outcome.families).map(([type, family]) => [type, family[part]]));
}

function sliceSizes(slices: readonly EndpointSlice[]): readonly string[] {
  return slices
    .map(({ addressType, ports, endpoints }) => {
      const named = ports.map((port) => `${port.name ?? ''}=${port.port}`).sort();
      return `${addressType} [${named.join(',')}] ${endpoints.length}`;
    })
    .sort();
}

function endpointsOf(slices: readonly EndpointSlice[]): Json {
  const endpoints = slices.flatMap((slice) => slice.endpoints);
  return Object.fromEntries(
    endpoints.map(({ addresses, conditions, nodeName, zone }) => [
      addresses[0],
      { conditions, nodeName: nodeName ?? null, zone: zone ?? null },
    ]),
  );
}

function sortedEvents(events: readonly ControllerEvent[]): readonly string[] {
  return events.map(({ type, reason, message }) => `${type} ${reason} ${message}`).sort();
}

function namesOf(slices: readonly EndpointSlice[]): readonly string[] {
  return slices.map((slice) => slice.name);
}

function sameJson(left: unknown, right: unknown): boolean {
  return text(left) === text(right);
}

/** JSON with sorted keys. */
function text(value: unknown): string {
  return JSON.stringify(value, (_, part) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([left], [right]) => (left < right ? -1 : 1)))
      : part,
  );
}

function present<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('Cannot read a vector: an object of it has no metadata');
  return value;
}
