import { type DesiredInput, desiredEndpoints } from '#lib/endpoint-slice/desired-endpoints.ts';
import { emptySlice, isPlaceholder } from '#lib/endpoint-slice/empty-slice.ts';
import { portMapKey } from '#lib/endpoint-slice/endpoint-ports.ts';
import { type PackedSlices, packEndpoints } from '#lib/endpoint-slice/pack-endpoints.ts';
import type { HintResult } from '#lib/hints/add-hints.ts';
import type { Hinting } from '#lib/hints/choose-hinting.ts';
import type { CpuRatios } from '#lib/hints/cpu-ratios.ts';
import { hintSlices } from '#lib/hints/hint-slices.ts';
import type { HintedBefore } from '#lib/hints/with-zone-hints.ts';
import type { EndpointSlice } from '#lib/model/endpoint-slice.ts';
import type { Pod } from '#lib/model/pod.ts';

export interface AddressTypeInput extends DesiredInput {
  readonly existing: readonly EndpointSlice[];
  readonly hinting: Hinting;
  readonly ratios: CpuRatios;
  readonly maxEndpointsPerSlice: number;
  readonly hintedBefore?: HintedBefore | undefined;
}

/** What one address type's sync writes: slices to create have no name yet. */
export interface AddressTypeResult extends HintResult {
  readonly toDelete: readonly EndpointSlice[];
  /** Left-out pods, or the one failure that kept anything from being written. */
  readonly errors: readonly string[];
  readonly failed: boolean;
}

/** One address type of one Service (k8s.io/endpointslice Reconciler.reconcileByAddressType, finalize). */
export function reconcileAddressType(pods: readonly Pod[], input: AddressTypeInput): AddressTypeResult {
  const { existing, hinting, ratios, rules, hintedBefore } = input;
  const { groupByPortMap, errors, failure, failedPod } = desiredEndpoints(pods, input);
  if (failure !== undefined) return failedSync(existing, failure, failedPod);
  const packed = packGroups(groupByPortMap, input);
  const { toDelete, toCreate } = withPlaceholder(packed, input);
  const gone = new Set([...packed.toUpdate, ...toDelete].map((slice) => slice.name));
  const unchanged = existing.filter((slice) => !gone.has(slice.name));
  const hinted = hintSlices({ toCreate, toUpdate: packed.toUpdate, unchanged }, hinting, {
    ratios,
    rules,
    hintedBefore,
  });
  return { ...hinted, ...reuseDeleted(hinted, toDelete), errors, failed: false };
}

function failedSync(existing: readonly EndpointSlice[], failure: string, pod: Pod | undefined): AddressTypeResult {
  return {
    toCreate: [],
    toUpdate: [],
    unchanged: existing,
    toDelete: [],
    decision: {
      reason: 'sync-failed-on-missing-node',
      values: { pod: pod?.name ?? '', node: pod?.nodeName ?? '' },
    },
    oneOfSeveral: false,
    countsOneOfSeveral: false,
    errors: [failure],
    failed: true,
  };
}

/** Packs each port map by itself; slices of a port map that no pod has any more are deleted. */
function packGroups(
  groupByPortMap: ReturnType<typeof desiredEndpoints>['groupByPortMap'],
  { existing, service, addressType, rules, maxEndpointsPerSlice }: AddressTypeInput,
): PackedSlices {
  const existingByPortMap = new Map<string, EndpointSlice[]>();
  for (const slice of existing) {
    const key = portMapKey(slice.ports);
    existingByPortMap.set(key, [...(existingByPortMap.get(key) ?? []), slice]);
  }
  const packed = [...groupByPortMap].map(([key, group]) =>
    packEndpoints(existingByPortMap.get(key) ?? [], group.endpoints, {
      rules,
      maxEndpointsPerSlice,
      emptySlice: emptySlice(service, addressType, group.ports),
    }),
  );
  const undesired = [...existingByPortMap].flatMap(([key, slices]) => (groupByPortMap.has(key) ? [] : slices));
  return {
    toCreate: packed.flatMap((group) => group.toCreate),
    toUpdate: packed.flatMap((group) => group.toUpdate),
    toDelete: [...packed.flatMap((group) => group.toDelete), ...undesired],
  };
}

/** A Service without any endpoint keeps one slice without ports; newer minors leave a right one alone. */
function withPlaceholder({ toCreate, toDelete }: PackedSlices, input: AddressTypeInput) {
  const { existing, service, addressType, rules } = input;
  if (existing.length !== toDelete.length || toCreate.length > 0) return { toCreate, toDelete };
  const [only] = toDelete;
  const isThere = toDelete.length === 1 && only !== undefined && isPlaceholder(only, service);
  if (rules.keepsPlaceholder && isThere) return { toCreate, toDelete: [] };
  return { toCreate: [emptySlice(service, addressType, [])], toDelete };
}

/** A slice to delete is written over by one to create, the last first, and keeps its name (finalize). */
function reuseDeleted(hinted: HintResult, toDelete: readonly EndpointSlice[]) {
  const reused = Math.min(hinted.toCreate.length, toDelete.length);
  const overwritten = hinted.toCreate.toReversed().slice(0, reused);
  return {
    toCreate: hinted.toCreate.slice(0, hinted.toCreate.length - reused),
    toUpdate: [
      ...hinted.toUpdate,
      ...overwritten.map((slice, index) => ({ ...slice, ...identityOf(toDelete[index]) })),
    ],
    toDelete: toDelete.slice(reused),
  };
}

function identityOf(slice: EndpointSlice | undefined) {
  if (slice === undefined) return {};
  const { name, uid, creationTime } = slice;
  return { name, uid, ...(creationTime === undefined ? {} : { creationTime }) };
}
