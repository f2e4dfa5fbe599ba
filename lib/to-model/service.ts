import type { LoadBalancerIngress, Service, ServicePort } from '#lib/model/service.ts';
import {
  HEADLESS_LABEL,
  SERVICE_PROXY_NAME_LABEL,
  TOPOLOGY_AWARE_HINTS_ANNOTATION,
  TOPOLOGY_MODE_ANNOTATION,
} from '#lib/model/well-known.ts';
import {
  defined,
  isRecord,
  type Json,
  list,
  optionalNumber,
  optionalText,
  record,
  stringByKey,
  text,
  texts,
} from '#lib/to-model/json.ts';
import { toObjectMeta } from '#lib/to-model/object-meta.ts';

const KEPT_LABELS: ReadonlySet<string> = new Set([HEADLESS_LABEL, SERVICE_PROXY_NAME_LABEL]);
const KEPT_ANNOTATIONS: ReadonlySet<string> = new Set([TOPOLOGY_AWARE_HINTS_ANNOTATION, TOPOLOGY_MODE_ANNOTATION]);

/** A core/v1 Service, projected to the kept fields; undefined without metadata or name. */
export function toService(object: Json): Service | undefined {
  const meta = toObjectMeta(object);
  if (meta === undefined) return undefined;
  const metadata = record(object['metadata']);
  const spec = record(object['spec']);
  const loadBalancer = record(record(object['status'])['loadBalancer']);
  const clientIP = record(record(spec['sessionAffinityConfig'])['clientIP']);
  return {
    kind: 'Service',
    ...meta,
    labels: stringByKey(metadata['labels'], (key) => KEPT_LABELS.has(key)),
    annotations: stringByKey(metadata['annotations'], (key) => KEPT_ANNOTATIONS.has(key)),
    type: optionalText(spec['type']) ?? 'ClusterIP',
    clusterIP: text(spec['clusterIP']),
    clusterIPs: texts(spec['clusterIPs']),
    ipFamilies: texts(spec['ipFamilies']),
    ports: list(spec['ports']).map(record).map(toServicePort),
    ...defined({
      selector: isRecord(spec['selector']) ? stringByKey(spec['selector']) : undefined,
      internalTrafficPolicy: optionalText(spec['internalTrafficPolicy']),
      externalTrafficPolicy: optionalText(spec['externalTrafficPolicy']),
      sessionAffinity: optionalText(spec['sessionAffinity']),
      sessionAffinityTimeout: optionalNumber(clientIP['timeoutSeconds']),
      trafficDistribution: optionalText(spec['trafficDistribution']),
      loadBalancerSourceRanges: isFilled(spec['loadBalancerSourceRanges'])
        ? texts(spec['loadBalancerSourceRanges'])
        : undefined,
      topologyKeys: isFilled(spec['topologyKeys']) ? texts(spec['topologyKeys']) : undefined,
      healthCheckNodePort: optionalNumber(spec['healthCheckNodePort']),
    }),
    publishNotReadyAddresses: spec['publishNotReadyAddresses'] === true,
    externalIPs: texts(spec['externalIPs']),
    loadBalancerIngress: list(loadBalancer['ingress']).map(record).flatMap(toIngress),
  };
}

function isFilled(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0;
}

function toServicePort(port: Json): ServicePort {
  const targetPort = port['targetPort'];
  return defined({
    name: text(port['name']),
    protocol: optionalText(port['protocol']) ?? 'TCP',
    port: optionalNumber(port['port']) ?? 0,
    targetPort: optionalText(targetPort) ?? optionalNumber(targetPort),
    nodePort: optionalNumber(port['nodePort']),
    appProtocol: optionalText(port['appProtocol']),
  });
}

/** A hostname does not make a Service externally accessible, so only addresses are kept. */
function toIngress(ingress: Json): readonly LoadBalancerIngress[] {
  const ip = text(ingress['ip']);
  return ip === '' ? [] : [defined({ ip, ipMode: optionalText(ingress['ipMode']) })];
}
