import { fault, gatesOf, nodesOf, podsOf, serviceOf, slicesOf, versionOf } from '#lib/answer/read-case.ts';
import { reconcileService } from '#lib/endpoint-slice/reconcile-service.ts';
import { addHints } from '#lib/hints/add-hints.ts';
import { cpuRatios } from '#lib/hints/cpu-ratios.ts';
import type { ControllerEvent } from '#lib/hints/hint-events.ts';
import { type HintMemory, rememberHints } from '#lib/hints/hint-memory.ts';
import { hintTallies } from '#lib/hints/hint-tallies.ts';
import { isOverloaded } from '#lib/hints/is-overloaded.ts';
import { reconcileTrafficDistribution } from '#lib/hints/reconcile-traffic-distribution.ts';
import { type SlicePartition, slicesOf as slicesOfPartition } from '#lib/hints/slice-partition.ts';
import { controllerRulesOf } from '#lib/kube-version/controller-rules.ts';
import type { EndpointSlice } from '#lib/model/endpoint-slice.ts';
import { type Json, optionalNumber, record, text, texts } from '#lib/to-model/json.ts';

export const HINT_KINDS: ReadonlySet<string> = new Set(['addHints', 'reconcileHints', 'reconcile', 'overload']);

type CountByKey = Readonly<Record<string, number>>;

/** One result of the controller, in the shape of the recorded ones. */
export interface HintOutcome {
  readonly byAddress: Readonly<
    Record<string, { readonly zones: readonly string[]; readonly nodes?: readonly string[] } | null>
  >;
  readonly families: Readonly<Record<string, FamilyOutcome>>;
}

export interface FamilyOutcome {
  readonly readyEndpoints: number;
  readonly hintedReady: number;
  readonly countsPerZone: CountByKey;
  readonly flows: CountByKey;
}

export interface HintAnswer {
  readonly outcomes: readonly [HintOutcome];
  readonly events: readonly ControllerEvent[];
  readonly error?: string;
  readonly overloaded: boolean;
  readonly populatedAfter: boolean;
  readonly sliceSizes?: readonly string[];
  readonly endpoints?: Json;
  readonly unchangedAfter?: readonly string[];
}

interface Result {
  readonly slices: readonly EndpointSlice[];
  readonly events: readonly ControllerEvent[];
  readonly memory: HintMemory;
  readonly error?: string | undefined;
  readonly unchanged?: readonly EndpointSlice[];
}

/** What the EndpointSlice controller of the case's version does with it. */
export function answerHints(source: Json): HintAnswer {
  const kind = text(source['kind']);
  const { slices, events, memory, error, unchanged } = resultOf(source, kind);
  const ratios = cpuRatios(nodesOf(source), rulesOf(source));
  return {
    outcomes: [outcomeOf(slices)],
    events: [...events].sort((left, right) => (eventText(left) < eventText(right) ? -1 : 1)),
    ...(error === undefined ? {} : { error }),
    overloaded: [...memory.hintsByZoneByAddressType.values()].some((hints) => isOverloaded(hints, ratios)),
    populatedAfter: memory.populated,
    ...(kind === 'reconcile' ? { sliceSizes: sliceSizes(slices), endpoints: endpointsOf(slices) } : {}),
    ...(unchanged === undefined ? {} : { unchangedAfter: unchanged.map((slice) => slice.name) }),
  };
}

function rulesOf(source: Json) {
  return controllerRulesOf(versionOf(source), gatesOf(source));
}

function resultOf(source: Json, kind: string): Result {
  const rules = rulesOf(source);
  const slices = slicesOf(source);
  const before = memoryBefore(source);
  switch (kind) {
    case 'overload':
      return { slices, events: [], memory: before };
    case 'addHints': {
      const addressType = slices[0]?.addressType ?? '';
      const result = addHints(partitionOf(source, slices), { ratios: cpuRatios(nodesOf(source), rules), rules });
      const { memory, events } = rememberHints(before, result, { addressType, rules });
      return { slices: slicesOfPartition(result), events, memory, unchanged: result.unchanged };
    }
    case 'reconcileHints': {
      const distribution = serviceOf(source).trafficDistribution;
      const result = reconcileTrafficDistribution(partitionOf(source, slices), distribution, rules);
      return { slices: slicesOfPartition(result), events: [], memory: before, unchanged: result.unchanged };
    }
    case 'reconcile': {
      let created = 0;
      const maxEndpointsPerSlice = optionalNumber(source['maxEndpointsPerSlice']);
      const result = reconcileService({
        service: serviceOf(source),
        nodes: nodesOf(source),
        pods: podsOf(source),
        slices,
        rules,
        state: before,
        newSliceName: () => `new-${created++}`,
        ...(maxEndpointsPerSlice === undefined ? {} : { maxEndpointsPerSlice }),
      });
      return { slices: result.slices, events: result.events, memory: result.state, error: result.error };
    }
    default:
      throw fault(source, `kind "${kind}" is none of ${[...HINT_KINDS].join(', ')}`);
  }
}

function memoryBefore(source: Json): HintMemory {
  const cache = source['cacheBefore'];
  const entries = Object.entries(record(cache)).map(
    ([type, counts]) => [type, new Map(Object.entries(record(counts)) as [string, number][])] as const,
  );
  const populated = source['populatedBefore'];
  return {
    hintsByZoneByAddressType: new Map(entries),
    populated: typeof populated === 'boolean' ? populated : cache !== undefined,
  };
}

function partitionOf(source: Json, slices: readonly EndpointSlice[]): SlicePartition {
  const sliceByName = new Map(slices.map((slice) => [slice.name, slice]));
  const partition = record(source['partition']);
  const named = (part: keyof SlicePartition): readonly EndpointSlice[] =>
    texts(partition[part]).map((name) => {
      const slice = sliceByName.get(name);
      if (slice === undefined) throw fault(source, `partition.${part} names slice "${name}", which is not there`);
      return slice;
    });
  return { toCreate: named('toCreate'), toUpdate: named('toUpdate'), unchanged: named('unchanged') };
}

function outcomeOf(slices: readonly EndpointSlice[]): HintOutcome {
  const byAddress: Record<string, { zones: readonly string[]; nodes?: readonly string[] } | null> = {};
  for (const { addresses, hints } of slices.flatMap((slice) => slice.endpoints)) {
    const nodes = hints?.forNodes ?? [];
    byAddress[addresses[0] ?? ''] =
      hints === undefined ? null : { zones: hints.forZones ?? [], ...(nodes.length > 0 ? { nodes } : {}) };
  }
  const families = [...hintTallies(slices)].map(([type, tally]): readonly [string, FamilyOutcome] => [
    type,
    {
      readyEndpoints: tally.readyEndpoints,
      hintedReady: tally.hintedReady,
      countsPerZone: Object.fromEntries(tally.countByZone),
      flows: Object.fromEntries(tally.countByFlow),
    },
  ]);
  return { byAddress, families: Object.fromEntries(families) };
}

/** "type [port=number] endpoints", sorted. */
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
    endpoints.map(({ addresses, conditions, nodeName = null, zone = null }) => [
      addresses[0],
      { conditions, nodeName, zone },
    ]),
  );
}

function eventText({ type, reason, message }: ControllerEvent): string {
  return `${type} ${reason} ${message}`;
}
