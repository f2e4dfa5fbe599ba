import type { ClusterFacts } from '#lib/diagnose/cluster-facts.ts';
import { isWrittenByController } from '#lib/diagnose/hint-decision.ts';
import { ENDPOINT_SLICE_CONTROLLER } from '#lib/endpoint-slice/empty-slice.ts';
import type { ControllerRules } from '#lib/kube-version/controller-rules.ts';
import type { Endpoint, EndpointConditions, EndpointSlice } from '#lib/model/endpoint-slice.ts';
import type { Service } from '#lib/model/service.ts';

/** So many addresses are held against each other one by one, which is faster than a set of them. */
const FEW = 16;
/** How many ways there are for three conditions, each true, false or absent. */
const STATES = 27;
/** More zones than any cluster has, so that two of them and a state are one number. */
const ZONES = 1 << 12;

/** Zones by number, for as long as the facts live. */
const numbersByFacts = new WeakMap<ClusterFacts, Map<string, number>>();

export interface LikenessScene {
  readonly facts: ClusterFacts;
  readonly rules: ControllerRules;
}

/**
 * All that a row reads of a Service and its slice, as one text: of a large cluster most Services are like many others,
 * and those of one text have one row but for the name. Undefined where a row may hang on more than counts (which node,
 * which address, which slice): a Local policy, several ports, families or slices, a slice of somebody else, an endpoint
 * without its node's zone or with hints for nodes or several zones, an address that stands twice.
 */
export function rowLikeness(
  service: Service,
  slices: readonly EndpointSlice[],
  { facts, rules }: LikenessScene,
): string | undefined {
  const [slice] = slices;
  if (slice === undefined || slices.length > 1 || !isPlainService(service) || !isPlainSlice(slice, service)) {
    return undefined;
  }
  // Then the moment at which the slice was written decides, too.
  if (!rules.recountsOnZoneChange && facts.nodesChangedAt !== undefined) return undefined;
  if (hasTwins(slice.endpoints)) return undefined;
  const counts = countKinds(slice.endpoints, facts);
  if (counts === undefined) return undefined;
  let text = `${service.type} ${isWrittenByController(service)} ${service.trafficDistribution ?? '-'}`;
  for (const key in service.annotations) text += `\n${key}=${service.annotations[key]}`;
  for (const kind of [...counts.keys()].sort((left, right) => left - right)) text += `\n${kind} ${counts.get(kind)}`;
  return text;
}

/** One port, one family, served by kube-proxy, and no policy that tells nodes apart. */
function isPlainService(service: Service): boolean {
  const { clusterIP, type } = service;
  for (const _label in service.labels) return false;
  return (
    service.ports.length === 1 &&
    service.ipFamilies.length === 1 &&
    service.internalTrafficPolicy !== 'Local' &&
    service.externalTrafficPolicy !== 'Local' &&
    service.topologyKeys === undefined &&
    clusterIP !== '' &&
    clusterIP !== 'None' &&
    type !== 'ExternalName'
  );
}

/** The controller's own, of this Service, family and port. */
function isPlainSlice(slice: EndpointSlice, service: Service): boolean {
  const [slicePort] = slice.ports;
  const [port] = service.ports;
  return (
    slice.ports.length === 1 &&
    slicePort?.name === port?.name &&
    (slicePort?.protocol ?? 'TCP') === port?.protocol &&
    (slicePort?.port ?? 0) !== 0 &&
    slice.addressType === service.ipFamilies[0] &&
    slice.managedBy === ENDPOINT_SLICE_CONTROLLER &&
    slice.serviceName === service.name &&
    slice.namespace === service.namespace &&
    !slice.headless
  );
}

/** Does an address stand twice, or is there none? */
function hasTwins(endpoints: readonly Endpoint[]): boolean {
  if (endpoints.length > FEW) return new Set(endpoints.map(({ addresses }) => addresses[0])).size < endpoints.length;
  for (let index = 0; index < endpoints.length; index++) {
    const address = endpoints[index]?.addresses[0];
    if (address === undefined) return true;
    for (let other = 0; other < index; other++) if (endpoints[other]?.addresses[0] === address) return true;
  }
  return false;
}

/** How many endpoints there are of each kind: zone, hinted zone and conditions in one number. */
function countKinds(endpoints: readonly Endpoint[], facts: ClusterFacts): ReadonlyMap<number, number> | undefined {
  const numbers = numbersByFacts.get(facts) ?? new Map<string, number>();
  numbersByFacts.set(facts, numbers);
  const countByKind = new Map<number, number>();
  for (const { zone = '', nodeName, hints, conditions } of endpoints) {
    const node = nodeName === undefined ? undefined : facts.nodeByName.get(nodeName);
    if (zone === '' || (node !== undefined && node.zone !== zone)) return undefined;
    const zones = hints?.forZones ?? NO_ZONES;
    if (zones.length > 1 || zones[0] === '' || (hints?.forNodes ?? NO_ZONES).length > 0) return undefined;
    const hinted = zones.length === 0 ? 0 : numberOf(zones[0] ?? '', numbers);
    const kind = (numberOf(zone, numbers) * ZONES + hinted) * STATES + stateOf(conditions);
    countByKind.set(kind, (countByKind.get(kind) ?? 0) + 1);
  }
  return numbers.size < ZONES ? countByKind : undefined;
}

const NO_ZONES: readonly string[] = [];

/** From 1 on. */
function numberOf(zone: string, numbers: Map<string, number>): number {
  const known = numbers.get(zone);
  if (known !== undefined) return known;
  numbers.set(zone, numbers.size + 1);
  return numbers.size;
}

function stateOf({ ready, serving, terminating }: EndpointConditions): number {
  return (digitOf(ready) * 3 + digitOf(serving)) * 3 + digitOf(terminating);
}

function digitOf(condition: boolean | undefined): number {
  if (condition === undefined) return 0;
  return condition ? 1 : 2;
}
