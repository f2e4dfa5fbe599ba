import { z } from 'zod';
import { parseVersion } from '#lib/model/version.ts';
import { optionalNano } from '#lib/to-model/quantity.ts';

/**
 * The shape that a file's objects must have where Zonescope reads them. Watch objects never come this way: they are
 * projected by hand and forgivingly; a file is written or cut by people, who want to hear what is wrong with it.
 */
const strings = z.record(z.string(), z.string()).nullish();
const text = z.string().nullish();
const count = z.number().int().nullish();
const flag = z.boolean().nullish();
const time = z.iso.datetime({ offset: true, error: 'expected a time such as 2026-03-01T12:00:00Z' }).nullish();
const quantity = z
  .union([z.string(), z.number()])
  .refine((value) => optionalNano(value) !== undefined, 'expected a quantity such as 3920m, 0.5 or 16Gi')
  .nullish();

const metadata = z.looseObject({
  name: z.string().min(1),
  namespace: text,
  uid: text,
  labels: strings,
  annotations: strings,
  creationTimestamp: time,
  deletionTimestamp: time,
});

const conditions = z.array(z.looseObject({ type: z.string(), status: z.string() })).nullish();

const node = z.looseObject({
  metadata,
  spec: z
    .looseObject({
      unschedulable: flag,
      taints: z.array(z.looseObject({ key: z.string(), effect: z.string() })).nullish(),
    })
    .nullish(),
  status: z.looseObject({ allocatable: z.record(z.string(), quantity).nullish(), conditions }).nullish(),
});

const servicePort = z.looseObject({
  name: text,
  protocol: text,
  port: z.number().int(),
  targetPort: z.union([z.string(), z.number()]).nullish(),
  nodePort: count,
});

const service = z.looseObject({
  metadata,
  spec: z
    .looseObject({
      type: text,
      clusterIP: text,
      clusterIPs: z.array(z.string()).nullish(),
      ipFamilies: z.array(z.string()).nullish(),
      ports: z.array(servicePort).nullish(),
      selector: strings,
      internalTrafficPolicy: text,
      externalTrafficPolicy: text,
      trafficDistribution: text,
      publishNotReadyAddresses: flag,
    })
    .nullish(),
});

const hints = z.array(z.looseObject({ name: z.string() })).nullish();

const endpoint = z.looseObject({
  addresses: z.array(z.string()).nullish(),
  conditions: z.looseObject({ ready: flag, serving: flag, terminating: flag }).nullish(),
  nodeName: text,
  zone: text,
  hints: z.looseObject({ forZones: hints, forNodes: hints }).nullish(),
});

const endpointSlice = z.looseObject({
  metadata,
  addressType: z.string(),
  ports: z.array(z.looseObject({ name: text, protocol: text, port: count })).nullish(),
  endpoints: z.array(endpoint).nullish(),
});

const container = z.looseObject({
  name: text,
  resources: z.looseObject({ requests: z.record(z.string(), quantity).nullish() }).nullish(),
});

const pod = z.looseObject({
  metadata,
  spec: z.looseObject({ nodeName: text, containers: z.array(container).nullish() }).nullish(),
  status: z
    .looseObject({
      phase: text,
      podIP: text,
      podIPs: z.array(z.looseObject({ ip: z.string() })).nullish(),
      conditions,
    })
    .nullish(),
});

const autoscaler = z.looseObject({
  metadata,
  spec: z.looseObject({
    scaleTargetRef: z.looseObject({ apiVersion: text, kind: z.string(), name: z.string() }),
    minReplicas: count,
    maxReplicas: z.number().int(),
  }),
  status: z.looseObject({ currentReplicas: count, desiredReplicas: count }).nullish(),
});

export const SCHEMA_BY_KIND: ReadonlyMap<string, z.ZodType> = new Map<string, z.ZodType>([
  ['Node', node],
  ['Service', service],
  ['EndpointSlice', endpointSlice],
  ['Pod', pod],
  ['HorizontalPodAutoscaler', autoscaler],
]);

/** The `zonescope` header that Zonescope's own snapshots carry beside `items`. */
export const HEADER_SCHEMA = z.strictObject({
  kubernetesVersion: z
    .string()
    .refine((version) => parseVersion(version) !== undefined, 'expected a version such as 1.36 or v1.21.10')
    .optional(),
  gates: z.string().optional(),
  time: z.iso.datetime({ offset: true }).optional(),
  whatIf: z.string().optional(),
  /** The Service that was looked at, and the context that the cluster was watched through. */
  service: z.string().optional(),
  context: z.string().optional(),
  /** What whoever saved it might not read, as the right that it takes: `list nodes`. */
  missing: z.array(z.string()).optional(),
  /** Names are pseudonyms. */
  redacted: z.boolean().optional(),
});
