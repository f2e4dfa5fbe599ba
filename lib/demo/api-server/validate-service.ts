import type { KubeObject } from '#lib/demo/api-server/kube-object.ts';
import type { FieldError } from '#lib/demo/api-server/status-error.ts';
import {
  invalidValue,
  requiredValue,
  unsupportedValue,
  validateLabels,
} from '#lib/demo/api-server/validate-metadata.ts';
import type { WriteRules } from '#lib/demo/api-server/write-rules.ts';
import { TOPOLOGY_AWARE_HINTS_ANNOTATION, TOPOLOGY_MODE_ANNOTATION } from '#lib/model/well-known.ts';
import { type Json, list, record, text } from '#lib/to-model/json.ts';

const TYPES = ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'];
const PROTOCOLS = ['SCTP', 'TCP', 'UDP'];
const TRAFFIC_POLICIES = ['Cluster', 'Local'];

/** What `ValidateService` of pkg/apis/core/validation finds, as far as a user of the embedded cluster can meet it. */
export function validateService(rules: WriteRules, service: KubeObject, old?: KubeObject): readonly FieldError[] {
  const spec = record(service['spec']);
  return [
    ...validateTopologyAnnotations(rules, service),
    ...validatePorts(spec),
    ...oneOf('spec.type', spec['type'], TYPES),
    ...oneOf('spec.sessionAffinity', spec['sessionAffinity'], ['ClientIP', 'None']),
    ...oneOf('spec.internalTrafficPolicy', spec['internalTrafficPolicy'], TRAFFIC_POLICIES),
    ...oneOf('spec.externalTrafficPolicy', spec['externalTrafficPolicy'], TRAFFIC_POLICIES),
    ...(rules.trafficDistributions.length === 0
      ? []
      : oneOf('spec.trafficDistribution', spec['trafficDistribution'], rules.trafficDistributions)),
    ...validateLabels('spec.selector', spec['selector']),
    ...validateFamilies(spec),
    ...validateUpdate(spec, record(old?.['spec'])),
  ];
}

function oneOf(field: string, value: unknown, supported: readonly string[]): readonly FieldError[] {
  return value === undefined || supported.includes(text(value)) ? [] : [unsupportedValue(field, value, supported)];
}

function validateTopologyAnnotations(rules: WriteRules, service: KubeObject): readonly FieldError[] {
  const annotations = service.metadata.annotations ?? {};
  const hints = annotations[TOPOLOGY_AWARE_HINTS_ANNOTATION];
  const mode = annotations[TOPOLOGY_MODE_ANNOTATION];
  if (!rules.topologyAnnotationsMustAgree || hints === undefined || mode === undefined || hints === mode) return [];
  const why = `must match annotations[${TOPOLOGY_MODE_ANNOTATION}] when both are specified`;
  return [invalidValue(`metadata.annotations[${TOPOLOGY_AWARE_HINTS_ANNOTATION}]`, hints, why)];
}

function validatePorts(spec: Json): readonly FieldError[] {
  const ports = list(spec['ports']).map(record);
  const mayLackPorts = spec['clusterIP'] === 'None' || spec['type'] === 'ExternalName';
  if (ports.length === 0) return mayLackPorts ? [] : [requiredValue('spec.ports')];
  return ports.flatMap((port, index) => {
    const field = `spec.ports[${index}]`;
    const name = text(port['name']);
    const same = ports.findIndex((other) => text(other['name']) === name);
    const number = port['port'];
    return [
      ...(name === '' && ports.length > 1 ? [requiredValue(`${field}.name`)] : []),
      ...(name !== '' && same < index ? [duplicate(`${field}.name`, name)] : []),
      ...(typeof number === 'number' && Number.isInteger(number) && number >= 1 && number <= 65_535
        ? []
        : [invalidValue(`${field}.port`, number ?? 0, 'must be between 1 and 65535, inclusive')]),
      ...oneOf(`${field}.protocol`, port['protocol'], PROTOCOLS),
    ];
  });
}

function duplicate(field: string, value: string): FieldError {
  return { field, reason: 'FieldValueDuplicate', message: `Duplicate value: ${JSON.stringify(value)}` };
}

/** The embedded cluster has IPv4 only. */
function validateFamilies(spec: Json): readonly FieldError[] {
  const families = list(spec['ipFamilies']);
  const wrong = families.find((family) => family !== 'IPv4');
  if (wrong !== undefined) return [invalidValue('spec.ipFamilies[0]', wrong, 'not configured on this cluster')];
  if (spec['ipFamilyPolicy'] !== 'RequireDualStack') return [];
  return [
    invalidValue('spec.ipFamilyPolicy', 'RequireDualStack', 'this cluster is not configured for dual-stack services'),
  ];
}

function validateUpdate(spec: Json, old: Json): readonly FieldError[] {
  const before = text(old['clusterIP']);
  if (before === '' || spec['type'] === 'ExternalName' || old['type'] === 'ExternalName') return [];
  if (text(spec['clusterIP']) === before) return [];
  return [invalidValue('spec.clusterIPs[0]', list(spec['clusterIPs']), 'may not change once set')];
}
