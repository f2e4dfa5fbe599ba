import { isDeepStrictEqual } from 'node:util';
import type { KubeObject } from '#lib/demo/api-server/kube-object.ts';
import { labelSelectorMatcher } from '#lib/demo/api-server/object-selector.ts';
import type { FieldError } from '#lib/demo/api-server/status-error.ts';
import { validateAutoscaler } from '#lib/demo/api-server/validate-autoscaler.ts';
import {
  invalidValue,
  requiredValue,
  unsupportedValue,
  validateLabels,
  validateMetadata,
} from '#lib/demo/api-server/validate-metadata.ts';
import { validateService } from '#lib/demo/api-server/validate-service.ts';
import type { WriteRules } from '#lib/demo/api-server/write-rules.ts';
import { POD_DELETION_COST_ANNOTATION } from '#lib/model/well-known.ts';
import { type Json, list, record, stringByKey, text } from '#lib/to-model/json.ts';

const CANONICAL_INT32 = /^(0|-?[1-9]\d*|-0+\d*)$/;
const ADDRESS_TYPES = ['FQDN', 'IPv4', 'IPv6'];
const TAINT_EFFECTS = ['NoExecute', 'NoSchedule', 'PreferNoSchedule'];
const NOT_UPDATABLE =
  'pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)';

/** The invalid fields of an object that is created (`old` absent) or updated; none when it is valid. */
export function validateObject(rules: WriteRules, object: KubeObject, old?: KubeObject): readonly FieldError[] {
  return [...validateMetadata(object), ...validateKind(rules, object, old)];
}

function validateKind(rules: WriteRules, object: KubeObject, old?: KubeObject): readonly FieldError[] {
  switch (object.kind) {
    case 'Service':
      return validateService(rules, object, old);
    case 'Deployment':
    case 'ReplicaSet':
      return validateWorkload(record(object['spec']), old && record(old['spec']));
    case 'Pod':
      return validatePod(rules, object, old);
    case 'Node':
      return validateTaints(record(object['spec']));
    case 'HorizontalPodAutoscaler':
      return validateAutoscaler(object);
    case 'EndpointSlice':
      return validateSlice(object, old);
    default:
      return [];
  }
}

function validateWorkload(spec: Json, old?: Json): readonly FieldError[] {
  const labels = stringByKey(record(record(spec['template'])['metadata'])['labels']);
  const replicas = spec['replicas'];
  const selector = spec['selector'];
  return [
    ...(selector === undefined ? [requiredValue('spec.selector')] : []),
    ...(typeof replicas === 'number' && Number.isInteger(replicas) && replicas >= 0
      ? []
      : [invalidValue('spec.replicas', replicas, 'must be greater than or equal to 0')]),
    ...(selector !== undefined && !labelSelectorMatcher(selector)(labels)
      ? [invalidValue('spec.template.metadata.labels', labels, '`selector` does not match template `labels`')]
      : []),
    ...validateLabels('spec.template.labels', labels),
    ...(old !== undefined && !isDeepStrictEqual(old['selector'], selector)
      ? [invalidValue('spec.selector', selector, 'field is immutable')]
      : []),
    ...validateContainers('spec.template.spec.containers', record(spec['template'])['spec']),
  ];
}

function validateContainers(field: string, podSpec: unknown): readonly FieldError[] {
  const containers = list(record(podSpec)['containers']).map(record);
  if (containers.length === 0) return [requiredValue(field)];
  return containers.flatMap((container, index) => [
    ...(text(container['name']) === '' ? [requiredValue(`${field}[${index}].name`)] : []),
    ...(text(container['image']) === '' ? [requiredValue(`${field}[${index}].image`)] : []),
  ]);
}

function validatePod(rules: WriteRules, pod: KubeObject, old?: KubeObject): readonly FieldError[] {
  const cost = pod.metadata.annotations?.[POD_DELETION_COST_ANNOTATION];
  const badCost = rules.deletionCostMustBeNumber && cost !== undefined && !CANONICAL_INT32.test(cost);
  return [
    ...(badCost
      ? [invalidValue(`metadata.annotations[${POD_DELETION_COST_ANNOTATION}]`, cost, 'must be a 32bit integer')]
      : []),
    ...validateContainers('spec.containers', pod['spec']),
    ...(old !== undefined && !isDeepStrictEqual(fixedFields(pod), fixedFields(old))
      ? [{ field: 'spec', reason: 'FieldValueInvalid' as const, message: `Forbidden: ${NOT_UPDATABLE}` }]
      : []),
  ];
}

/** The pod's spec without what an update may change; binding and the scheduler write nodeName. */
function fixedFields(pod: KubeObject): Json {
  const spec = record(pod['spec']);
  const free = ['nodeName', 'containers', 'initContainers', 'activeDeadlineSeconds', 'tolerations', 'schedulingGates'];
  const fixed = Object.fromEntries(Object.entries(spec).filter(([key]) => !free.includes(key)));
  const withoutImage = (value: unknown) => ({ ...record(value), image: '' });
  return {
    ...fixed,
    containers: list(spec['containers']).map(withoutImage),
    initContainers: list(spec['initContainers']).map(withoutImage),
  };
}

function validateTaints(spec: Json): readonly FieldError[] {
  return list(spec['taints'])
    .map(record)
    .flatMap((taint, index) => [
      ...(text(taint['key']) === '' ? [requiredValue(`metadata.taints[${index}].key`)] : []),
      ...(TAINT_EFFECTS.includes(text(taint['effect']))
        ? []
        : [unsupportedValue(`metadata.taints[${index}].effect`, taint['effect'], TAINT_EFFECTS)]),
    ]);
}

function validateSlice(slice: KubeObject, old?: KubeObject): readonly FieldError[] {
  const addressType = text(slice['addressType']);
  return [
    ...(addressType === '' ? [requiredValue('addressType')] : []),
    ...(addressType === '' || ADDRESS_TYPES.includes(addressType)
      ? []
      : [unsupportedValue('addressType', addressType, ADDRESS_TYPES)]),
    ...(old !== undefined && old['addressType'] !== slice['addressType']
      ? [invalidValue('addressType', addressType, 'field is immutable')]
      : []),
    ...list(slice['endpoints']).flatMap((endpoint, index) =>
      list(record(endpoint)['addresses']).length === 0
        ? [requiredValue(`endpoints[${index}].addresses`, 'must contain at least 1 address')]
        : [],
    ),
  ];
}
