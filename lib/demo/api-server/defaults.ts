import { asKubeObject, type KubeObject } from '#lib/demo/api-server/kube-object.ts';
import { defaultPodSpec, qosClassOf } from '#lib/demo/api-server/pod-defaults.ts';
import { cpuMetric } from '#lib/demo/api-server/served-version.ts';
import type { WriteRules } from '#lib/demo/api-server/write-rules.ts';
import { isRecord, type Json, list, record, text } from '#lib/to-model/json.ts';

/** The object with the defaults that the API server writes (pkg/apis defaults of each kind). */
export function withDefaults(rules: WriteRules, object: KubeObject): KubeObject {
  switch (object.kind) {
    case 'Service':
      return {
        ...object,
        spec: serviceSpec(rules, record(object['spec'])),
        status: { loadBalancer: {}, ...record(object['status']) },
      };
    case 'Pod':
      return pod(object);
    case 'Deployment':
      return { ...object, spec: deploymentSpec(record(object['spec'])), status: record(object['status']) };
    case 'ReplicaSet':
      return {
        ...object,
        spec: { replicas: 1, ...withTemplate(record(object['spec'])) },
        status: { replicas: 0, ...record(object['status']) },
      };
    case 'EndpointSlice':
      return { ...object, endpoints: list(object['endpoints']).map(sliceEndpoint), ports: slicePorts(object['ports']) };
    case 'HorizontalPodAutoscaler':
      return autoscaler(object);
    case 'Namespace':
      return namespace(object);
    case 'Node':
      return { ...object, spec: record(object['spec']), status: record(object['status']) };
    default:
      return object;
  }
}

function serviceSpec(rules: WriteRules, spec: Json): Json {
  const type = text(spec['type']) || 'ClusterIP';
  if (type === 'ExternalName') return { sessionAffinity: 'None', ...spec, type };
  const external = type === 'NodePort' || type === 'LoadBalancer';
  return {
    ...spec,
    type,
    sessionAffinity: text(spec['sessionAffinity']) || 'None',
    ...(isRecord(spec['ports']) || !Array.isArray(spec['ports']) ? {} : { ports: spec['ports'].map(servicePort) }),
    ipFamilies: spec['ipFamilies'] ?? ['IPv4'],
    ipFamilyPolicy: spec['ipFamilyPolicy'] ?? 'SingleStack',
    ...(spec['sessionAffinity'] === 'ClientIP' && spec['sessionAffinityConfig'] === undefined
      ? { sessionAffinityConfig: { clientIP: { timeoutSeconds: 10_800 } } }
      : {}),
    ...(external ? { externalTrafficPolicy: spec['externalTrafficPolicy'] ?? 'Cluster' } : {}),
    ...(rules.internalTrafficPolicy ? { internalTrafficPolicy: spec['internalTrafficPolicy'] ?? 'Cluster' } : {}),
  };
}

function servicePort(value: unknown): Json {
  const port = record(value);
  return { ...port, protocol: text(port['protocol']) || 'TCP', targetPort: port['targetPort'] || port['port'] };
}

function deploymentSpec(spec: Json): Json {
  const strategy = record(spec['strategy']);
  const type = text(strategy['type']) || 'RollingUpdate';
  const rolling = { maxUnavailable: '25%', maxSurge: '25%', ...record(strategy['rollingUpdate']) };
  return {
    replicas: 1,
    ...withTemplate(spec),
    strategy: type === 'RollingUpdate' ? { type, rollingUpdate: rolling } : { type },
    revisionHistoryLimit: spec['revisionHistoryLimit'] ?? 10,
    progressDeadlineSeconds: spec['progressDeadlineSeconds'] ?? 600,
  };
}

function withTemplate(spec: Json): Json {
  const template = record(spec['template']);
  const metadata = { creationTimestamp: null, ...record(template['metadata']) };
  return { ...spec, template: { ...template, metadata, spec: defaultPodSpec(record(template['spec'])) } };
}

function pod(object: KubeObject): KubeObject {
  const spec = record(object['spec']);
  const known = list(spec['tolerations']).map(record);
  const missing = ['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable']
    .filter(
      (key) =>
        !known.some(
          (toleration) =>
            toleration['key'] === key || (toleration['key'] === undefined && toleration['operator'] === 'Exists'),
        ),
    )
    .map((key) => ({ key, operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 300 }));
  const full = {
    ...defaultPodSpec(spec),
    serviceAccountName: spec['serviceAccountName'] ?? 'default',
    serviceAccount: spec['serviceAccount'] ?? spec['serviceAccountName'] ?? 'default',
    enableServiceLinks: spec['enableServiceLinks'] ?? true,
    priority: spec['priority'] ?? 0,
    preemptionPolicy: spec['preemptionPolicy'] ?? 'PreemptLowerPriority',
    tolerations: [...known, ...missing],
  };
  return {
    ...object,
    spec: full,
    status: { phase: 'Pending', qosClass: qosClassOf(full), ...record(object['status']) },
  };
}

function sliceEndpoint(value: unknown): Json {
  const endpoint = record(value);
  return { ...endpoint, conditions: record(endpoint['conditions']) };
}

function slicePorts(value: unknown): readonly Json[] {
  return list(value)
    .map(record)
    .map((port) => ({ ...port, name: port['name'] ?? '', protocol: port['protocol'] ?? 'TCP' }));
}

function autoscaler(object: KubeObject): KubeObject {
  const given = record(object['spec']);
  const metrics = list(given['metrics']);
  const spec = { minReplicas: 1, ...given, metrics: metrics.length > 0 ? metrics : [cpuMetric(80)] };
  return { ...object, spec, status: { currentReplicas: 0, desiredReplicas: 0, ...record(object['status']) } };
}

function namespace(object: KubeObject): KubeObject {
  const labels = { 'kubernetes.io/metadata.name': object.metadata.name, ...object.metadata.labels };
  return asKubeObject({
    ...object,
    metadata: { ...object.metadata, labels },
    spec: { finalizers: ['kubernetes'], ...record(object['spec']) },
    status: { phase: 'Active', ...record(object['status']) },
  });
}
