import { belongsInSlices } from '#lib/endpoint-slice/belongs-in-slices.ts';
import { endpointPorts, portMapKey } from '#lib/endpoint-slice/endpoint-ports.ts';
import { podToEndpoint } from '#lib/endpoint-slice/pod-to-endpoint.ts';
import type { ControllerRules } from '#lib/kube-version/controller-rules.ts';
import type { Endpoint, EndpointPort } from '#lib/model/endpoint-slice.ts';
import type { Node } from '#lib/model/node.ts';
import type { Pod } from '#lib/model/pod.ts';
import type { Service } from '#lib/model/service.ts';

/** The endpoints of pods that serve the same ports; they may be none, where each pod's Node is missing. */
export interface PortMapGroup {
  readonly ports: readonly EndpointPort[];
  readonly endpoints: readonly Endpoint[];
}

export interface DesiredEndpoints {
  /** By portMapKey, in the order of the pods. */
  readonly groupByPortMap: ReadonlyMap<string, PortMapGroup>;
  /** Pods left out since their Node does not exist, one message each. */
  readonly errors: readonly string[];
  /** The sync failed as a whole, with this message. */
  readonly failure?: string;
  /** The pod on the missing Node behind `failure`. */
  readonly failedPod?: Pod;
}

export interface DesiredInput {
  readonly service: Service;
  readonly addressType: string;
  readonly nodeByName: ReadonlyMap<string, Node>;
  readonly rules: ControllerRules;
}

/**
 * What the pods ask for (first part of k8s.io/endpointslice Reconciler.reconcileByAddressType).
 * A pod whose Node is missing fails the sync in the oldest minors; later it is left out with an error, unless
 * publishNotReadyAddresses asks for every pod.
 */
export function desiredEndpoints(pods: readonly Pod[], input: DesiredInput): DesiredEndpoints {
  const { service, addressType, nodeByName, rules } = input;
  const groupByPortMap = new Map<string, { ports: readonly EndpointPort[]; endpoints: Endpoint[] }>();
  const errors: string[] = [];
  const samePorts = service.ports.every(({ targetPort }) => typeof targetPort !== 'string');
  let ports: readonly EndpointPort[] | undefined;
  let key = '';
  for (const pod of pods) {
    if (!belongsInSlices(pod, service, rules)) continue;
    if (ports === undefined || !samePorts) {
      ports = endpointPorts(service, pod, rules);
      key = portMapKey(ports);
    }
    const group = groupByPortMap.get(key) ?? { ports, endpoints: [] };
    groupByPortMap.set(key, group);
    const node = nodeByName.get(pod.nodeName);
    if (node === undefined && rules.missingNode === 'fails-the-sync') {
      return { groupByPortMap, errors, failure: `node "${pod.nodeName}" not found`, failedPod: pod };
    }
    if (node === undefined && !service.publishNotReadyAddresses) {
      const where = `Service ${service.namespace}/${service.name}: Node ${pod.nodeName} Not Found`;
      errors.push(`skipping Pod ${pod.name} for ${where}`);
      continue;
    }
    const endpoint = podToEndpoint(pod, { service, node, addressType, rules });
    if (endpoint.addresses.length > 0) group.endpoints.push(endpoint);
  }
  return { groupByPortMap, errors };
}
