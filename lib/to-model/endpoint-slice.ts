import type {
  Endpoint,
  EndpointConditions,
  EndpointHints,
  EndpointPort,
  EndpointSlice,
  TargetRef,
} from '#lib/model/endpoint-slice.ts';
import { HEADLESS_LABEL, MANAGED_BY_LABEL, SERVICE_NAME_LABEL } from '#lib/model/well-known.ts';
import {
  defined,
  isRecord,
  type Json,
  list,
  optionalNumber,
  optionalText,
  record,
  text,
  texts,
} from '#lib/to-model/json.ts';
import { toObjectMeta } from '#lib/to-model/object-meta.ts';

/** A discovery.k8s.io/v1 EndpointSlice, projected to the kept fields; undefined without metadata or name. */
export function toEndpointSlice(object: Json): EndpointSlice | undefined {
  const meta = toObjectMeta(object);
  if (meta === undefined) return undefined;
  const labels = record(record(object['metadata'])['labels']);
  return {
    kind: 'EndpointSlice',
    ...meta,
    addressType: text(object['addressType']),
    serviceName: text(labels[SERVICE_NAME_LABEL]),
    managedBy: text(labels[MANAGED_BY_LABEL]),
    headless: Object.hasOwn(labels, HEADLESS_LABEL),
    ports: list(object['ports']).map(record).map(toEndpointPort),
    endpoints: list(object['endpoints']).map(record).map(toEndpoint),
  };
}

/** Written out field by field: a cluster may hold 100,000 of these. */
export function toEndpoint(endpoint: Json): Endpoint {
  const result: Mutable<Endpoint> = {
    addresses: texts(endpoint['addresses']),
    conditions: toConditions(record(endpoint['conditions'])),
  };
  const nodeName = endpoint['nodeName'];
  const zone = endpoint['zone'];
  const hostname = endpoint['hostname'];
  if (typeof nodeName === 'string') result.nodeName = nodeName;
  if (typeof zone === 'string') result.zone = zone;
  if (typeof hostname === 'string') result.hostname = hostname;
  if (isRecord(endpoint['hints'])) result.hints = toHints(endpoint['hints']);
  if (isRecord(endpoint['targetRef'])) result.targetRef = toTargetRef(endpoint['targetRef']);
  return result;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

function toConditions(conditions: Json): EndpointConditions {
  const result: Mutable<EndpointConditions> = {};
  const { ready, serving, terminating } = conditions;
  if (typeof ready === 'boolean') result.ready = ready;
  if (typeof serving === 'boolean') result.serving = serving;
  if (typeof terminating === 'boolean') result.terminating = terminating;
  return result;
}

function toHints(hints: Json): EndpointHints {
  const result: Mutable<EndpointHints> = {};
  const forZones = hintNames(hints['forZones']);
  const forNodes = hintNames(hints['forNodes']);
  if (forZones !== undefined) result.forZones = forZones;
  if (forNodes !== undefined) result.forNodes = forNodes;
  return result;
}

function hintNames(hints: unknown): readonly string[] | undefined {
  return Array.isArray(hints) ? hints.map((hint) => text(record(hint)['name'])) : undefined;
}

function toTargetRef(ref: Json): TargetRef {
  return { kind: text(ref['kind']), name: text(ref['name']), uid: text(ref['uid']) };
}

function toEndpointPort(port: Json): EndpointPort {
  return defined({
    name: optionalText(port['name']),
    protocol: optionalText(port['protocol']),
    port: optionalNumber(port['port']),
    appProtocol: optionalText(port['appProtocol']),
  });
}
