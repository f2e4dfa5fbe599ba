import { podAddresses } from '#lib/endpoint-slice/pod-addresses.ts';
import type { ControllerRules } from '#lib/kube-version/controller-rules.ts';
import type { Endpoint, EndpointConditions } from '#lib/model/endpoint-slice.ts';
import { type Node, zoneLabelOf } from '#lib/model/node.ts';
import type { Pod } from '#lib/model/pod.ts';
import type { Service } from '#lib/model/service.ts';

export interface EndpointContext {
  readonly service: Service;
  /** The pod's Node; absent where there is none of that name. */
  readonly node: Node | undefined;
  readonly addressType: string;
  readonly rules: ControllerRules;
}

/**
 * The endpoint of one pod (k8s.io/endpointslice podToEndpoint); `addresses` may be empty, then it is not one of this
 * address type.
 * - ready: publishNotReadyAddresses, or the pod is Ready and not terminating.
 * - serving and terminating: written where the controller writes them.
 * - zone: the Node's zone label, unless empty.
 */
export function podToEndpoint(pod: Pod, { service, node, addressType, rules }: EndpointContext): Endpoint {
  const zone = node === undefined ? undefined : zoneLabelOf(node);
  const hasHostname = pod.hostname !== '' && pod.subdomain === service.name && pod.namespace === service.namespace;
  return {
    addresses: podAddresses(pod.podIPs, addressType, rules),
    conditions: conditionsOf(pod, service, rules),
    targetRef: { kind: 'Pod', name: pod.name, uid: pod.uid },
    ...(pod.nodeName === '' ? {} : { nodeName: pod.nodeName }),
    ...(zone === undefined || zone === '' ? {} : { zone }),
    ...(hasHostname ? { hostname: pod.hostname } : {}),
  };
}

function conditionsOf(pod: Pod, service: Service, rules: ControllerRules): EndpointConditions {
  const serving = pod.ready?.status === 'True';
  const terminating = pod.deletionTime !== undefined;
  const ready = service.publishNotReadyAddresses || (serving && !terminating);
  return rules.writesTerminatingConditions ? { ready, serving, terminating } : { ready };
}
