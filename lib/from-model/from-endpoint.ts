import type { Endpoint, EndpointHints } from '#lib/model/endpoint-slice.ts';
import type { Json } from '#lib/to-model/json.ts';

/** One endpoint as discovery.k8s.io/v1 writes it; reading it gives the same endpoint. */
export function fromEndpoint(endpoint: Endpoint, namespace: string): Json {
  const { addresses, conditions, hostname, targetRef, nodeName, zone, hints } = endpoint;
  return {
    addresses,
    conditions: { ...conditions },
    ...(hostname === undefined ? {} : { hostname }),
    ...(targetRef === undefined
      ? {}
      : { targetRef: { kind: targetRef.kind, namespace, name: targetRef.name, uid: targetRef.uid } }),
    ...(nodeName === undefined ? {} : { nodeName }),
    ...(zone === undefined ? {} : { zone }),
    ...(hints === undefined ? {} : { hints: fromHints(hints) }),
  };
}

function fromHints({ forZones, forNodes }: EndpointHints): Json {
  return {
    ...(forZones === undefined ? {} : { forZones: forZones.map((name) => ({ name })) }),
    ...(forNodes === undefined ? {} : { forNodes: forNodes.map((name) => ({ name })) }),
  };
}
