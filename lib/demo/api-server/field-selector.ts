import type { KubeObject } from '#lib/demo/api-server/kube-object.ts';
import type { Resource } from '#lib/demo/api-server/resources.ts';
import { badRequest } from '#lib/demo/api-server/status-error.ts';
import { isRecord } from '#lib/to-model/json.ts';

export type FieldMatcher = (object: KubeObject) => boolean;

const COMMON_FIELDS: readonly string[] = ['metadata.name', 'metadata.namespace'];

/** What each resource's strategy offers beyond name and namespace (pkg/registry/core). */
const FIELDS_BY_RESOURCE: Readonly<Record<string, readonly string[]>> = {
  pods: [
    'spec.nodeName',
    'spec.restartPolicy',
    'spec.schedulerName',
    'spec.serviceAccountName',
    'status.phase',
    'status.podIP',
  ],
  nodes: ['spec.unschedulable'],
  namespaces: ['status.phase'],
  replicasets: ['status.replicas'],
  services: ['spec.clusterIP', 'spec.type'],
  events: [
    'involvedObject.kind',
    'involvedObject.namespace',
    'involvedObject.name',
    'involvedObject.uid',
    'involvedObject.apiVersion',
    'involvedObject.resourceVersion',
    'involvedObject.fieldPath',
    'reason',
    'reportingComponent',
    'source',
    'type',
  ],
};

const REQUIREMENT = /^([^=!]+?)(==|=|!=)(.*)$/;

/**
 * The `fieldSelector` of a request (`metadata.name=x,status.phase!=Failed`), as `fields.ParseSelector` reads it.
 *
 * @throws StatusError BadRequest for a field that the resource does not offer.
 */
export function fieldMatcher(resource: Resource, selector: string): FieldMatcher {
  const requirements = selector
    .split(',')
    .filter((part) => part !== '')
    .map((part) => toRequirement(resource, part));
  return (object) => requirements.every((matches) => matches(object));
}

function toRequirement(resource: Resource, part: string): FieldMatcher {
  const [, field = '', operator, value = ''] = REQUIREMENT.exec(part) ?? [];
  if (operator === undefined) throw badRequest(`invalid selector: '${part}'; can't understand '${part}'`);
  const known = COMMON_FIELDS.includes(field) || FIELDS_BY_RESOURCE[resource.name]?.includes(field) === true;
  if (!known) throw badRequest(`field label not supported: ${field}`);
  return (object) => (fieldValue(object, field) === value) === (operator !== '!=');
}

function fieldValue(object: KubeObject, field: string): string {
  let value: unknown = object;
  for (const key of field.split('.')) value = isRecord(value) ? value[key] : undefined;
  if (field === 'source' && isRecord(value)) value = value['component'];
  return value === undefined || value === null ? '' : String(value);
}
