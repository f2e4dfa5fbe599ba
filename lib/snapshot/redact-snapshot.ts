import type { Endpoint, EndpointSlice } from '#lib/model/endpoint-slice.ts';
import type { HorizontalPodAutoscaler } from '#lib/model/horizontal-pod-autoscaler.ts';
import { type NamespacedName, parseServiceKey } from '#lib/model/names.ts';
import type { Node } from '#lib/model/node.ts';
import type { Pod } from '#lib/model/pod.ts';
import type { Change } from '#lib/model/scenario.ts';
import type { Service } from '#lib/model/service.ts';
import { type NameOf, pseudonymsFor } from '#lib/snapshot/pseudonyms.ts';
import { redactKey, redactLabels } from '#lib/snapshot/redact-labels.ts';
import { redactImage, redactPod, redactPodName } from '#lib/snapshot/redact-pod.ts';
import type { Snapshot } from '#lib/snapshot/snapshot.ts';

/**
 * The same snapshot under pseudonyms: nodes, zones, regions, namespaces, Services, pods, slices, workloads, autoscalers, containers,
 * images, and whatever labels the owner chose. Addresses, ports, versions and Kubernetes' own labels stay, and so does
 * every answer.
 */
export function redactSnapshot(snapshot: Snapshot): Snapshot {
  const nameOf = pseudonymsFor((collect) => rename(snapshot, collect));
  return { ...rename(snapshot, nameOf), context: '', redacted: true };
}

function rename(snapshot: Snapshot, nameOf: NameOf): Snapshot {
  const { cluster, whatIf, service } = snapshot;
  const podByKey = new Map(cluster.pods.map((pod) => [`${pod.namespace}/${pod.name}`, pod]));
  return {
    ...snapshot,
    cluster: {
      ...cluster,
      gateOverrides: cluster.gateOverrides.map(({ node, ...override }) =>
        node === undefined ? override : { ...override, node: nameOf('node', node) },
      ),
      ...(cluster.missing !== undefined && {
        missing: cluster.missing.map((right) => {
          const [what = '', namespace] = right.split(' -n ');
          return namespace === undefined ? what : `${what} -n ${nameOf('namespace', namespace)}`;
        }),
      }),
      nodes: cluster.nodes.map((node) => renameNode(node, nameOf)),
      services: cluster.services.map((object) => renameService(object, nameOf)),
      slices: cluster.slices.map((slice) => renameSlice(slice, podByKey, nameOf)),
      pods: cluster.pods.map((pod) => redactPod(pod, nameOf)),
      ...(cluster.autoscalers !== undefined && {
        autoscalers: cluster.autoscalers.map((autoscaler) => renameAutoscaler(autoscaler, nameOf)),
      }),
    },
    whatIf: whatIf.map((change) => renameChange(change, nameOf)),
    ...(service === undefined ? {} : { service: renameKey(service, nameOf) }),
  };
}

function renameNode(node: Node, nameOf: NameOf): Node {
  return {
    ...node,
    name: nameOf('node', node.name),
    labels: redactLabels(node.labels, nameOf),
    taints: node.taints.map(({ key, value, effect }) => ({
      key: redactKey(key, nameOf),
      value: value === '' ? '' : nameOf('value', value),
      effect,
    })),
    images: node.images.map(({ names, sizeBytes }) => ({
      names: names.map((name) => redactImage(name, nameOf)),
      sizeBytes,
    })),
  };
}

function renameService(service: Service, nameOf: NameOf): Service {
  const { selector } = service;
  return {
    ...service,
    name: nameOf('service', service.name),
    namespace: nameOf('namespace', service.namespace),
    labels: Object.fromEntries(
      Object.entries(service.labels).map(([key, value]) => [key, value === '' ? '' : nameOf('value', value)]),
    ),
    ...(selector === undefined ? {} : { selector: redactLabels(selector, nameOf) }),
  };
}

function renameAutoscaler(autoscaler: HorizontalPodAutoscaler, nameOf: NameOf): HorizontalPodAutoscaler {
  const { target } = autoscaler;
  return {
    ...autoscaler,
    name: nameOf('autoscaler', autoscaler.name),
    namespace: nameOf('namespace', autoscaler.namespace),
    target: { ...target, name: nameOf('workload', target.name) },
  };
}

function renameSlice(slice: EndpointSlice, podByKey: ReadonlyMap<string, Pod>, nameOf: NameOf): EndpointSlice {
  return {
    ...slice,
    name: nameOf('slice', slice.name),
    namespace: nameOf('namespace', slice.namespace),
    serviceName: slice.serviceName === '' ? '' : nameOf('service', slice.serviceName),
    endpoints: slice.endpoints.map((endpoint) => renameEndpoint(endpoint, slice.namespace, { podByKey, nameOf })),
  };
}

function renameEndpoint(
  endpoint: Endpoint,
  namespace: string,
  { podByKey, nameOf }: { readonly podByKey: ReadonlyMap<string, Pod>; readonly nameOf: NameOf },
): Endpoint {
  const { nodeName, zone, hostname, hints, targetRef } = endpoint;
  const podName = (name: string) => redactPodName(podByKey.get(`${namespace}/${name}`) ?? { name }, nameOf);
  const { forZones, forNodes } = hints ?? {};
  return {
    ...endpoint,
    ...(nodeName === undefined ? {} : { nodeName: nameOf('node', nodeName) }),
    ...(zone === undefined ? {} : { zone: nameOf('zone', zone) }),
    ...(hostname === undefined ? {} : { hostname: podName(hostname) }),
    ...(hints === undefined
      ? {}
      : {
          hints: {
            ...(forZones === undefined ? {} : { forZones: forZones.map((name) => nameOf('zone', name)) }),
            ...(forNodes === undefined ? {} : { forNodes: forNodes.map((name) => nameOf('node', name)) }),
          },
        }),
    ...(targetRef === undefined ? {} : { targetRef: { ...targetRef, name: podName(targetRef.name) } }),
  };
}

function renameChange(change: Change, nameOf: NameOf): Change {
  switch (change.kind) {
    case 'zone-down':
    case 'zonal-shift':
    case 'node-add':
      return { ...change, zone: nameOf('zone', change.zone) };
    case 'drain':
    case 'cordon':
    case 'cpu':
      return { ...change, node: nameOf('node', change.node) };
    case 'relabel':
      return { ...change, node: nameOf('node', change.node), zone: nameOf('zone', change.zone) };
    default:
      return change;
  }
}

function renameKey(key: NamespacedName, nameOf: NameOf): NamespacedName {
  const { namespace = '', name = '' } = parseServiceKey(key) ?? {};
  return `${nameOf('namespace', namespace)}/${nameOf('service', name)}`;
}
