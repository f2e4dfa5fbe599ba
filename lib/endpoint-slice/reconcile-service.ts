import { addressTypesOf } from '#lib/endpoint-slice/address-types.ts';
import { ENDPOINT_SLICE_CONTROLLER } from '#lib/endpoint-slice/empty-slice.ts';
import { selectorOf } from '#lib/endpoint-slice/is-selected.ts';
import { type AddressTypeResult, reconcileAddressType } from '#lib/endpoint-slice/reconcile-address-type.ts';
import { chooseHinting, type Hinting } from '#lib/hints/choose-hinting.ts';
import type { CpuRatios } from '#lib/hints/cpu-ratios.ts';
import type { ControllerEvent } from '#lib/hints/hint-events.ts';
import {
  forgetAddressType,
  forgetHints,
  type HintMemory,
  hintMemoryKey,
  type Remembered,
  rememberHints,
} from '#lib/hints/hint-memory.ts';
import { givesHints, type HintDecision } from '#lib/hints/hint-reasons.ts';
import { type HintTally, hintTallies } from '#lib/hints/hint-tallies.ts';
import { nodeTableOf } from '#lib/hints/node-table.ts';
import type { HintedBefore } from '#lib/hints/with-zone-hints.ts';
import type { ControllerRules } from '#lib/kube-version/controller-rules.ts';
import type { EndpointSlice } from '#lib/model/endpoint-slice.ts';
import type { Node } from '#lib/model/node.ts';
import type { Pod } from '#lib/model/pod.ts';
import type { Service } from '#lib/model/service.ts';

/** Kubernetes' default of `--max-endpoints-per-slice`. */
export const DEFAULT_MAX_ENDPOINTS_PER_SLICE = 100;

export interface ReconcileInput {
  readonly service: Service;
  /** Any pods: those that the selector does not match are left out. New endpoints come in this order. */
  readonly pods: readonly Pod[];
  /** The Nodes as they are now: endpoints learn their zones from them. A list is read once, so never change one in place. */
  readonly nodes: readonly Node[];
  /** Any slices: only those of this Service and this controller are touched. */
  readonly slices: readonly EndpointSlice[];
  readonly rules: ControllerRules;
  /** What the controller remembers of this Service; EMPTY_HINT_MEMORY after its start. */
  readonly state: HintMemory;
  /** The shares as the controller last counted them; counted anew from `nodes` where absent. */
  readonly ratios?: CpuRatios;
  readonly maxEndpointsPerSlice?: number;
  /** Where slices that were given the last time keep what became of them; absent: all are hinted anew. */
  readonly hintedBefore?: HintedBefore;
  /** The name of a new slice, different at each call. */
  readonly newSliceName: (addressType: string) => string;
}

export interface ReconciledFamily extends HintTally {
  readonly decision: HintDecision;
  readonly oneOfSeveral: boolean;
  readonly countsOneOfSeveral: boolean;
}

export interface Reconciled {
  readonly toCreate: readonly EndpointSlice[];
  readonly toUpdate: readonly EndpointSlice[];
  readonly toDelete: readonly EndpointSlice[];
  readonly unchanged: readonly EndpointSlice[];
  /** All slices of the Service afterwards: unchanged and updated ones in their old order, then new ones. */
  readonly slices: readonly EndpointSlice[];
  readonly events: readonly ControllerEvent[];
  /** The text of the error that makes the controller try again; what could be written was written. */
  readonly error?: string;
  readonly state: HintMemory;
  readonly hinting: Hinting;
  /** The decision of the first family without hints, or of the first of all. */
  readonly decision: HintDecision;
  readonly byFamily: ReadonlyMap<string, ReconciledFamily>;
}

/**
 * One sync of one Service by the EndpointSlice controller (pkg/controller/endpointslice Controller.syncService,
 * k8s.io/endpointslice Reconciler.Reconcile): pods, nodes and the slices that are there give the slices to be.
 * A Service without selector, and in newer minors one of type ExternalName, is left alone.
 * Families are taken in the order of `ipFamilies`, where Go takes them at random.
 */
export function reconcileService(input: ReconcileInput): Reconciled {
  const { service, rules, state } = input;
  const existing = input.slices.filter((slice) => isOwn(slice, service));
  const hinting = chooseHinting(service, rules);
  const skipped = skippedReason(service, rules);
  if (skipped !== undefined) return untouched(existing, hinting, { state, decision: skipped });
  const pods = input.pods.filter(selectorOf(service));
  const { nodeByName, ratios: ratiosNow } = nodeTableOf(input.nodes, rules);
  const ratios = input.ratios ?? ratiosNow;
  const families = addressTypesOf(service);
  const toDelete = existing.filter((slice) => !families.some((family) => family === slice.addressType));
  let memory = toDelete.reduce((before, slice) => forgetAddressType(before, slice.addressType), state);
  const events: ControllerEvent[] = [];
  const results: AddressTypeResult[] = [];
  for (const addressType of families) {
    const ofType = existing.filter((slice) => slice.addressType === addressType);
    const result = reconcileAddressType(pods, {
      service,
      addressType,
      nodeByName,
      rules,
      existing: ofType,
      hinting,
      ratios,
      maxEndpointsPerSlice: input.maxEndpointsPerSlice ?? DEFAULT_MAX_ENDPOINTS_PER_SLICE,
      hintedBefore: input.hintedBefore,
    });
    results.push(result);
    const remembered = remember(memory, result, { addressType, hinting, rules });
    memory = remembered.memory;
    events.push(...remembered.events);
  }
  return { ...assembled(existing, input, { results, toDelete }), events, state: memory, hinting };
}

interface RememberInput {
  readonly addressType: string;
  readonly hinting: Hinting;
  readonly rules: ControllerRules;
}

function remember(memory: HintMemory, result: AddressTypeResult, input: RememberInput): Remembered {
  if (result.failed || !input.rules.hasTopologyCache) return { memory, events: [] };
  if (input.hinting.kind !== 'auto') return forgetHints(memory, input);
  return rememberHints(memory, result, { ...input, key: hintMemoryKey(input.addressType, input.rules) });
}

interface Outcome {
  readonly results: readonly AddressTypeResult[];
  /** Slices of a family that the Service no longer has. */
  readonly toDelete: readonly EndpointSlice[];
}

function assembled(existing: readonly EndpointSlice[], input: ReconcileInput, { results, toDelete }: Outcome) {
  const isLeaving = input.service.deletionTime !== undefined;
  const toCreate = results
    .flatMap((result) => (isLeaving ? [] : result.toCreate))
    .map((slice) => ({ ...slice, name: input.newSliceName(slice.addressType) }));
  const toUpdate = results.flatMap((result) => result.toUpdate);
  const deleted = [...toDelete, ...results.flatMap((result) => result.toDelete)];
  const sliceByName = new Map([...existing, ...toUpdate].map((slice) => [slice.name, slice]));
  for (const slice of deleted) sliceByName.delete(slice.name);
  const slices = [...sliceByName.values(), ...toCreate];
  const errors = [...new Set(results.flatMap((result) => result.errors))];
  return {
    toCreate,
    toUpdate,
    toDelete: deleted,
    unchanged: results.flatMap((result) => result.unchanged),
    slices,
    ...(errors.length === 0 ? {} : { error: aggregated(errors) }),
    ...familyDecisions(input.service, slices, results),
  };
}

function familyDecisions(service: Service, slices: readonly EndpointSlice[], results: readonly AddressTypeResult[]) {
  const tallyByType = hintTallies(slices);
  const byFamily = new Map<string, ReconciledFamily>();
  for (const [index, addressType] of addressTypesOf(service).entries()) {
    const result = results[index];
    if (result === undefined) continue;
    const { decision, oneOfSeveral, countsOneOfSeveral } = result;
    const tally = tallyByType.get(addressType) ?? NO_TALLY;
    byFamily.set(addressType, { ...tally, decision, oneOfSeveral, countsOneOfSeveral });
  }
  const decisions = results.map((result) => result.decision);
  const decision = decisions.find(({ reason }) => !givesHints(reason)) ?? decisions[0] ?? NOTHING_TO_HINT;
  return { decision, byFamily };
}

const NO_TALLY: HintTally = { readyEndpoints: 0, hintedReady: 0, countByZone: new Map(), countByFlow: new Map() };
const NOTHING_TO_HINT: HintDecision = { reason: 'nothing-to-hint', values: {} };

/** Several errors in brackets, each once (apimachinery util/errors aggregate). */
function aggregated(errors: readonly string[]): string {
  return errors.length === 1 ? (errors[0] ?? '') : `[${errors.join(', ')}]`;
}

function isOwn(slice: EndpointSlice, service: Service): boolean {
  return (
    slice.namespace === service.namespace &&
    slice.serviceName === service.name &&
    slice.managedBy === ENDPOINT_SLICE_CONTROLLER &&
    slice.deletionTime === undefined
  );
}

function skippedReason(service: Service, rules: ControllerRules): HintDecision | undefined {
  if (service.type === 'ExternalName' && rules.skipsExternalName) {
    return { reason: 'service-is-external-name', values: {} };
  }
  if (Object.keys(service.selector ?? {}).length === 0) return { reason: 'service-without-selector', values: {} };
  return undefined;
}

function untouched(
  existing: readonly EndpointSlice[],
  hinting: Hinting,
  { state, decision }: { readonly state: HintMemory; readonly decision: HintDecision },
): Reconciled {
  const nothing = { toCreate: [], toUpdate: [], toDelete: [], events: [], byFamily: new Map() };
  return { ...nothing, unchanged: existing, slices: existing, state, hinting, decision };
}
