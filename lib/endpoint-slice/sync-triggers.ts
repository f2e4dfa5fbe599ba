import { ENDPOINT_SLICE_CONTROLLER } from '#lib/endpoint-slice/empty-slice.ts';
import { isSelected } from '#lib/endpoint-slice/is-selected.ts';
import type { CpuRatios } from '#lib/hints/cpu-ratios.ts';
import type { HintMemory } from '#lib/hints/hint-memory.ts';
import { isOverloaded } from '#lib/hints/is-overloaded.ts';
import type { ControllerRules } from '#lib/kube-version/controller-rules.ts';
import type { EndpointSlice } from '#lib/model/endpoint-slice.ts';
import type { NamespacedName } from '#lib/model/names.ts';
import { isNodeReady, type Node, zoneLabelOf } from '#lib/model/node.ts';
import type { StringByKey } from '#lib/model/object-meta.ts';
import type { Pod } from '#lib/model/pod.ts';
import type { Service } from '#lib/model/service.ts';

/*
 * Which events make the EndpointSlice controller look again (pkg/controller/endpointslice Controller.addNode,
 * updateNode, deleteNode, addPod, updatePod, onEndpointSliceUpdate). Every change of a Service queues that Service.
 */

/**
 * Does the change of one Node count the nodes anew? Absent `previous` means added, absent `node` deleted. The outcome
 * are new shares of CPU, and a sync of the Services that they overload; of no others, so that lost hints stay lost.
 * CPU, cordon, taints and role labels alone change nothing until the next change that counts.
 */
export function nodesNeedCounting(previous: Node | undefined, node: Node | undefined, rules: ControllerRules): boolean {
  if (!rules.hasTopologyCache) return false;
  if (previous === undefined || node === undefined) return previous !== node;
  if (isNodeReady(previous) !== isNodeReady(node)) return true;
  return rules.recountsOnZoneChange && (zoneLabelOf(previous) ?? '') !== (zoneLabelOf(node) ?? '');
}

/** The Services that a counting of the nodes queues (topologycache TopologyCache.GetOverloadedServices), by name. */
export function overloadedServices(
  memoryByService: ReadonlyMap<NamespacedName, HintMemory>,
  ratios: CpuRatios,
): readonly NamespacedName[] {
  return [...memoryByService]
    .filter(([, memory]) => [...memory.hintsByZoneByAddressType.values()].some((hints) => isOverloaded(hints, ratios)))
    .map(([service]) => service)
    .sort();
}

/** Does the change of one pod queue any Service that selects it? */
export function podChangeQueuesService(previous: Pod | undefined, pod: Pod | undefined): boolean {
  if (previous === undefined || pod === undefined) return previous !== pod;
  return endpointChanged(previous, pod) || membershipChanged(previous, pod);
}

/**
 * The Services that the change of one pod queues (pkg/controller/util/endpoint GetServicesToUpdateOnPodChange).
 * A change of labels alone queues those that it joined or left; any other change all that select it, then or now.
 */
export function servicesQueuedByPod(
  services: readonly Service[],
  previous: Pod | undefined,
  pod: Pod | undefined,
): readonly Service[] {
  if (!podChangeQueuesService(previous, pod)) return [];
  const wholly = previous === undefined || pod === undefined || endpointChanged(previous, pod);
  return services.filter((service) => {
    const was = previous !== undefined && isSelected(previous, service);
    const is = pod !== undefined && isSelected(pod, service);
    return wholly ? was || is : was !== is;
  });
}

/**
 * Does somebody else's change of a slice queue its Service? Only slices that are, or were, this controller's own are
 * looked at; what it wrote itself it knows.
 */
export function sliceChangeQueuesService(
  previous: EndpointSlice | undefined,
  slice: EndpointSlice | undefined,
): boolean {
  return isManaged(previous) || isManaged(slice);
}

function isManaged(slice: EndpointSlice | undefined): boolean {
  return slice?.managedBy === ENDPOINT_SLICE_CONTROLLER;
}

/**
 * podEndpointsChanged: deletion, readiness, addresses. Go compares the pointers of two deletion timestamps, so that every
 * change of a terminating pod counts.
 */
function endpointChanged(previous: Pod, pod: Pod): boolean {
  if (previous.deletionTime !== undefined || pod.deletionTime !== undefined) return true;
  if ((previous.ready?.status === 'True') !== (pod.ready?.status === 'True')) return true;
  return previous.podIPs.join() !== pod.podIPs.join();
}

function membershipChanged(previous: Pod, pod: Pod): boolean {
  if (previous.hostname !== pod.hostname || previous.subdomain !== pod.subdomain) return true;
  return !sameLabels(previous.labels, pod.labels);
}

function sameLabels(left: StringByKey, right: StringByKey): boolean {
  const keys = Object.keys(left);
  if (keys.length !== Object.keys(right).length) return false;
  return keys.every((key) => Object.hasOwn(right, key) && left[key] === right[key]);
}
