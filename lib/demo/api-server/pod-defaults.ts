import { type Json, list, record, text } from '#lib/to-model/json.ts';

/** A pod spec, of a Pod or a template, with the defaults of pkg/apis/core/v1. */
export function defaultPodSpec(spec: Json): Json {
  return {
    ...spec,
    ...(Array.isArray(spec['initContainers']) ? { initContainers: spec['initContainers'].map(container) } : {}),
    containers: list(spec['containers']).map(container),
    restartPolicy: spec['restartPolicy'] ?? 'Always',
    terminationGracePeriodSeconds: spec['terminationGracePeriodSeconds'] ?? 30,
    dnsPolicy: spec['dnsPolicy'] ?? 'ClusterFirst',
    securityContext: spec['securityContext'] ?? {},
    schedulerName: spec['schedulerName'] ?? 'default-scheduler',
  };
}

function container(value: unknown): Json {
  const given = record(value);
  const image = text(given['image']);
  const latest = image.endsWith(':latest') || !/[:@][^/]*$/.test(image);
  return {
    ...given,
    resources: given['resources'] ?? {},
    ...(Array.isArray(given['ports'])
      ? { ports: given['ports'].map(record).map((port) => ({ ...port, protocol: port['protocol'] ?? 'TCP' })) }
      : {}),
    terminationMessagePath: given['terminationMessagePath'] ?? '/dev/termination-log',
    terminationMessagePolicy: given['terminationMessagePolicy'] ?? 'File',
    imagePullPolicy: given['imagePullPolicy'] ?? (latest ? 'Always' : 'IfNotPresent'),
  };
}

/** `GetPodQOS`: Guaranteed when every container's cpu and memory requests equal their limits. */
export function qosClassOf(spec: Json): 'BestEffort' | 'Burstable' | 'Guaranteed' {
  const resources = list(spec['containers']).map((item) => record(record(item)['resources']));
  const amounts = resources.map((resource) => ({
    requests: record(resource['requests']),
    limits: record(resource['limits']),
  }));
  const isEmpty = (values: Json) => values['cpu'] === undefined && values['memory'] === undefined;
  if (amounts.every(({ requests, limits }) => isEmpty(requests) && isEmpty(limits))) return 'BestEffort';
  const guaranteed = amounts.every(({ requests, limits }) =>
    ['cpu', 'memory'].every((key) => limits[key] !== undefined && (requests[key] ?? limits[key]) === limits[key]),
  );
  return guaranteed ? 'Guaranteed' : 'Burstable';
}
